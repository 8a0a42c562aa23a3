// The look at the machine that its inventory needs: at enrollment and daily. What cannot be told stays as it was known,
// or unknown; it never fails a turn.

import type { CatalogRow } from '../../model/catalog/row.js';
import type { SettingKey } from '../../model/ids.js';
import { describeFault } from '../../model/result.js';
import { dueLook } from '../inventory/inventory.js';
import { FACTS } from '../store/facts.js';
import { within } from './deadline.js';
import type { Draft } from './draft.js';
import type { TurnOrder, TurnPorts } from './ports.js';

/** All of it together. Unit: milliseconds. */
const LOOK_LIMIT_MS = 45_000;

export async function lookAtMachine(
  ports: TurnPorts,
  draft: Draft,
  { asked }: Pick<TurnOrder, 'asked'>,
  signal: AbortSignal,
): Promise<void> {
  const { machine, clock, agentVersion, timer, store } = ports;
  const seen = {
    now: clock.now(),
    boot: (await machine.bootId()) ?? null,
    engine: store.read(FACTS.observed)?.engine.split(' ')[0] ?? 'unknown',
    agent: agentVersion,
    asked,
  };
  const held = draft.inventory;
  const due = dueLook(held, seen);
  if (due === 'none') return;
  const previous = held?.tags ?? [];
  const written = ownTags(store.memory.owned, machine.rows);
  await within({ timer, ms: LOOK_LIMIT_MS, signal }, async (bounded) => {
    const [hardware, { tags, posture }] = await Promise.all([
      due === 'all' ? hardwareOf(ports, bounded) : undefined,
      machine.look({ previous, written }, bounded),
    ]);
    if (!tags.ok) ports.log.warn('tags-not-read', { why: describeFault(tags.error) });
    // A tag that could not be read is not a tag that is gone: it would take the device out of its scope.
    const known = tags.ok ? tags.value : previous;
    const { now, asked: _, ...as } = seen;
    draft.inventory = {
      ...as,
      at: due === 'all' ? now : (held?.at ?? now),
      hardware: hardware ?? held?.hardware ?? {},
      tags: known,
      tagsKnown: tags.ok,
      posture,
    };
  });
}

async function hardwareOf({ machine, log }: TurnPorts, signal: AbortSignal) {
  const hardware = await machine.hardware(signal);
  if (hardware.ok) return hardware.value;
  log.warn('hardware-not-read', { why: describeFault(hardware.error) });
  return undefined;
}

/** Texts of tags that our own policies set: never a source, or a policy could bring a device into its own group. */
export function ownTags(
  owned: TurnPorts['store']['memory']['owned'],
  rows: ReadonlyMap<SettingKey, Pick<CatalogRow, 'read'>>,
): readonly string[] {
  return [...owned.values()]
    .filter(({ key }) => rows.get(key)?.read.by === 'device-tags')
    .flatMap(({ written, ours }) => [ours ?? written].flat())
    .flatMap((entry) => (typeof entry === 'object' && 'value' in entry ? entry['value'] : []))
    .filter((value) => typeof value === 'string');
}
