// The look for "sync now" over a virtual clock: how often, how it ends, and what failures cost.
import { expect, test } from 'vitest';
import type { ChildEnd } from '../../../../platform/host.js';
import { createWakePoll, POLL } from '../../../../src/agent/supervisor/wake-poll.js';
import type { Look } from '../../../../src/agent/wake/look.js';
import { LOOK_CODES } from '../../../../src/agent/wake/wake-codes.js';
import { createVirtualClock } from '../virtual-clock.js';

const MINUTE = 60_000;

/** `answer`: how a look ends; undefined: it hangs until it is killed. */
function createPoll(answer: () => Look | ChildEnd | undefined, fraction = () => 0.5) {
  const time = createVirtualClock(0);
  const looks: number[] = [];
  const wakes: number[] = [];
  const state = { isEnrolled: true, killed: 0 };
  const waker = createWakePoll({
    timer: time.timer,
    random: { fraction, uuid: () => 'unused' },
    isEnrolled: () => state.isEnrolled,
    startLook: (onExit) => {
      looks.push(time.clock.monotonicMs());
      const how = answer();
      const end: ChildEnd | undefined =
        typeof how === 'string' ? { is: 'exited', code: LOOK_CODES[how] } : how;
      if (end !== undefined) queueMicrotask(() => onExit(end));
      return {
        pid: 1,
        send: () => false,
        stop: () => {
          state.killed += 1;
          if (end === undefined) onExit({ is: 'killed', signal: 'SIGKILL' });
        },
      };
    },
  });
  waker.start(() => wakes.push(time.clock.monotonicMs()));
  return { time, looks, wakes, state, waker };
}

const gaps = (times: readonly number[]): readonly number[] =>
  times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / MINUTE);

test('a look comes within five minutes of the start, then every five', async () => {
  const { time, looks, wakes } = createPoll(() => 'quiet');
  await time.advance(61 * MINUTE);
  expect(looks[0]).toBe(2.5 * MINUTE);
  expect(new Set(gaps(looks))).toEqual(new Set([5]));
  expect(wakes).toEqual([]);
});

test('the looks of a fleet are spread by a tenth', async () => {
  const early = createPoll(
    () => 'quiet',
    () => 0,
  );
  const late = createPoll(
    () => 'quiet',
    () => 0.999,
  );
  await early.time.advance(30 * MINUTE);
  await late.time.advance(30 * MINUTE);
  expect(gaps(early.looks)[0]).toBeCloseTo(4.5, 1);
  expect(gaps(late.looks)[0]).toBeCloseTo(5.5, 1);
});

test('a counter that rose wakes the daemon within ten seconds, once', async () => {
  const answers: Look[] = ['quiet', 'rose'];
  const { time, looks, wakes } = createPoll(() => answers.shift() ?? 'quiet');
  await time.advance(60 * MINUTE);
  expect(wakes).toHaveLength(1);
  expect((wakes[0] ?? 0) - (looks[1] ?? 0)).toBeLessThanOrEqual(POLL.spreadMs);
});

test('failures wake nobody and are looked into less and less often, at least once an hour', async () => {
  const { time, looks, wakes } = createPoll(() => 'failed');
  await time.advance(6 * 60 * MINUTE);
  expect(gaps(looks).slice(0, 5)).toEqual([10, 20, 40, 60, 60]);
  expect(wakes).toEqual([]);
});

test('after a failure that ended it is every five minutes again', async () => {
  const answers: Look[] = ['failed', 'failed', 'quiet'];
  const { time, looks } = createPoll(() => answers.shift() ?? 'quiet');
  await time.advance(60 * MINUTE);
  expect(gaps(looks).slice(0, 4)).toEqual([10, 20, 5, 5]);
});

test.each<ChildEnd>([
  { is: 'exited', code: 1 },
  { is: 'exited', code: 6 },
  { is: 'killed', signal: 'SIGSEGV' },
  { is: 'not-started', fault: { kind: 'missing', target: 'node' } },
])('a child that ends as it should not (%j) is a failure like others', async (end) => {
  const { time, looks, wakes } = createPoll(() => end);
  await time.advance(15 * MINUTE);
  expect(gaps(looks)).toEqual([10]);
  expect(wakes).toEqual([]);
});

test('a child that hangs is killed after half a minute', async () => {
  const { time, looks, state } = createPoll(() => undefined);
  await time.advance(2.5 * MINUTE + POLL.deadlineMs);
  expect(looks).toHaveLength(1);
  expect(state.killed).toBe(1);
  await time.advance(10 * MINUTE);
  expect(looks).toHaveLength(2);
});

test('without an enrollment no child is started', async () => {
  const { time, looks, state } = createPoll(() => 'quiet');
  state.isEnrolled = false;
  await time.advance(30 * MINUTE);
  expect(looks).toEqual([]);
  state.isEnrolled = true;
  await time.advance(5 * MINUTE);
  expect(looks).toHaveLength(1);
});

test('stopped, it kills the look under way and starts no other, and a call that waits is dropped', async () => {
  const hanging = createPoll(() => undefined);
  await hanging.time.advance(3 * MINUTE);
  hanging.waker.stop();
  expect(hanging.state.killed).toBe(1);
  await hanging.time.advance(60 * MINUTE);
  expect(hanging.looks).toHaveLength(1);
  const called = createPoll(() => 'rose');
  await called.time.advance(2.5 * MINUTE);
  called.waker.stop();
  await called.time.advance(60 * MINUTE);
  expect(called.wakes).toEqual([]);
});
