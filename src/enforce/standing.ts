// What stands on the device for one setting, against what we remember of it. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import { missingFrom, sameValue } from '../model/catalog/same-value.js';
import type { Reason } from '../model/finding.js';
import type { Observed } from '../model/ports.js';
import type { Fault } from '../model/result.js';
import { describeFault } from '../model/result.js';
import type { Reading, Value } from '../model/value.js';
import { entriesOf, isList, isMerged } from './list-merge.js';
import type { Owned } from './memory.js';

/** What we compare with: what is stored, or what is in force where nothing shows what is stored. */
export const standingOf = (observed: Observed): Reading<Fault> =>
  observed.stored.is === 'no-reader' ? observed.effective : observed.stored;

/** Whether `actual` gives all that is `desired`; others' entries in a merged list do no harm. */
export function satisfies(row: CatalogRow, desired: Value, actual: Reading<Fault>): boolean {
  if (actual.is === 'absent') {
    return isMerged(row) && entriesOf(desired).length === 0;
  }
  if (actual.is !== 'value') {
    return false;
  }
  return isMerged(row) && isList(actual.value)
    ? missingFrom(row, desired, actual.value).length === 0
    : sameValue(row, desired, actual.value);
}

/** One of the values that we wrote, whichever of them a killed pass got to. */
export const isOurs = (row: CatalogRow, owned: Owned, value: Value): boolean =>
  sameValue(row, owned.written, value) || (owned.former !== undefined && sameValue(row, owned.former, value));

export function isPreImage(row: CatalogRow, owned: Owned, observed: Observed): boolean {
  const standing = standingOf(observed);
  if (owned.preImage.is === 'absent') {
    return standing.is === 'absent';
  }
  if (standing.is !== 'value') {
    return false;
  }
  const sameText = observed.raw === owned.preImage.raw;
  const sameScalar =
    !isMerged(row) && owned.preValue !== undefined && sameValue(row, owned.preValue, standing.value);
  return sameText || sameScalar;
}

/** "Could not read" with its cause: an answer that makes no sense is told from no answer. */
export const unreadableReason = (name: string, fault: Fault): Reason => ({
  code: fault.kind === 'bad-reply' ? 'layout' : 'read-failed',
  text: `${name} could not be read: ${describeFault(fault)}`,
});
