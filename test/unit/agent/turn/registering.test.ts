// When a device registers, and by what: a first time with its secret, a copy on the word of its key, and never in a loop.
import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../../src/agent/turn/draft.js';
import { openDraft } from '../../../../src/agent/turn/draft.js';
import { planRegistration } from '../../../../src/agent/turn/registering.js';
import type { LifecycleState } from '../../../../src/enroll/lifecycle.js';
import { deviceId, epochMs, tenantId } from '../../../../src/model/ids.js';
import type { Fault } from '../../../../src/model/result.js';
import { emptyStore } from '../../../support/empty-store.js';

const NOW = epochMs(1_800_000_000_000);
const HOUR = 3_600_000;
const identity = { tenant: tenantId('t'), device: deviceId('d') };
const rekeying: LifecycleState = { is: 'rekeying', why: 'clone', ...identity };
const stale: LifecycleState = { is: 'stale', why: 'refused', ...identity };
const onboarding = { jws: 'a.b.c', at: NOW };
const withSecret = { ...onboarding, secret: 's' };
const refused = (code: string): Fault => ({ kind: 'refused', by: 'x', status: 404, code, why: 'y' });

const draftOf = (state: LifecycleState, more: Partial<Draft> = {}): Draft => ({
  ...openDraft(emptyStore()),
  state,
  onboarding,
  ...more,
});
const registered = (hoursAgo: number) => ({
  exchange: { failures: 0, registrations: [epochMs(NOW - hoursAgo * HOUR)] },
});
const plan = (draft: Draft, asked = false) => planRegistration(draft, NOW, asked);

describe('a device that was never enrolled', () => {
  const eligible: LifecycleState = { is: 'eligible', tenant: identity.tenant };
  test('registers with its secret', () => {
    expect(plan(draftOf(eligible, { onboarding: withSecret }))).toMatchObject({ by: 'secret' });
  });
  test('tries again as often as it must: nothing of it exists yet', () => {
    const draft = draftOf(eligible, { onboarding: withSecret, ...registered(1) });
    expect(plan(draft)).toMatchObject({ by: 'secret' });
  });
  test('has nothing to register with when the secret is gone', () => {
    expect(plan(draftOf(eligible))).toBeUndefined();
  });
});

describe('a copy', () => {
  test('needs no secret: the key speaks', () => {
    expect(plan(draftOf(rekeying))).toEqual({ by: 'rekey' });
  });
  test('lets a secret lie that somebody gave once: it may be long over', () => {
    expect(plan(draftOf(rekeying, { onboarding: withSecret }))).toEqual({ by: 'rekey' });
  });
  test('changes its key once a day at most', () => {
    expect(plan(draftOf(rekeying, registered(23)))).toBeUndefined();
    expect(plan(draftOf(rekeying, registered(25)))).toEqual({ by: 'rekey' });
  });
  test('is not held up when an administrator asks, nor by a clock that was set back for years', () => {
    expect(plan(draftOf(rekeying, registered(1)), true)).toEqual({ by: 'rekey' });
    expect(plan(draftOf(rekeying, registered(-20_000)))).toEqual({ by: 'rekey' });
  });
  test('asks also while it cannot be told who manages it: that takes nothing new', () => {
    const unknown: LifecycleState = { is: 'unknown', why: 'x', since: NOW, before: rekeying };
    expect(plan(draftOf(unknown))).toEqual({ by: 'rekey' });
  });
});

describe('a device that the service forgot', () => {
  const forgotten = (code: string, more: Partial<Draft> = {}) =>
    draftOf(stale, { exchange: { failures: 1, registrations: [], lastFault: refused(code) }, ...more });
  test.each(['device-unknown', 'invalid_client'])(
    '%s: comes back with a new file, under its own key',
    (code) => {
      expect(plan(forgotten(code, { onboarding: withSecret }))).toMatchObject({ by: 'secret' });
    },
  );
  test('does nothing by itself without one', () => {
    expect(plan(forgotten('device-unknown'))).toBeUndefined();
  });
  test('does not register because of any other refusal', () => {
    expect(plan(forgotten('device-disabled', { onboarding: withSecret }))).toBeUndefined();
  });
});
