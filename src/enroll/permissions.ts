// What each state of the life cycle allows a turn to do. Pure; total by type.

import type { LifecycleState } from './lifecycle.js';

export interface Permissions {
  /** Create a first identity with the service; a new one after a refusal is the back-off table's word. */
  readonly register: boolean;
  /** Take another identity in place of the one that it has: a copy, or who was forgotten. */
  readonly renew: boolean;
  readonly checkIn: boolean;
  /** Once a day is enough, whatever interval the service names: nothing is expected to move soon. */
  readonly asksDaily: boolean;
  /** Put a new assignment in force. */
  readonly takeNew: boolean;
  /** Keep the assignment current, so that it is at hand when the device comes back. With `takeNew` it always is. */
  readonly keepCurrent: boolean;
  /** Repair and keep what was in force before (with nothing in force it does nothing). */
  readonly enforce: boolean;
  /** Give former values back. */
  readonly giveBack: 'no' | 'now' | 'when-taken-over';
}

const NOTHING: Permissions = {
  register: false,
  renew: false,
  checkIn: false,
  asksDaily: false,
  takeNew: false,
  keepCurrent: false,
  enforce: false,
  giveBack: 'no',
};
const ASK_ONLY: Permissions = { ...NOTHING, renew: true, checkIn: true, enforce: true };
const IN_FORCE: Permissions = { ...ASK_ONLY, takeNew: true, keepCurrent: true };
/** Told to the service once a day; what was in force stays, and nothing new starts. */
const HINDERED: Permissions = { ...ASK_ONLY, asksDaily: true };

/** Unknown is not permission, and no refusal lifts protection. Source: promise 3 of the product. */
const PERMISSIONS: Readonly<Record<LifecycleState['is'], Permissions>> = {
  'not-onboarded': NOTHING,
  surveyed: NOTHING,
  eligible: { ...NOTHING, register: true },
  registering: { ...NOTHING, register: true },
  managed: IN_FORCE,
  stale: IN_FORCE,
  rekeying: IN_FORCE,
  'out-of-scope': { ...IN_FORCE, asksDaily: true, enforce: false, giveBack: 'now' },
  disabled: HINDERED,
  // The identity is kept idle: the service hears of the other manager, and its word is at hand for the way back.
  'managed-elsewhere': {
    ...NOTHING,
    checkIn: true,
    asksDaily: true,
    keepCurrent: true,
    giveBack: 'when-taken-over',
  },
  unsupported: HINDERED,
  // Idle as well: it is the other tenant's now.
  'tenant-mismatch': { ...HINDERED, renew: false },
  unknown: ASK_ONLY,
  offboarded: { ...NOTHING, giveBack: 'now' },
};

export function permissionsOf(state: LifecycleState): Permissions {
  return PERMISSIONS[state.is];
}
