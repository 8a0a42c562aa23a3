// The state of each policy: the worst of its settings, and how many of each. Pure.

import type { Finding, SettingState } from './finding.js';
import { rollUp } from './finding.js';
import type { PolicyId, PolicyRef } from './ids.js';

export interface PolicyState {
  readonly policy: PolicyRef;
  readonly state: SettingState;
  readonly counts: Readonly<Record<SettingState, number>>;
}

/** In the order in which the policies first occur. A policy without findings is not among them. */
export function policyStates(findings: readonly Finding[]): ReadonlyMap<PolicyId, PolicyState> {
  const byPolicy = new Map<PolicyId, { policy: PolicyRef; states: SettingState[] }>();
  for (const finding of findings) {
    for (const policy of finding.policies) {
      const entry = byPolicy.get(policy.id) ?? { policy, states: [] };
      entry.states.push(finding.state);
      byPolicy.set(policy.id, entry);
    }
  }
  const result = new Map<PolicyId, PolicyState>();
  for (const [id, { policy, states }] of byPolicy) {
    const state = rollUp(states);
    if (state !== undefined) {
      result.set(id, { policy, state, counts: countStates(states) });
    }
  }
  return result;
}

/** A policy without settings asks for nothing; of one that was given back nothing is claimed. */
export const stateWithoutSettings = (givenBack = false): SettingState =>
  givenBack ? 'notApplicable' : 'compliant';

export function countStates(states: readonly SettingState[]): Readonly<Record<SettingState, number>> {
  const counts: Record<SettingState, number> = {
    error: 0,
    conflict: 0,
    nonCompliant: 0,
    unknown: 0,
    remediated: 0,
    compliant: 0,
    notApplicable: 0,
  };
  for (const state of states) {
    counts[state] += 1;
  }
  return counts;
}
