// The back-off table, row by row, and its bounds for any input.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackoffFacts } from '../../../src/enroll/backoff.js';
import { fullJitterMs, reactionTo } from '../../../src/enroll/backoff.js';
import { LOST_KEY } from '../../../src/model/lost-key.js';
import type { Fault } from '../../../src/model/result.js';

const facts: BackoffFacts = {
  attempt: 1,
  fraction: 0.5,
  canRegister: true,
  registrationsToday: 0,
  mayRenew: true,
};
const refused = (status: number, code: string, retryAfterSeconds?: number): Fault => ({
  kind: 'refused',
  by: 'https://service.example',
  status,
  code,
  why: 'because',
  ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
});
const unreachable: Fault = { kind: 'unreachable', stage: 'connect', target: 'x', why: 'y' };
const HOUR = 3_600_000;

describe('what follows', () => {
  test.each([
    [refused(400, 'invalid-request'), 'drop-item'],
    [refused(413, 'too-large'), 'drop-item'],
    [refused(413, 'http-413'), 'drop-item'],
    [refused(415, 'unsupported-media-type'), 'drop-item'],
    [refused(422, 'http-422'), 'drop-item'],
    [refused(401, 'unauthorized'), 'daily'],
    [refused(401, 'invalid_client'), 'daily'],
    [refused(401, 'secret-refused'), 'daily'],
    [refused(401, 'secret-used-up'), 'daily'],
    [refused(401, 'secret-revoked'), 'daily'],
    [refused(401, 'secret-expired'), 'daily'],
    [refused(401, 'rekey-token-refused'), 'retry'],
    [refused(400, 'tenant-mismatch'), 'daily'],
    [refused(403, 'device-disabled'), 'daily'],
    [refused(403, 'out-of-scope'), 'daily'],
    [refused(403, 'http-403'), 'daily'],
    [refused(404, 'not-found'), 'daily'],
    [refused(404, 'device-unknown'), 'register-again'],
    [refused(410, 'device-unknown'), 'register-again'],
    [refused(409, 'seq-regressed'), 'register-with-new-key'],
    [refused(409, 'clone-suspected'), 'register-with-new-key'],
    [refused(409, 'epoch-advanced'), 'daily'],
    [refused(426, 'agent-too-old'), 'daily'],
    [refused(426, 'http-426'), 'daily'],
    [refused(429, 'rate-limited'), 'retry'],
    [refused(503, 'unavailable'), 'retry'],
    [refused(500, 'internal'), 'retry'],
    [refused(502, 'http-502'), 'retry'],
    [unreachable, 'retry'],
    [{ kind: 'timeout', what: 'x', afterMs: 1 }, 'retry'],
    [{ kind: 'bad-reply', from: 'x', why: 'y' }, 'retry'],
    [{ kind: 'too-big', what: 'x', limitBytes: 1 }, 'retry'],
    [{ kind: 'untrusted', what: 'x', code: 'tampered', why: 'y' }, 'retry'],
    [{ kind: 'disk', target: 'x', why: 'full' }, 'retry'],
    [{ kind: 'missing', target: 'x' }, 'retry'],
    [LOST_KEY, 'register-again'],
    [{ kind: 'cancelled', what: 'x' }, 'none'],
  ] as const satisfies readonly (readonly [Fault, string])[])('of %j is %s', (fault, expected) => {
    expect(reactionTo(fault, facts).what).toBe(expected);
  });

  test.each(['device-unknown', 'seq-regressed'])('of %s is a daily try once it was tried today', (code) => {
    expect(reactionTo(refused(409, code), { ...facts, registrationsToday: 1 }).what).toBe('daily');
  });

  test('of a device that was forgotten is a daily try without a file that allows it', () => {
    expect(reactionTo(refused(404, 'device-unknown'), { ...facts, canRegister: false }).what).toBe('daily');
  });

  test.each(['seq-regressed', 'clone-suspected'])('of %s needs no file: the key speaks', (code) => {
    const reaction = reactionTo(refused(409, code), { ...facts, canRegister: false });
    expect(reaction.what).toBe('register-with-new-key');
  });
});

describe('waiting', () => {
  test.each([
    [1, 30],
    [2, 60],
    [3, 120],
    [8, 3840],
    [9, 5400],
    [1000, 5400],
  ])('attempt %i waits up to %i seconds, with full jitter', (attempt, seconds) => {
    expect(fullJitterMs(attempt, 0.999_999_9)).toBeGreaterThan(seconds * 999);
    expect(fullJitterMs(attempt, 0.999_999_9)).toBeLessThanOrEqual(seconds * 1000);
    expect(fullJitterMs(attempt, 0)).toBe(1000);
  });

  test('never less than the service asked, up to half as long again', () => {
    for (const fraction of [0, 0.5, 0.99]) {
      const reaction = reactionTo(refused(503, 'unavailable', 100), { ...facts, fraction });
      expect(reaction).toEqual({ what: 'retry', waitMs: Math.floor(100_000 * (1 + fraction / 2)) });
    }
  });

  test('a service that asks for a year is heard for a day', () => {
    const reaction = reactionTo(refused(429, 'rate-limited', 31_536_000), { ...facts, fraction: 0 });
    expect(reaction).toEqual({ what: 'retry', waitMs: 24 * HOUR });
  });

  test('daily is about a day, spread', () => {
    const wait = (fraction: number) => reactionTo(refused(403, 'device-disabled'), { ...facts, fraction });
    expect(wait(0)).toEqual({ what: 'daily', waitMs: Math.floor(22.8 * HOUR) });
    expect(wait(0.999)).toMatchObject({ waitMs: expect.toSatisfy((ms: number) => ms <= 25.2 * HOUR) });
  });

  test('whatever the fault and the facts, nothing is asked again within a second, and nothing waits much over a day', () => {
    const anyFault = fc.record({
      status: fc.integer({ min: 100, max: 599 }),
      code: fc.oneof(
        fc.string(),
        fc.constantFrom('seq-regressed', 'device-unknown', '__proto__', 'toString'),
      ),
      after: fc.option(fc.nat(), { nil: undefined }),
    });
    const anyFacts = fc.record({
      attempt: fc.integer(),
      fraction: fc.double({ min: 0, max: 0.999, noNaN: true }),
      canRegister: fc.boolean(),
      registrationsToday: fc.nat(),
      mayRenew: fc.boolean(),
    });
    fc.assert(
      fc.property(anyFault, anyFacts, ({ status, code, after }, some) => {
        const reaction = reactionTo(refused(status, code, after), some);
        if ('waitMs' in reaction) {
          expect(reaction.waitMs).toBeGreaterThanOrEqual(1000);
          expect(reaction.waitMs).toBeLessThanOrEqual(36 * HOUR);
        }
        if (reaction.what.startsWith('register'))
          expect(some).toMatchObject({ registrationsToday: 0, mayRenew: true });
      }),
      { seed: 20_261, numRuns: 500 },
    );
  });
});
