// One enrollment status for every state and last fault: the vendor's number where there is one, our code, cause, remedy. Pure.

import type { OtherManager } from '../model/probe.js';
import type { Fault } from '../model/result.js';
import { describeFault, unreachable } from '../model/result.js';
import type { LifecycleState, StaleReason } from './lifecycle.js';
import { identityOf } from './lifecycle.js';
import { ENROLLMENT_REMEDIES } from './secret-refusals.js';
import { VENDOR_STATUSES } from './vendor-status-table.js';

export interface EnrollmentStatus {
  /** The vendor's number; `null`: it has none for this. */
  readonly number: number | null;
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
}

/** `lastFault`: of the last exchange with the service, `undefined` when that went well. */
export function enrollmentStatusOf(state: LifecycleState, lastFault: Fault | undefined): EnrollmentStatus {
  const ofFault = lastFault === undefined ? undefined : statusOfFault(lastFault, state);
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
      return (
        ofFault ??
        ours('stale', STALE[state.why], 'Nothing to do if it ends by itself; else "holdfast doctor".')
      );
    case 'rekeying':
      return ofFault ?? ours('rekeying', REKEYING[state.why], 'Nothing to do: it goes on by itself.');
    case 'out-of-scope':
      return vendor(2);
    case 'disabled':
      return ours(
        'disabled',
        'The device is disabled in the service.',
        'Enable the device there; it asks once a day.',
      );
    case 'managed-elsewhere':
      return elsewhere(state.by);
    case 'unsupported':
      return ours('unsupported', state.why, 'Run Holdfast on the machine itself, on a supported system.');
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

function statusOfFault(fault: Fault, state: LifecycleState): EnrollmentStatus | undefined {
  const cause = `${describeFault(fault)}.`;
  switch (fault.kind) {
    case 'unreachable':
      if (fault.code === 'CERT_NOT_YET_VALID') return vendor(40, cause);
      return vendor(fault.stage === 'resolve' ? 41 : connectivityNumber(state), cause);
    case 'timeout':
      return vendor(connectivityNumber(state), cause);
    case 'refused':
      return statusOfRefusal(fault.code, cause);
    case 'untrusted':
      return ours(
        'untrusted',
        cause,
        'What was in force stays. If the service was rebuilt, onboard the device again.',
      );
    case 'cancelled':
      return undefined;
    default:
      return ours(
        'last-exchange-failed',
        cause,
        'Nothing to do if it ends by itself; else "holdfast doctor".',
      );
  }
}

/** 14: neither registered nor enrolled; 24: was enrolled. */
const connectivityNumber = (state: LifecycleState): number => (identityOf(state) === undefined ? 14 : 24);

function statusOfRefusal(code: string, cause: string): EnrollmentStatus {
  switch (code) {
    case 'service-not-allowed':
      return vendor(8, cause);
    case 'agent-too-old':
      return ours(code, cause, 'Update Holdfast on this device.');
    case 'device-unknown':
      return ours(code, cause, 'Onboard the device again.');
    case 'seq-regressed':
    case 'clone-suspected':
      return ours(
        'clone-suspected',
        cause,
        'Nothing to do: what was in force stays, and the copy takes a key of its own and becomes a device of its own, once a day at most; "holdfast sync" does it now.',
      );
    case 'invalid_client':
    case 'device-disabled':
      return ours('disabled', cause, 'Enable the device in the service; it asks once a day.');
    default: {
      const remedy = ENROLLMENT_REMEDIES.get(code);
      if (remedy !== undefined) return ours(code, cause, remedy);
      return ours('refused', cause, 'See the log of the service for this device.');
    }
  }
}

function vendor(number: number, cause?: string): EnrollmentStatus {
  const row = VENDOR_STATUSES.get(number);
  if (row === undefined) throw new Error(`the vendor has no status ${number}`);
  return { number, ...row, ...(cause === undefined ? {} : { cause }) };
}

function ours(code: string, cause: string, remedy: string): EnrollmentStatus {
  return { number: null, code, cause, remedy };
}
