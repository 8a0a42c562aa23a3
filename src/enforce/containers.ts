// Whole files: which can be put back byte for byte, and what to remember of them. Pure.

import { containerOf } from '../model/catalog/container.js';
import type { ContainerId, SettingKey, Sha256 } from '../model/ids.js';
import type { ContainerImage, Observation, WriteBatch, WriteOutcome } from '../model/ports.js';
import type { Decisions } from './decision.js';
import type { Memory, MemoryChange, Owned, OwnedContainer } from './memory.js';

type Digest = Sha256 | 'absent';
type Known = Pick<Memory, 'owned' | 'containers'>;

export const digestOf = ({ state }: ContainerImage): Digest =>
  state.is === 'present' ? state.sha256 : 'absent';

/** Nobody but us has written since, counting a write of ours whose outcome a kill kept from us. */
const isAsWeLeftIt = (container: OwnedContainer, image: ContainerImage | undefined): boolean =>
  image !== undefined && [container.lastSha256, container.nextSha256].includes(digestOf(image));

/** The file is gone again, and folders that were made for it are still there. */
const leavesFolders = (baseline: ContainerImage, { state }: ContainerImage): boolean =>
  baseline.state.is === 'absent' &&
  baseline.state.folder !== undefined &&
  state.is === 'absent' &&
  state.folder !== baseline.state.folder;

/** The former images of containers in which nothing of ours will be left and which nobody else touched. */
export function containersToGiveBack(
  decisions: Decisions,
  memory: Known,
  observation: Observation,
): readonly ContainerImage[] {
  const occupied = new Set<ContainerId>();
  for (const { row, do: move } of decisions.values()) {
    const container = containerOf(row);
    if (move === 'set' && container !== undefined) {
      occupied.add(container);
    }
  }
  for (const { key, container } of memory.owned.values()) {
    const move = decisions.get(key)?.do;
    if (container !== undefined && move !== 'put-back' && move !== 'forget') {
      occupied.add(container);
    }
  }
  return [...memory.containers.values()]
    .filter((container) => !occupied.has(container.id))
    .filter((container) => {
      const image = observation.containers.get(container.id);
      const isBack = image !== undefined && digestOf(image) === digestOf(container.baseline);
      return isBack ? leavesFolders(container.baseline, image) : isAsWeLeftIt(container, image);
    })
    .map(({ baseline }) => baseline);
}

/**
 * What to remember before `batch` is written. A baseline is taken only where nothing of ours stands yet, or it
 * would hold our own values; a container that somebody else has touched needs no forecast.
 */
export function containerIntents(
  batch: WriteBatch,
  memory: Known,
  observation: Observation,
  foreseen: ReadonlyMap<ContainerId, Digest>,
): readonly OwnedContainer[] {
  const ownedIn = new Set([...memory.owned.values()].map(({ container }) => container));
  return [...touchedBy(batch)].flatMap((id) => {
    const image = observation.containers.get(id);
    const known = memory.containers.get(id);
    const fresh = known === undefined && (!ownedIn.has(id) || isBornEmpty(image, memory.owned));
    if (image === undefined || !(fresh || (known !== undefined && isAsWeLeftIt(known, image)))) {
      return [];
    }
    const nextSha256 = foreseen.get(id);
    const next = nextSha256 === undefined ? {} : { nextSha256 };
    return [{ id, baseline: known?.baseline ?? image, lastSha256: digestOf(image), ...next }];
  });
}

/** A container that is given back whole needs no forecast: its former digest is known. */
function touchedBy(batch: WriteBatch): ReadonlySet<ContainerId> {
  const whole = new Set(batch.giveBack.map(({ id }) => id));
  const changed = batch.changes.map(({ row }) => containerOf(row)).filter((id) => id !== undefined);
  return new Set(changed).difference(whole);
}

export interface Written {
  readonly memory: Known;
  readonly intents: readonly OwnedContainer[];
  readonly outcome: WriteOutcome | undefined;
  readonly before: Observation;
  /** What is ours when the pass is over. */
  readonly ownedAfter: ReadonlyMap<SettingKey, Owned>;
}

export function containersAfter(written: Written): Pick<MemoryChange, 'keepContainers' | 'forgetContainers'> {
  const { memory, intents, outcome, before, ownedAfter } = written;
  const occupied = new Set([...ownedAfter.values()].map(({ container }) => container));
  const intended = new Map(intents.map((intent) => [intent.id, intent]));
  const keepContainers: OwnedContainer[] = [];
  const forgetContainers: ContainerId[] = [];
  for (const id of new Set([...memory.containers.keys(), ...intended.keys()])) {
    const known = intended.get(id) ?? memory.containers.get(id);
    const image = before.containers.get(id);
    const now = outcome?.containers.get(id);
    const settled = known && (settle(known, now, image) ?? bornAgain(known, image, now, ownedAfter));
    if (settled === undefined || !occupied.has(id)) {
      forgetContainers.push(id);
    } else if (settled !== memory.containers.get(id)) {
      keepContainers.push(settled);
    }
  }
  return { keepContainers, forgetContainers };
}

/** Somebody has removed the file, and none of our settings had a former value: what is written now is all ours. */
const isBornEmpty = (image: ContainerImage | undefined, owned: Known['owned']): boolean =>
  image?.state.is === 'absent' &&
  [...owned.values()].every(({ container, preImage }) => container !== image.id || preImage.is === 'absent');

/** Folders that were made for the file before stay in mind. */
const bornAgain = (
  known: OwnedContainer,
  image: ContainerImage | undefined,
  now: Digest | undefined,
  owned: Known['owned'],
): OwnedContainer | undefined =>
  image !== undefined && now !== undefined && isBornEmpty(image, owned)
    ? {
        id: image.id,
        baseline: known.baseline.state.is === 'absent' ? known.baseline : image,
        lastSha256: now,
      }
    : undefined;

/** Undefined: somebody else's bytes are in it now, so it can no longer be put back whole. */
function settle(
  known: OwnedContainer,
  now: Digest | undefined,
  before: ContainerImage | undefined,
): OwnedContainer | undefined {
  const { id, baseline } = known;
  if (now === undefined) {
    const arrived =
      known.nextSha256 !== undefined && before !== undefined && digestOf(before) === known.nextSha256;
    return arrived ? { id, baseline, lastSha256: known.nextSha256 } : known;
  }
  const foreseen = known.nextSha256 === undefined || known.nextSha256 === now || known.lastSha256 === now;
  const ours = isAsWeLeftIt(known, before) && foreseen;
  if (ours) {
    return { id, baseline, lastSha256: now };
  }
  return now === known.lastSha256 ? known : undefined;
}
