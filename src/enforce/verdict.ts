// What the system says of a setting that stands as wanted: in force, not in force, or cannot be told. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import { sameValue } from '../model/catalog/same-value.js';
import type { Reason } from '../model/finding.js';
import type { SettingKey } from '../model/ids.js';
import type { Observation, Observed } from '../model/ports.js';
import { unreachable } from '../model/result.js';
import type { Scalar, Value } from '../model/value.js';
import { satisfies, unreadableReason } from './standing.js';
import { ACCESS_DENIED, tamperReason } from './write-error.js';

export interface Judged {
  readonly row: CatalogRow;
  readonly desired: Value;
  readonly after: Observation;
  /** The writer said that the value is stored and not yet in force. */
  readonly atReboot?: boolean;
}

export type Verdict =
  | { readonly state: 'compliant'; readonly reason?: Reason }
  | {
      readonly state: 'notApplicable' | 'nonCompliant' | 'error' | 'unknown';
      readonly reason: Reason;
      readonly errorCode?: number;
    };

/** Never better than what was read: no reader and a failed read are each their own answer. */
export function judge({ row, desired, after, atReboot = false }: Judged): Verdict {
  const observed = after.settings.get(row.key);
  const effective = observed?.effective;
  if (effective === undefined) {
    return { state: 'unknown', reason: { code: 'read-failed', text: `${row.name} was not read back` } };
  }
  switch (effective.is) {
    case 'no-reader':
      if (isElse(row, desired, observed)) {
        return whyNotInForce(row, after, atReboot);
      }
      return {
        state: 'unknown',
        reason: {
          code: 'unverifiable',
          text: `${row.name} is stored as wanted, but nothing shows whether it is in force: ${effective.why}`,
        },
      };
    case 'unreadable':
      return { state: 'unknown', reason: unreadableReason(row.name, effective.fault) };
    case 'value':
    case 'absent':
      return satisfies(row, desired, effective)
        ? { state: 'compliant', ...byProfile(row, observed) }
        : whyNotInForce(row, after, atReboot);
    default:
      return unreachable(effective);
  }
}

/** It can be read where we write, and it is not what is wanted: somebody took the write back at once. */
const isElse = (row: CatalogRow, desired: Value, observed: Observed | undefined): boolean =>
  (observed?.stored.is === 'value' || observed?.stored.is === 'absent') &&
  !satisfies(row, desired, observed.stored);

/** Where nothing of ours is stored in what manages the system, the mark is a configuration profile's. */
const byProfile = (row: CatalogRow, observed: Observed | undefined): { readonly reason?: Reason } =>
  observed?.managed === true && observed.stored.is === 'no-reader'
    ? {
        reason: {
          code: 'profile-managed',
          text: `${row.name} is as wanted because a configuration profile says so`,
        },
      }
    : {};

function whyNotInForce(row: CatalogRow, after: Observation, atReboot: boolean): Verdict {
  const unmet = row.requires.find(({ key, equals, or = [] }) =>
    [equals, ...or].every((value) => isUnmet(row, after, key, value)),
  );
  if (unmet !== undefined) {
    const text = `${row.name} has no effect unless ${unmet.key} is ${JSON.stringify(unmet.equals)}`;
    return { state: 'notApplicable', reason: { code: 'requires', text } };
  }
  if (row.tamper === 'guarded' && after.tamperProtected === true) {
    return { state: 'error', reason: tamperReason(row), errorCode: ACCESS_DENIED };
  }
  if (atReboot || row.restart !== 'none') {
    const when =
      atReboot || row.restart === 'reboot' ? 'the device restarts' : 'the security engine restarts';
    return {
      state: 'nonCompliant',
      reason: { code: 'at-reboot', text: `${row.name} is stored and comes into force when ${when}` },
    };
  }
  const text = `${row.name} is stored as wanted, but the system keeps another value in force; see what else sets it`;
  return { state: 'error', reason: { code: 'not-taken', text } };
}

/** A condition that nothing shows is not taken for unmet. */
function isUnmet(row: CatalogRow, after: Observation, key: SettingKey, equals: Scalar): boolean {
  const observed = after.settings.get(key);
  const shown = [observed?.effective, observed?.stored].find((reading) => reading?.is === 'value');
  return shown?.is === 'value' && !sameValue(row, shown.value, equals);
}
