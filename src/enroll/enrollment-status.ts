// One enrollment status for every state and last fault: the vendor's number where there is one, our code, cause, remedy. Pure.

import type { OtherManager } from '../model/probe.js';
import type { Fault } from '../model/result.js';
import { unreachable } from '../model/result.js';
import { BY_ITSELF, statusOfFault } from './exchange-status.js';
import { FIT_ROWS } from './fit-table.js';
import type { LifecycleState, StaleReason } from './lifecycle.js';
import { identityOf } from './lifecycle.js';
import type { EnrollmentStatus } from './status-words.js';
import { ours, vendor } from './status-words.js';

/**
 * `lastFault`: of the last exchange with the service, `undefined` when that went well. `heard`: the service has
 * answered this registration before.
 */
export function enrollmentStatusOf(
  state: LifecycleState,
  lastFault: Fault | undefined,
  heard = true,
): EnrollmentStatus {
  const known = { registered: identityOf(state) !== undefined, heard };
  const ofFault = lastFault === undefined ? undefined : statusOfFault(lastFault, known);
  switch (state.is) {
    case 'not-onboarded':
    case 'surveyed':
      return ours('not-onboarded', 'No onboarding file was given.', 'Run "holdfast onboard FILE".');
    case 'eligible':
    case 'registering':
      return (
        ofFault ??
        ours('registering', 'Registration has not finished yet.', 'Nothing to do: it goes on by itself.')
      );
    case 'managed':
      return ofFault ?? vendor(1);
    case 'stale':
      return ofFault ?? ours('stale', STALE[state.why], BY_ITSELF);
    case 'rekeying':
      return ofFault ?? ours('rekeying', REKEYING[state.why], 'Nothing to do: it goes on by itself.');
    case 'out-of-scope':
      return vendor(state.because === 'tenant-switch' ? 8 : 2);
    case 'disabled':
      return ours(
        'disabled',
        'The device is disabled in the service.',
        'Enable the device there; it asks once a day.',
      );
    case 'managed-elsewhere':
      return elsewhere(state.by);
    case 'unsupported':
      return ours(state.case, state.why, FIT_ROWS[state.case].remedy);
    case 'tenant-mismatch':
      return vendor(15, `The device belongs to tenant ${state.other}.`);
    case 'unknown':
      return ours(
        'unknown',
        state.why,
        'See "holdfast probe" for what could not be read; what is in force stays.',
      );
    case 'offboarded':
      return ours('offboarded', 'The device has left Holdfast.', 'Run "holdfast onboard FILE" to come back.');
    default:
      return unreachable(state);
  }
}

const STALE: Readonly<Record<StaleReason, string>> = {
  'not-checked-in': 'The service has not been heard for too long.',
  'assignment-expired': 'The assignment in force has expired and no newer one came.',
  refused: 'The service refuses this device.',
};

const REKEYING = {
  rotation: 'The device key is being replaced.',
  clone: 'A copy of this device is at work; it takes a new key.',
} as const;

/** Source: a co-managed device reports 3; 43 is the vendor's own channel beside Configuration Manager. */
function elsewhere(by: OtherManager): EnrollmentStatus {
  switch (by) {
    case 'intune':
    case 'other-mdm':
    case 'co-managed':
      return vendor(3);
    case 'configmgr':
      return vendor(4);
    case 'mde-channel':
      return ours(
        'managed-by-mde',
        "Defender's own security settings management manages this device.",
        'Nothing to do: the original is at work. Take the device out of its scope to have it managed here.',
      );
    default:
      return unreachable(by);
  }
}
