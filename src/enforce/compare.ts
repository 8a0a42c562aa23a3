// One wanted setting against what stands on the device: what is to be done. Pure and total.

import type { CatalogRow } from '../model/catalog/row.js';
import { itemIdentity, missingFrom, sameValue } from '../model/catalog/same-value.js';
import type { Reason } from '../model/finding.js';
import type { PolicyRef } from '../model/ids.js';
import type { Engine, Observed } from '../model/ports.js';
import type { Fault } from '../model/result.js';
import { describeFault } from '../model/result.js';
import type { Reading, Value } from '../model/value.js';
import { whyEngineCannot, whyNotWritable, whySystemTooOld, whyTooOld } from './applicability.js';
import { contestedReason, contestNow, mustWait } from './contest.js';
import type { Move, MoveOf, Situation, Why } from './decision.js';
import type { HeldEntry } from './held-entries.js';
import { keptOf, listWith } from './held-entries.js';
import { entriesOf, isMerged, listOf, sharedEntries, withWanted } from './list-merge.js';
import type { Entry, Owned } from './memory.js';
import { satisfies, standingOf, unreadableReason } from './standing.js';

export interface Wanted {
  readonly row: CatalogRow;
  readonly desired: Value;
  /** Undefined: the reader said nothing about this setting. */
  readonly observed: Observed | undefined;
  readonly owned: Owned | undefined;
  /** Of a list: entries that stay as they are. */
  readonly held?: readonly HeldEntry[];
  readonly policies: readonly PolicyRef[];
}

export function decideWanted(wanted: Wanted, situation: Situation): Move {
  const { row, desired, observed } = wanted;
  const engine = engineFor(wanted, situation);
  const never = whyEngineCannot(engine) ?? whyTooOld(row, desired, engine);
  if (never !== undefined) {
    return { do: 'not-applicable', desired, reason: never };
  }
  if (observed === undefined) {
    return refrain(desired, 'unknown', { code: 'read-failed', text: `${row.name} was not read` });
  }
  const unwritable =
    whySystemTooOld(row, situation.system) ?? whyNotWritable(row, desired, observed.effective);
  if (unwritable !== undefined) {
    return withoutHands(row, desired, observed, unwritable);
  }
  if (observed.ignored !== undefined) {
    return isIgnored(row, desired, observed.effective, observed.ignored);
  }
  const standing = standingOf(observed);
  if (standing.is === 'unreadable') {
    return refrain(desired, 'unknown', unreadableReason(row.name, standing.fault));
  }
  const whole = withKept(wanted, standing);
  const aim = aimOf(whole, standing);
  if (aim.met) {
    return { do: 'nothing', desired };
  }
  const why = whyDifferent(wanted, standing);
  const held = whyRefrain(wanted, why, situation);
  return held ?? { do: 'set', desired, why, ...(situation.allowNew ? aim.to : repairOf(whole, standing)) };
}

/** What is to stand there in the end: in a list also what is held of it, if it stands there now. */
function withKept(wanted: Wanted, standing: Reading<Fault>): Wanted {
  const { kept, owned } = keptOf(wanted, standing);
  return kept.length === 0
    ? { ...wanted, owned }
    : { ...wanted, owned, desired: listWith(wanted.desired, kept) };
}

const engineFor = ({ observed }: Wanted, situation: Situation): Engine =>
  observed?.engine ?? situation.engine;

/** Nothing can be written by us: what stands there all the same is somebody else's work. */
function withoutHands(row: CatalogRow, desired: Value, { effective, owner }: Observed, reason: Reason): Move {
  if (satisfies(row, desired, effective)) {
    return { do: 'nothing', desired };
  }
  if (effective.is === 'unreadable' && reason.code === 'needs-profile') {
    return refrain(desired, 'unknown', unreadableReason(row.name, effective.fault));
  }
  return effective.is === 'value' && owner !== undefined
    ? refrain(desired, 'nonCompliant', ownedBy(row, owner))
    : { do: 'not-applicable', desired, reason };
}

/** Nothing that we could write would count, so only what the system shows does. */
function isIgnored(row: CatalogRow, desired: Value, effective: Reading<Fault>, why: string): Move {
  if (satisfies(row, desired, effective)) {
    return { do: 'nothing', desired };
  }
  const text = `${row.name} is not written: ${why}; set it there`;
  const state = effective.is === 'unreadable' || effective.is === 'no-reader' ? 'unknown' : 'nonCompliant';
  return refrain(desired, state, { code: 'configuration-protected', text });
}

/** Only what was lost comes back: in a list, nothing new goes in with it and nothing of ours goes out. */
function repairOf(wanted: Wanted, standing: Reading<Fault>): Repair {
  const { row, desired, owned } = wanted;
  if (owned === undefined || !isMerged(row)) {
    return { target: desired };
  }
  const written = identities(row, owned.written);
  const kept = entriesOf(desired).filter((entry) => written.has(itemIdentity(row, entry)));
  const repaired = targetOf({ ...wanted, desired: listOf([...kept, ...(owned.ours ?? [])]) }, standing);
  return sameValue(row, listOf(kept), desired)
    ? repaired
    : { ...repaired, partly: paused(row, 'is taken up only in part') };
}

type Target = Pick<MoveOf<'set'>, 'target' | 'ours'>;
type Repair = Pick<MoveOf<'set'>, 'target' | 'ours' | 'partly'>;
type ListWanted = Pick<Wanted, 'row' | 'desired' | 'owned'>;
type Aim = { readonly met: true } | { readonly met: false; readonly to: Target };

/** The whole value that should be stored, and whether it is. */
function aimOf({ row, desired, observed, owned }: Wanted, standing: Reading<Fault>): Aim {
  const works = observed?.dormant !== true;
  if (standing.is === 'no-reader') {
    const met = owned?.phase === 'written' && sameValue(row, owned.written, desired);
    return met ? { met } : { met: false, to: { target: desired } };
  }
  if (!isMerged(row)) {
    return works && satisfies(row, desired, standing)
      ? { met: true }
      : { met: false, to: { target: desired } };
  }
  const current = currentOf(row, standing);
  const oursNow = owned?.ours ?? [];
  const nothingLacks = missingFrom(row, desired, listOf(current)).length === 0;
  if (works && nothingLacks && missingFrom(row, listOf(oursNow), desired).length === 0) {
    return { met: true };
  }
  const to = targetOf({ row, desired, owned }, standing);
  return works && sameValue(row, to.target, listOf(current)) ? { met: true } : { met: false, to };
}

const currentOf = (row: CatalogRow, standing: Reading<Fault>): readonly Entry[] =>
  standing.is === 'value' ? sharedEntries(row, standing.value) : [];

/** The whole shared list with what is desired in it. */
function targetOf({ row, desired, owned }: ListWanted, standing: Reading<Fault>): Required<Target> {
  const current = currentOf(row, standing);
  const before = owned === undefined ? current : sharedEntries(row, owned.preValue);
  const list = { row, current, before, ours: owned?.ours ?? [] };
  const { target, ours } = withWanted(list, entriesOf(desired));
  return { target: listOf(target), ours };
}

/** Drift is only what we know to have been there: an intent whose outcome is unknown proves nothing. */
function whyDifferent({ row, desired, owned }: Wanted, standing: Reading<Fault>): Why {
  if (owned === undefined) {
    return 'first';
  }
  if (owned.phase === 'intended' || standing.is === 'no-reader') {
    return 'intended';
  }
  if (!isMerged(row)) {
    return sameValue(row, owned.written, desired) ? 'drift' : 'intended';
  }
  const there = identities(row, standing.is === 'value' ? standing.value : undefined);
  const written = identities(row, owned.written);
  const lost = [...identities(row, desired)].some((entry) => written.has(entry) && !there.has(entry));
  return lost ? 'drift' : 'intended';
}

const identities = (row: CatalogRow, value: Value | undefined): ReadonlySet<string> =>
  new Set(entriesOf(value).map((entry) => itemIdentity(row, entry)));

/** What forbids the write that would be due. Repairs go on while nothing new is taken. */
function whyRefrain(
  { row, desired, observed, owned, policies }: Wanted,
  why: Why,
  situation: Situation,
): Move | undefined {
  if (situation.mode === 'audit') {
    const text = `${row.name} is not as the policy wants it; audit mode changes nothing`;
    return refrain(desired, 'nonCompliant', { code: 'audit-mode', text }, why === 'drift');
  }
  if (observed !== undefined && isOthers(row, desired, observed, owned)) {
    return refrain(desired, 'nonCompliant', ownedBy(row, observed.owner ?? 'somebody else'));
  }
  if (why === 'drift') {
    const { pace } = situation;
    return mustWait(contestNow(owned, policies, pace.now), pace)
      ? refrain(desired, 'nonCompliant', contestedReason(row, pace.rivals, false), true)
      : undefined;
  }
  if (!situation.allowNew) {
    return refrain(desired, 'nonCompliant', paused(row, 'is not taken up'));
  }
  const engine = observed?.engine ?? situation.engine;
  if (engine.is === 'not-running' || engine.is === 'unreadable') {
    const text = `The security engine does not answer, so ${row.name} is not changed: ${describeFault(engine.fault)}`;
    return refrain(desired, 'unknown', { code: 'read-failed', text });
  }
  return undefined;
}

const ownedBy = (row: CatalogRow, owner: string): Reason => ({
  code: 'other-owner',
  text: `${row.name} is managed with another value by ${owner} on this device; change or remove it there`,
});

const paused = (row: CatalogRow, is: string): Reason => ({
  code: 'enforcement-paused',
  text: `${row.name} ${is} while this device may take nothing new (see "holdfast status")`,
});

/** Where we write into what manages the system, the mark may be ours; where we do not (a Mac), it never is. */
function isOthers(
  row: CatalogRow,
  desired: Value,
  { stored, effective, managed, owner }: Observed,
  owned: Owned | undefined,
): boolean {
  if (owner !== undefined) {
    return true;
  }
  if (managed !== true || effective.is !== 'value' || satisfies(row, desired, effective)) {
    return false;
  }
  return stored.is === 'no-reader' || (stored.is === 'absent' && owned === undefined && !isMerged(row));
}

const refrain = (desired: Value, state: 'nonCompliant' | 'unknown', reason: Reason, drift = false): Move => ({
  do: 'refrain',
  desired,
  state,
  reason,
  drift,
});
