// One wanted setting against what stands on the device: what is to be done. Pure and total.

import type { CatalogRow } from '../model/catalog/row.js';
import { itemIdentity, missingFrom, sameValue } from '../model/catalog/same-value.js';
import type { Reason } from '../model/finding.js';
import type { PolicyRef } from '../model/ids.js';
import type { Observed } from '../model/ports.js';
import type { Fault } from '../model/result.js';
import { describeFault } from '../model/result.js';
import type { Reading, Value } from '../model/value.js';
import { whyEngineCannot, whyNotWritable, whyTooOld } from './applicability.js';
import { contestedReason, contestNow, mustWait } from './contest.js';
import type { Move, MoveOf, Situation, Why } from './decision.js';
import { entriesOf, isMerged, listOf, sharedEntries, withWanted } from './list-merge.js';
import type { Entry, Owned } from './memory.js';
import { satisfies, standingOf, unreadableReason } from './standing.js';

export interface Wanted {
  readonly row: CatalogRow;
  readonly desired: Value;
  /** Undefined: the reader said nothing about this setting. */
  readonly observed: Observed | undefined;
  readonly owned: Owned | undefined;
  readonly policies: readonly PolicyRef[];
}

export function decideWanted(wanted: Wanted, situation: Situation): Move {
  const { row, desired, observed } = wanted;
  const never = whyEngineCannot(situation.engine) ?? whyTooOld(row, desired, situation.engine);
  if (never !== undefined) {
    return { do: 'not-applicable', desired, reason: never };
  }
  if (observed === undefined) {
    return refrain(desired, 'unknown', { code: 'read-failed', text: `${row.name} was not read` });
  }
  const unwritable = whyNotWritable(row, observed.effective);
  if (unwritable !== undefined) {
    return satisfies(row, desired, observed.effective)
      ? { do: 'nothing', desired }
      : { do: 'not-applicable', desired, reason: unwritable };
  }
  const standing = standingOf(observed);
  if (standing.is === 'unreadable') {
    return refrain(desired, 'unknown', unreadableReason(row.name, standing.fault));
  }
  const aim = aimOf(wanted, standing);
  if (aim.met) {
    return { do: 'nothing', desired };
  }
  const why = whyDifferent(wanted, standing);
  const held = whyRefrain(wanted, why, situation);
  return held ?? { do: 'set', desired, why, ...(situation.allowNew ? aim.to : repairOf(wanted, standing)) };
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
function aimOf({ row, desired, owned }: Wanted, standing: Reading<Fault>): Aim {
  if (standing.is === 'no-reader') {
    const met = owned?.phase === 'written' && sameValue(row, owned.written, desired);
    return met ? { met } : { met: false, to: { target: desired } };
  }
  if (!isMerged(row)) {
    return satisfies(row, desired, standing) ? { met: true } : { met: false, to: { target: desired } };
  }
  const current = currentOf(row, standing);
  const oursNow = owned?.ours ?? [];
  const nothingLacks = missingFrom(row, desired, listOf(current)).length === 0;
  if (nothingLacks && missingFrom(row, listOf(oursNow), desired).length === 0) {
    return { met: true };
  }
  const to = targetOf({ row, desired, owned }, standing);
  return sameValue(row, to.target, listOf(current)) ? { met: true } : { met: false, to };
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
  if (owned === undefined && observed !== undefined && isOthers(row, desired, observed)) {
    const text = `${row.name} is managed with another value by somebody else on this device; remove it there`;
    return refrain(desired, 'nonCompliant', { code: 'other-owner', text });
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
  const { engine } = situation;
  if (engine.is === 'not-running' || engine.is === 'unreadable') {
    const text = `The security engine does not answer, so ${row.name} is not changed: ${describeFault(engine.fault)}`;
    return refrain(desired, 'unknown', { code: 'read-failed', text });
  }
  return undefined;
}

const paused = (row: CatalogRow, is: string): Reason => ({
  code: 'enforcement-paused',
  text: `${row.name} ${is} while it cannot be told who manages this device`,
});

const isOthers = (row: CatalogRow, desired: Value, { stored, effective, managed }: Observed): boolean =>
  stored.is === 'absent' &&
  managed === true &&
  effective.is === 'value' &&
  !satisfies(row, desired, effective) &&
  !isMerged(row);

const refrain = (desired: Value, state: 'nonCompliant' | 'unknown', reason: Reason, drift = false): Move => ({
  do: 'refrain',
  desired,
  state,
  reason,
  drift,
});
