// Revisions on trial: named on the disk before a pass that has not been seen to end well with them, so that a turn
// that dies is evidence against them. Writes to the store only when something is new.

import type { Revision } from '../../enforce/quarantine.js';
import {
  cutOff,
  endedWell,
  heldReason,
  hungWithoutThem,
  isGood,
  isNew,
  lastGoodOf,
  standingOf,
  struck,
} from '../../enforce/quarantine.js';
import type { EpochMs, Sha256 } from '../../model/ids.js';
import type { InForce } from '../store/facts.js';
import { FACTS } from '../store/facts.js';
import type { Draft } from './draft.js';
import type { HeldPolicy, PolicySet, PolicyToRead } from './policy-set.js';
import type { TurnPorts } from './ports.js';
import { guardOf, isCutOffNow } from './reach-guard.js';

export const assignedRevision = ({ ref, sha256 }: InForce): Revision => ({ ref, sha256, source: 'assigned' });

/** A mark that is still there: the turn before died. Counted and taken away in one transaction, so that it counts once. */
export async function countLeftTrial(
  ports: Pick<TurnPorts, 'store' | 'clock' | 'log' | 'answers' | 'timer'>,
  draft: Draft,
  how: 'crashed' | 'hung',
): Promise<void> {
  const { store, clock, log } = ports;
  const left = store.read(FACTS.trial);
  if (left === undefined) return;
  const now = clock.now();
  const { revisions, guarded } = left;
  const isCut = guarded && (await isCutOffNow(ports, draft));
  draft.quarantine = isCut
    ? cutOff(draft.quarantine, revisions, now)
    : struck(draft.quarantine, revisions, how, now);
  const { quarantine } = draft;
  store.write((writer) => {
    writer.put(FACTS.quarantine, quarantine);
    writer.drop(FACTS.trial);
  });
  log.error('pass-ended-badly', { how: isCut ? 'cut-off' : how, policies: revisions.map(nameOf) });
}

/** Before they are parsed. Where the mark cannot be saved, protecting goes on without it. */
export function putOnTrial(
  { store, clock }: Pick<TurnPorts, 'store' | 'clock'>,
  draft: Draft,
  revisions: readonly Revision[],
): void {
  const now = clock.now();
  const isOnTrial = (sha256: Sha256): boolean =>
    draft.trial?.revisions.some((one) => one.sha256 === sha256) === true;
  const added = revisions.filter(
    ({ sha256 }) =>
      isNew(sha256, draft.quarantine) &&
      !isOnTrial(sha256) &&
      standingOf(sha256, draft.quarantine, now).is === 'free',
  );
  if (added.length > 0) mark(store, draft, added, false);
}

/** Before the first write: what was read before and never written is on trial, too. */
export function putOnTrialToWrite(
  { store }: Pick<TurnPorts, 'store'>,
  draft: Draft,
  revisions: readonly Revision[],
  guarded: boolean,
): void {
  const known = draft.trial?.revisions ?? [];
  const added = revisions.filter(
    ({ sha256 }) => !isGood(sha256, draft.quarantine) && known.every((one) => one.sha256 !== sha256),
  );
  const isGuarded = guarded && known.length + added.length > 0;
  if (added.length > 0 || (isGuarded && draft.trial?.guarded !== true)) mark(store, draft, added, isGuarded);
}

function mark(store: TurnPorts['store'], draft: Draft, added: readonly Revision[], guarded: boolean): void {
  const trial = { revisions: [...(draft.trial?.revisions ?? []), ...added], guarded };
  if (store.write((writer) => writer.put(FACTS.trial, trial)).ok) draft.trial = trial;
}

export interface ToEnforce {
  readonly toRead: readonly PolicyToRead[];
  readonly held: readonly HeldPolicy[];
  /** What of that which is asked is really in force. */
  readonly revisions: readonly Revision[];
  /** The document of one that is to be in force is lost. */
  readonly missing: boolean;
}

/** In the place of what is held back stands the last good revision of the same policy. */
export function toEnforce(
  asked: readonly Revision[],
  { quarantine }: Pick<Draft, 'quarantine'>,
  now: EpochMs,
  bytesOf: (sha256: Sha256) => Uint8Array | undefined,
): ToEnforce {
  const held: HeldPolicy[] = [];
  const revisions: Revision[] = [];
  for (const revision of asked) {
    const standing = standingOf(revision.sha256, quarantine, now);
    const instead = standing.is === 'free' ? revision : lastGoodOf(revision, quarantine, now);
    if (standing.is !== 'free')
      held.push({
        ref: revision.ref,
        source: revision.source,
        why: heldReason(revision, standing, instead),
      });
    if (instead !== undefined) revisions.push(instead);
  }
  const read = revisions.map(({ ref, source, sha256 }) => ({ ref, source, bytes: bytesOf(sha256) }));
  return {
    toRead: read.flatMap(({ ref, source, bytes }) => (bytes === undefined ? [] : [{ ref, source, bytes }])),
    held,
    revisions,
    missing: read.some(({ bytes }) => bytes === undefined),
  };
}

export interface PassTaken {
  readonly asked: readonly Revision[];
  readonly sources: readonly Revision['source'][];
  readonly revisions: readonly Revision[];
  readonly policies: PolicySet;
  /** What is new may be written: enforced, and not only repaired. */
  readonly writes: boolean;
}

/** What the pass that has just ended says of the revisions in it. */
export function judgeTrial(
  { clock, machine, log }: Pick<TurnPorts, 'clock' | 'machine' | 'log'>,
  draft: Draft,
  taken: PassTaken,
  signal: AbortSignal,
): void {
  const now = clock.now();
  const { outcome } = draft;
  const { asked, sources, revisions, policies } = taken;
  if (draft.timeUpMs !== undefined) {
    const suspects = draft.trial?.revisions ?? [];
    draft.quarantine =
      suspects.length > 0
        ? struck(draft.quarantine, suspects, 'hung', now)
        : hungWithoutThem(draft.quarantine);
    draft.again = suspects.length > 0;
    if (suspects.length > 0) log.error('pass-ended-badly', { how: 'hung', policies: suspects.map(nameOf) });
    return;
  }
  if (signal.aborted || outcome === undefined) return;
  const { reach } = outcome;
  if (reach?.is === 'lost') {
    const guilty = revisions.filter(
      ({ ref, sha256 }) =>
        !isGood(sha256, draft.quarantine) &&
        reach.policies.some(({ id, revision }) => id === ref.id && revision === ref.revision),
    );
    draft.quarantine = cutOff(draft.quarantine, guilty, now);
    draft.again = guilty.length > 0;
    log.error('service-cut-off', { policies: guilty.map(nameOf) });
    draft.warnings.push('A change of the firewall cut the service off; it was taken back.');
    return;
  }
  const isReached = reach === undefined ? draft.syncOutcome?.is === 'reached' : reach.is === 'kept';
  const guard = guardOf(machine.catalog);
  const firewall = policies.desired.filter(({ row }) => guard(row)).map(({ policy }) => policy);
  const isProven = ({ ref }: Revision): boolean =>
    taken.writes &&
    outcome.before.engine.is === 'ready' &&
    (isReached || draft.target === undefined || !firewall.some(({ id }) => id === ref.id));
  const proven = revisions.filter(isProven);
  const looked = revisions.filter((one) => !isProven(one));
  draft.quarantine = endedWell(draft.quarantine, { proven, looked, asked, sources });
}

const nameOf = ({ ref, sha256 }: Revision): string => `${ref.name} (revision ${ref.revision}, ${sha256})`;
