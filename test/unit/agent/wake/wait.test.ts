// The held connection: poll after poll, acknowledged, and never a hot loop.
import { expect, test } from 'vitest';
import type { WaitParts } from '../../../../src/agent/wake/wait.js';
import { PAUSE, waitForCalls } from '../../../../src/agent/wake/wait.js';
import { deviceId } from '../../../../src/model/ids.js';
import type { Result } from '../../../../src/model/result.js';
import { fail, ok } from '../../../../src/model/result.js';
import { EVENT_TYPE, SYNC_EVENT } from '../../../../src/model/wire/problem-codes.js';
import type { EventsPollAnswer, EventsPollRequest } from '../../../../src/model/wire/schemas.js';
import { createSigningKey, DEVICE, ISSUER, NOW, signJws } from '../../../support/signed-documents.js';
import { createVirtualClock } from '../virtual-clock.js';

const key = createSigningKey();
const event = (jti: string): string =>
  signJws(key, EVENT_TYPE, {
    ...{ iss: ISSUER, aud: DEVICE, iat: NOW, exp: NOW + 600, jti },
    events: { [SYNC_EVENT]: {} },
  });
const answer = (...jtis: readonly string[]): Result<EventsPollAnswer> =>
  ok({ sets: Object.fromEntries(jtis.map((jti) => [jti, event(jti)])), moreAvailable: false });
const gone: Result<EventsPollAnswer> = fail({ kind: 'timeout', what: 'the service', afterMs: 1 });

/** `answers`: to each poll in turn; a number is how long it is held, without an event. */
function createWait(answers: (Result<EventsPollAnswer> | number)[]) {
  const time = createVirtualClock(NOW * 1000);
  const polls: EventsPollRequest[] = [];
  const calls: number[] = [];
  const state = { isEnrolled: true };
  const parts: WaitParts = {
    poll: async (request) => {
      polls.push(request);
      const next = answers.shift() ?? gone;
      if (typeof next !== 'number') return next;
      await new Promise<void>((resolve) => void time.timer.after(next, resolve));
      return answer();
    },
    trust: () =>
      state.isEnrolled ? { issuer: ISSUER, device: deviceId(DEVICE), keys: [key.jwk], now: NOW } : undefined,
    onCall: () => calls.push(time.clock.monotonicMs()),
    onDistrust: () => undefined,
    clock: time.clock,
    timer: time.timer,
    signal: new AbortController().signal,
  };
  return { time, polls, calls, state, ended: waitForCalls(parts) };
}

/** Signatures are verified outside the virtual time, by threads of the runtime that a busy machine may keep waiting. */
const PATIENCE_MS = 8000;
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
async function until(condition: () => boolean, advance: () => Promise<void>): Promise<void> {
  const begun = performance.now();
  while (!condition() && performance.now() - begun < PATIENCE_MS) {
    await settle();
    await advance();
  }
}

test('an event calls, and the next poll acknowledges it', async () => {
  const { polls, calls, ended } = createWait([answer('a'), answer('b'), gone]);
  expect(await ended).toMatchObject({ kind: 'timeout' });
  expect(calls).toHaveLength(2);
  expect(polls.map(({ ack }) => ack)).toEqual([undefined, ['a'], ['b']]);
  expect(polls[0]).toMatchObject({ returnImmediately: false });
});

test('an event that is not believed goes back as an error, so that it does not come again', async () => {
  const forged = ok({ sets: { bad: 'garbage', a: event('a') }, moreAvailable: false });
  const { polls, calls, ended } = createWait([forged, gone]);
  await ended;
  expect(calls).toHaveLength(1);
  expect(polls[1]).toMatchObject({ ack: ['a'], setErrs: { bad: { err: 'invalid_request' } } });
});

test('polls that are held follow each other at once', async () => {
  const { time, polls, ended } = createWait([50_000, 50_000, gone]);
  await until(
    () => polls.length === 3,
    () => time.advance(10_000),
  );
  await ended;
  expect(time.clock.monotonicMs()).toBeLessThan(130_000);
});

test('a service that answers at once with nothing, or with the same again, is not asked in a loop', async () => {
  const { time, polls, calls, ended } = createWait([answer(), answer('a'), answer('a'), answer('a'), gone]);
  await until(
    () => polls.length === 5,
    () => time.advance(1_000),
  );
  await ended;
  expect(calls).toHaveLength(1);
  expect(time.clock.monotonicMs()).toBeGreaterThanOrEqual(3 * PAUSE.waitMs);
});

test('it ends when there is nothing to wait for any more', async () => {
  const { state, polls, ended, time } = createWait([50_000, 50_000]);
  state.isEnrolled = false;
  await time.advance(50_000);
  expect(await ended).toBeUndefined();
  expect(polls).toHaveLength(1);
});
