// The roll-up of findings to their policies.
import { expect, test } from 'vitest';
import type { Finding, SettingState } from '../../../src/model/finding.js';
import { policyId, settingKey } from '../../../src/model/ids.js';
import { policyStates } from '../../../src/model/policy-state.js';

const policy = (name: string) => ({ id: policyId(name), name, revision: 1 });
const finding = (state: SettingState, ...policies: string[]): Finding => ({
  key: settingKey('a'),
  settingDefinitionId: 'a',
  name: 'a',
  state,
  policies: policies.map(policy),
  readBack: { is: 'absent' },
  drift: false,
});

test('a policy is as its worst setting, and counts each of them', () => {
  const states = policyStates([
    finding('compliant', 'A'),
    finding('conflict', 'A', 'B'),
    finding('error', 'B'),
    finding('compliant', 'A'),
  ]);
  expect(states.get(policyId('A'))).toMatchObject({
    policy: policy('A'),
    state: 'conflict',
    counts: { compliant: 2, conflict: 1, error: 0 },
  });
  expect(states.get(policyId('B'))?.state).toBe('error');
});

test('what no policy wants any more weighs on no policy', () => {
  expect([...policyStates([finding('error')])]).toEqual([]);
});
