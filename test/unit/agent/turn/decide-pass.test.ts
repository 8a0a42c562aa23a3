// Which states let a turn write what: unknown is not permission, and no refusal lifts protection.
import { describe, expect, test } from 'vitest';
import type { PassFacts } from '../../../../src/agent/turn/decide-pass.js';
import { decidePass } from '../../../../src/agent/turn/decide-pass.js';
import type { LifecycleState, MemberState } from '../../../../src/enroll/lifecycle.js';
import { deviceId, epochMs, tenantId } from '../../../../src/model/ids.js';

const HOUR = 3_600_000;
const NOW = epochMs(1_800_000_000_000);
const identity = { tenant: tenantId('t'), device: deviceId('d') };
const managed: MemberState = { is: 'managed', ...identity };

const decide = (state: LifecycleState, more: Partial<PassFacts> = {}) =>
  decidePass({
    state,
    paused: false,
    elsewhereSince: undefined,
    policySeen: false,
    now: NOW,
    documentsMissing: false,
    ...more,
  });

const rows: readonly (readonly [title: string, state: LifecycleState, expected: object])[] = [
  ['managed: everything', managed, { pass: 'run', assigned: true, local: true, allowNew: true }],
  [
    'not heard from: what is in force goes on',
    { is: 'stale', why: 'not-checked-in', ...identity },
    { pass: 'run', assigned: true },
  ],
  [
    'disabled by the service: repairs go on',
    { is: 'disabled', ...identity },
    { assigned: true, allowNew: false },
  ],
  [
    'nobody can tell who manages it: repairs only',
    { is: 'unknown', why: 'x', since: NOW, before: managed },
    { assigned: true, allowNew: false },
  ],
  [
    'nobody can tell, and it never was enrolled: nothing new',
    { is: 'unknown', why: 'x', since: NOW, before: { is: 'surveyed' } },
    { allowNew: false },
  ],
  [
    'out of scope by a signed word: the assigned values go back',
    { is: 'out-of-scope', because: 'scope', ...identity },
    { assigned: false, allowNew: true },
  ],
  ['left: everything goes back', { is: 'offboarded' }, { assigned: false, allowNew: true }],
  [
    'never enrolled: local policies only',
    { is: 'surveyed' },
    { assigned: false, local: true, allowNew: true },
  ],
];

test.each(rows)('%s', (_, state, expected) => {
  expect(decide(state)).toMatchObject({ pass: 'run', ...expected });
});

describe('another manager at work', () => {
  const elsewhere: LifecycleState = { is: 'managed-elsewhere', by: 'intune', before: managed };

  test('for eight hours nothing is touched, so that there is no gap', () => {
    expect(decide(elsewhere, { elsewhereSince: epochMs(NOW - 7.9 * HOUR) }).pass).toBe('none');
  });

  test('as soon as its own policy is seen everything is given back', () => {
    expect(decide(elsewhere, { elsewhereSince: NOW, policySeen: true })).toMatchObject({
      pass: 'run',
      assigned: false,
    });
  });

  test('after that everything is given back', () => {
    expect(decide(elsewhere, { elsewhereSince: epochMs(NOW - 8 * HOUR) })).toEqual({
      pass: 'run',
      assigned: false,
      local: false,
      allowNew: true,
    });
  });
});

test('a lost document never gives its settings back', () => {
  expect(decide(managed, { documentsMissing: true })).toMatchObject({ pass: 'run', allowNew: false });
});

test('a pause stops the pass', () => {
  expect(decide(managed, { paused: true }).pass).toBe('none');
});
