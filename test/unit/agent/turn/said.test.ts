// What a turn says at its end: what stands in the way, else what happened.
import { expect, test } from 'vitest';
import type { Ended } from '../../../../src/agent/turn/said.js';
import { turnSaid } from '../../../../src/agent/turn/said.js';
import { policyId, sha256Text } from '../../../../src/model/ids.js';
import { countStates } from '../../../../src/model/policy-state.js';

const managed = {
  state: 'managed',
  number: 1,
  code: 'managed',
  cause: 'The device is enrolled and managed.',
  remedy: 'Nothing to do.',
};
const policy = { ref: { id: policyId('a'), name: 'A', revision: 1 }, sha256: sha256Text('0'.repeat(64)) };
const ended: Ended = {
  assignment: { jws: '', ver: 7, digest: '' },
  assignmentMoved: false,
  distrust: undefined,
  inForce: [policy],
  outcome: undefined,
  syncOutcome: { is: 'reached' },
  timeUpMs: undefined,
};
const said = (more: Partial<Ended>, states: Parameters<typeof countStates>[0] = [], enrollment = managed) =>
  turnSaid({ ...ended, ...more }, 'sync', { enrollment, counts: countStates(states) });

test('a sync that changed nothing says so', () => {
  expect(said({})).toBe('Checked in. The assignment is unchanged (7, 1 policy). Nothing had to be written.');
});

test('a sync that took a new assignment and found a conflict says both, and no "nothing to do"', () => {
  const text = said({ assignmentMoved: true, inForce: [policy, policy] }, ['conflict', 'compliant']);
  expect(text).toBe('Checked in. A new assignment was taken (7, 2 policies). 1 setting is not as asked.');
});

test('a device without an assignment is told from one whose assignment did not move', () => {
  expect(said({ assignment: undefined })).toContain('Nothing is assigned yet.');
});

test('what stands in the way comes first, with its remedy', () => {
  const refused = { ...managed, number: 8, code: 'disabled', cause: 'It is disabled.', remedy: 'Enable it.' };
  expect(said({}, [], refused)).toBe('It is disabled. Enable it.');
  const distrust = { kind: 'untrusted', what: 'the assignment', code: 'replayed', why: 'it is old' } as const;
  expect(said({ distrust })).toMatch(/^the assignment is not trusted/);
  expect(said({ timeUpMs: 300_000 }, ['conflict'])).toMatch(/^The turn was ended after 300 s/);
});
