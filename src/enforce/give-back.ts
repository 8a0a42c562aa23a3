// One setting that is ours and that no policy wants any more: how the former value comes back. Pure and total.

import type { CatalogRow } from '../model/catalog/row.js';
import { sameValue } from '../model/catalog/same-value.js';
import type { Observed } from '../model/ports.js';
import type { Value } from '../model/value.js';
import type { Move, Situation } from './decision.js';
import { entriesOf, isMerged, listOf, sharedEntries, withoutOurs } from './list-merge.js';
import type { Owned } from './memory.js';
import { isOurs, isPreImage, standingOf, unreadableReason } from './standing.js';

export interface Unwanted {
  readonly row: CatalogRow;
  readonly owned: Owned;
  readonly observed: Observed | undefined;
}

/** The engine's state does not matter here: a missing or stopped engine neither causes nor hinders it. */
export function decideUnwanted({ row, owned, observed }: Unwanted, situation: Situation): Move {
  if (observed === undefined) {
    const text = `${row.name} was not read, so the former value is not put back yet`;
    return { do: 'keep', state: 'unknown', reason: { code: 'read-failed', text } };
  }
  if (situation.mode === 'audit') {
    const text = `No policy wants ${row.name} any more; audit mode does not put the former value back`;
    return { do: 'keep', state: 'nonCompliant', reason: { code: 'audit-mode', text } };
  }
  if (!situation.allowNew) {
    const text = `The former value of ${row.name} is not put back while this device may take nothing new (see "holdfast status")`;
    return { do: 'keep', state: 'nonCompliant', reason: { code: 'enforcement-paused', text } };
  }
  if (observed.managed === true && observed.stored.is === 'no-reader') {
    return belowProfile(row, owned);
  }
  const standing = standingOf(observed);
  switch (standing.is) {
    case 'unreadable':
      return { do: 'keep', state: 'unknown', reason: unreadableReason(row.name, standing.fault) };
    case 'no-reader':
      return { do: 'put-back', image: owned.preImage };
    case 'absent':
      return isPreImage(row, owned, observed) ? { do: 'forget' } : { do: 'leave-alone' };
    case 'value':
      if (isPreImage(row, owned, observed)) {
        return { do: 'forget' };
      }
      return isMerged(row) ? fromList(row, owned, standing.value) : fromScalar(row, owned, standing.value);
    default:
      return standing satisfies never;
  }
}

/**
 * A configuration profile hides what we have set below it, which would show again when the profile goes. A single
 * value is put back unseen; of a list nobody can tell which entries are there.
 */
function belowProfile(row: CatalogRow, owned: Owned): Move {
  const text = `The former ${row.name} comes back when the configuration profile that manages it is gone`;
  return isMerged(row)
    ? { do: 'keep', state: 'nonCompliant', reason: { code: 'other-owner', text } }
    : { do: 'put-back', image: owned.preImage };
}

const fromScalar = (row: CatalogRow, owned: Owned, current: Value): Move =>
  isOurs(row, owned, current) ? { do: 'put-back', image: owned.preImage } : { do: 'leave-alone' };

function fromList(row: CatalogRow, owned: Owned, value: Value): Move {
  const current = sharedEntries(row, value);
  if (current.length !== entriesOf(value).length) {
    return { do: 'leave-alone' };
  }
  const before = sharedEntries(row, owned.preValue);
  const rest = withoutOurs({ row, current, before, ours: owned.ours ?? [] });
  if (sameValue(row, listOf(rest), listOf(before))) {
    const backAlready = sameValue(row, value, listOf(before)) && !isOurs(row, owned, value);
    return backAlready ? { do: 'forget' } : { do: 'put-back', image: owned.preImage };
  }
  return sameValue(row, listOf(rest), value) ? { do: 'leave-alone' } : { do: 'trim', target: listOf(rest) };
}
