// What each state of the life cycle allows a turn to do. Pure; total by type.

import type { LifecycleState } from './lifecycle.js';

export interface Permissions {
  /** Create a first identity with the service; a new one after a refusal is the back-off table's word. */
  readonly register: boolean;
  readonly checkIn: boolean;
  /** Put a new assignment in force. */
  readonly takeNew: boolean;
  /** Repair and keep what was in force before (with nothing in force it does nothing). */
  readonly enforce: boolean;
  /** Give former values back. */
  readonly giveBack: 'no' | 'now' | 'when-taken-over';
}

const NOTHING: Permissions = {
  register: false,
  checkIn: false,
  takeNew: false,
  enforce: false,
  giveBack: 'no',
};
const ASK_ONLY: Permissions = { ...NOTHING, checkIn: true, enforce: true };

/** Unknown is not permission, and no refusal lifts protection. Source: promise 3 of the product. */
const PERMISSIONS: Readonly<Record<LifecycleState['is'], Permissions>> = {
  'not-onboarded': NOTHING,
  surveyed: NOTHING,
  eligible: { ...NOTHING, register: true },
  registering: { ...NOTHING, register: true },
  managed: { ...ASK_ONLY, takeNew: true },
  stale: { ...ASK_ONLY, takeNew: true },
  rekeying: { ...ASK_ONLY, takeNew: true },
  'out-of-scope': { ...NOTHING, checkIn: true, takeNew: true, giveBack: 'now' },
  disabled: ASK_ONLY,
  'managed-elsewhere': { ...NOTHING, giveBack: 'when-taken-over' },
  unsupported: { ...NOTHING, enforce: true },
  'tenant-mismatch': { ...NOTHING, enforce: true },
  unknown: ASK_ONLY,
  offboarded: { ...NOTHING, giveBack: 'now' },
};

export function permissionsOf(state: LifecycleState): Permissions {
  return PERMISSIONS[state.is];
}
