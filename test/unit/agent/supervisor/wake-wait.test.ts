// The child that holds a connection, over a virtual clock: kept alive, heard, and not restarted in a loop.
import { expect, test } from 'vitest';
import type { ChildEnd } from '../../../../platform/host.js';
import { createWakeWait, WAIT } from '../../../../src/agent/supervisor/wake-wait.js';
import { CALL } from '../../../../src/agent/wake/wake-codes.js';
import { createVirtualClock } from '../virtual-clock.js';

const MINUTE = 60_000;

/** `livesMs`: how long each child lives; undefined: until it is killed. */
function createWait(livesMs: () => number | undefined) {
  const time = createVirtualClock(0);
  const starts: number[] = [];
  const state = { isEnrolled: true, killed: 0, wakes: 0, looks: 0, isLooking: false };
  let seen = (): void => undefined;
  let tell = (_message: unknown): void => undefined;
  const waker = createWakeWait({
    clock: time.clock,
    timer: time.timer,
    random: { fraction: () => 0.5, uuid: () => 'unused' },
    isEnrolled: () => state.isEnrolled,
    createFallback: () => ({
      start: (onWake) => {
        state.looks += 1;
        state.isLooking = true;
        seen = onWake;
      },
      stop: () => {
        state.isLooking = false;
      },
    }),
    startWaiting: ({ onMessage, onExit }) => {
      starts.push(time.clock.monotonicMs());
      tell = onMessage;
      const lives = livesMs();
      const end: ChildEnd = { is: 'exited', code: 1 };
      if (lives !== undefined) time.timer.after(lives, () => onExit(end));
      return {
        pid: 1,
        send: () => false,
        stop: () => {
          state.killed += 1;
          onExit({ is: 'killed', signal: 'SIGKILL' });
        },
      };
    },
  });
  waker.start(() => {
    state.wakes += 1;
  });
  return { time, starts, state, waker, tell: (message: unknown) => tell(message), seen: () => seen() };
}

const gaps = (times: readonly number[]) =>
  times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / MINUTE);

test('one child is started and lives; its call wakes the daemon, other messages do not', async () => {
  const { time, starts, state, tell } = createWait(() => undefined);
  await time.advance(24 * 60 * MINUTE);
  expect(starts).toHaveLength(1);
  for (const message of [undefined, null, 'sync', { call: 'reboot' }, {}]) tell(message);
  expect(state.wakes).toBe(0);
  tell(CALL);
  expect(state.wakes).toBe(1);
});

test('children that end at once are started more and more slowly, at least every half hour', async () => {
  const { time, starts } = createWait(() => 0);
  await time.advance(5 * 60 * MINUTE);
  expect(gaps(starts).slice(0, 8)).toEqual([0.5, 1, 2, 4, 8, 16, 30, 30]);
});

test('after one that has worked the pauses begin anew', async () => {
  const lives = [0, 0, 0, WAIT.workedMs, 0];
  const { time, starts } = createWait(() => lives.shift());
  await time.advance(60 * MINUTE);
  expect(gaps(starts).map((gap) => Math.round(gap * 10) / 10)).toEqual([0.5, 1, 2, 5.5, 1]);
});

test('while none can be held the counter is looked at, and no more once one has a seat', async () => {
  const lives = [1000, 1000, WAIT.seatedMs - 1];
  const { time, state, seen } = createWait(() => lives.shift());
  await time.advance(MINUTE);
  expect(state).toMatchObject({ looks: 1, isLooking: true, wakes: 0 });
  seen();
  expect(state.wakes).toBe(1);
  await time.advance(4 * MINUTE);
  expect(lives).toEqual([]);
  expect(state).toMatchObject({ looks: 1, isLooking: true });
  await time.advance(5 * MINUTE);
  expect(state).toMatchObject({ looks: 1, isLooking: false });
});

test('one that ends after it had a seat is no reason to look', async () => {
  const lives = [WAIT.seatedMs + 1];
  const { time, state } = createWait(() => lives.shift());
  await time.advance(10 * MINUTE);
  expect(state).toMatchObject({ looks: 0, isLooking: false });
});

test('stopped while it looks, it looks no more', async () => {
  const { time, state, waker } = createWait(() => 0);
  await time.advance(MINUTE);
  waker.stop();
  await time.advance(60 * MINUTE);
  expect(state).toMatchObject({ looks: 1, isLooking: false });
});

test('without an enrollment none is started', async () => {
  const { time, starts, state } = createWait(() => undefined);
  state.isEnrolled = false;
  await time.advance(60 * MINUTE);
  expect(starts).toEqual([]);
  state.isEnrolled = true;
  await time.advance(2 * MINUTE);
  expect(starts).toHaveLength(1);
});

test('stopped, it kills the child and starts no other', async () => {
  const { time, starts, state, waker, tell } = createWait(() => undefined);
  await time.advance(MINUTE);
  waker.stop();
  tell(CALL);
  await time.advance(24 * 60 * MINUTE);
  expect({ starts: starts.length, ...state }).toMatchObject({ starts: 1, killed: 1, wakes: 0 });
});
