// Whether a turn looks at the settings, and with which policies: from the life cycle to one answer. Pure; total by type.

import type { LifecycleState } from '../../enroll/lifecycle.js';
import { memberOf } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import type { EpochMs } from '../../model/ids.js';

export interface PassFacts {
  readonly state: LifecycleState;
  /** `holdfast restore` on an enrolled device, until the next `holdfast sync`. */
  readonly paused: boolean;
  /** Since when another manager was seen; `undefined`: none is. */
  readonly elsewhereSince: EpochMs | undefined;
  /** That manager's own policy of the same settings is in force here. */
  readonly policySeen: boolean;
  readonly now: EpochMs;
  /** The documents of some policy in force are gone: what they ask for is not known. */
  readonly documentsMissing: boolean;
}

export type PassDecision =
  | { readonly pass: 'none'; readonly why: string }
  | {
      readonly pass: 'run';
      readonly assigned: boolean;
      readonly local: boolean;
      /** False: repairs only. */
      readonly allowNew: boolean;
    };

const WAITING =
  'another manager is at work; what we set is given back when its policy is seen, at the latest after 8 hours';

/** So that there is no gap between two managers. Source: DESIGN of the product, promise 2. */
const TAKEN_OVER_MS = 8 * 3_600_000;

/** What the assigned policies ask for is given back, or is about to be. */
export const givesBack = ({ state, paused }: Pick<PassFacts, 'state' | 'paused'>): boolean =>
  paused || permissionsOf(state).giveBack !== 'no';

export function decidePass(facts: PassFacts): PassDecision {
  const { state, now, elsewhereSince, policySeen } = facts;
  if (facts.paused) return { pass: 'none', why: 'enforcement is paused by "holdfast restore"' };
  const may = permissionsOf(state);
  const allowNew = !facts.documentsMissing;
  switch (may.giveBack) {
    case 'now':
      return { pass: 'run', assigned: false, local: true, allowNew: true };
    case 'when-taken-over':
      return policySeen || (elsewhereSince !== undefined && now - elsewhereSince >= TAKEN_OVER_MS)
        ? { pass: 'run', assigned: false, local: false, allowNew: true }
        : { pass: 'none', why: WAITING };
    default:
      // Without an enrollment there is nothing assigned, and the administrator's own files are their own word.
      if (!('device' in memberOf(state)) && state === memberOf(state))
        return { pass: 'run', assigned: false, local: true, allowNew };
      return { pass: 'run', assigned: may.enforce, local: true, allowNew: allowNew && may.takeNew };
  }
}
