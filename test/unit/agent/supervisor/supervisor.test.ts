// The daemon's heart over a virtual clock: one turn at a time, on time, whatever turns do.
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../../src/agent/schedule/schedule.js';
import { afterDrift, afterEnrollment, afterSync } from '../../../../src/agent/schedule/schedule.js';
import type { Seen, Watch } from '../../../../src/agent/schedule/watch.js';
import { hasMoved, NOTICE } from '../../../../src/agent/schedule/watch.js';
import type { TurnEnd } from '../../../../src/agent/supervisor/crash-guard.js';
import type { Order } from '../../../../src/agent/supervisor/supervisor.js';
import { createSupervisor } from '../../../../src/agent/supervisor/supervisor.js';
import { epochMs } from '../../../../src/model/ids.js';
import { createVirtualClock } from '../virtual-clock.js';

const MINUTE = 60_000;
const START = Date.parse('2026-11-21T08:00:00Z');

interface Daemon {
  readonly turns: readonly { readonly order: Order; readonly afterMinutes: number }[];
  readonly answered: readonly string[];
  schedule: Schedule;
  requests: string[];
  /** What the next turns do; the default is to work and leave a schedule. */
  end: (() => Promise<TurnEnd>) | undefined;
  /** The one watched file, as it is. */
  seen: Seen;
  followed: readonly string[];
}

function createDaemon(schedule: Schedule) {
  const time = createVirtualClock(START);
  const turns: { order: Order; afterMinutes: number }[] = [];
  const answered: string[] = [];
  const daemon: Daemon = {
    turns,
    answered,
    schedule,
    requests: [],
    end: undefined,
    seen: undefined,
    followed: [],
  };
  let notify = (): void => undefined;
  let sign = (): void => undefined;
  let call = (): void => undefined;
  const supervisor = createSupervisor({
    clock: time.clock,
    timer: time.timer,
    random: { fraction: () => 0.5, uuid: () => 'unused' },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    readSchedule: () => daemon.schedule,
    pendingRequests: () => daemon.requests,
    watchRequests: (onChange) => {
      notify = onChange;
      return () => undefined;
    },
    files: {
      start: (onSign) => {
        sign = onSign;
      },
      follow: (files) => {
        daemon.followed = files.map(({ path }) => path);
      },
      moved: (files) => files.some((file) => hasMoved(file, daemon.seen)),
      close: () => undefined,
    },
    startTurn: async (order) => {
      turns.push({ order, afterMinutes: time.clock.monotonicMs() / MINUTE });
      if (daemon.end !== undefined) return daemon.end();
      const now = time.clock.now();
      daemon.schedule =
        order.turn === 'sync'
          ? afterSync(daemon.schedule, { is: 'reached' }, now, 0.5)
          : afterDrift(daemon.schedule, now);
      return { is: 'done', exitCode: 0 };
    },
    waker: {
      start: (onWake) => {
        call = onWake;
      },
      stop: () => {
        call = () => undefined;
      },
    },
    closeRequests: (ids) => {
      answered.push(...ids);
      daemon.requests = daemon.requests.filter((id) => !ids.includes(id));
    },
  });
  return {
    daemon,
    time,
    supervisor,
    /** Somebody writes the watched file; the system tells. */
    touch: () => {
      daemon.seen = { size: 1, modifiedMs: time.clock.now() };
      sign();
    },
    /** The service asks for a sync now. */
    call: () => call(),
    ask: (id: string) => {
      daemon.requests.push(id);
      notify();
    },
  };
}

const enrolled = (): Schedule => afterEnrollment(epochMs(START));
const syncs = (daemon: Daemon) => daemon.turns.filter(({ order }) => order.turn === 'sync');

test('ten minutes after the enrollment, and then every ninety, a sync is started; repairs in between', async () => {
  const { daemon, time, supervisor } = createDaemon(enrolled());
  supervisor.start();
  await time.advance(6 * 60 * MINUTE);
  expect(syncs(daemon).map(({ afterMinutes }) => Math.round(afterMinutes))).toEqual([10, 100, 190, 280]);
  expect(daemon.turns.filter(({ order }) => order.turn === 'drift').length).toBeGreaterThanOrEqual(7);
});

test('a request is answered at once, by one turn for all that ask', async () => {
  const { daemon, time, supervisor, ask } = createDaemon(enrolled());
  supervisor.start();
  await time.advance(MINUTE);
  ask('first');
  await time.advance(0);
  expect(daemon.turns).toHaveLength(1);
  expect(daemon.turns[0]?.order).toEqual({ turn: 'sync', why: 'request', requests: ['first'] });
  expect(daemon.answered).toEqual(['first']);
});

test('two turns never overlap: a request during a turn waits for its end', async () => {
  const { daemon, time, supervisor, ask } = createDaemon(enrolled());
  const ends: ((end: TurnEnd) => void)[] = [];
  daemon.end = () => new Promise((resolve) => ends.push(resolve));
  supervisor.start();
  await time.advance(10 * MINUTE);
  ask('later');
  await time.advance(MINUTE);
  expect(daemon.turns).toHaveLength(1);
  ends[0]?.({ is: 'done', exitCode: 0 });
  await time.advance(0);
  expect(daemon.turns.map(({ order }) => order.requests)).toEqual([[], ['later']]);
});

test('turns that crash one after another are started more and more slowly', async () => {
  const { daemon, time, supervisor } = createDaemon(enrolled());
  daemon.end = async () => ({ is: 'crashed', how: 'ended by SIGSEGV' });
  supervisor.start();
  await time.advance(12 * 60 * MINUTE);
  const gaps = daemon.turns
    .slice(1)
    .map(({ afterMinutes }, at) => afterMinutes - (daemon.turns[at]?.afterMinutes ?? 0));
  expect(daemon.turns.length).toBeLessThan(25);
  expect(gaps.at(-1)).toBeGreaterThan(80);
});

test('an asker is told of a turn that crashed, and the next request does not start a hot loop', async () => {
  const { daemon, time, supervisor, ask } = createDaemon(enrolled());
  daemon.end = async () => ({ is: 'crashed', how: 'ended by SIGKILL' });
  supervisor.start();
  ask('one');
  await time.advance(0);
  expect(daemon.answered).toEqual(['one']);
  ask('two');
  await time.advance(1000);
  expect(daemon.turns).toHaveLength(1);
  await time.advance(MINUTE);
  expect(daemon.answered).toEqual(['one', 'two']);
});

test('a turn that leaves no schedule behind is not started again at once', async () => {
  const { daemon, time, supervisor } = createDaemon(enrolled());
  daemon.end = async () => ({ is: 'done', exitCode: 1 });
  supervisor.start();
  await time.advance(60 * MINUTE);
  expect(daemon.turns.length).toBeGreaterThan(1);
  expect(daemon.turns.length).toBeLessThan(15);
});

test('after eight hours of sleep the overdue sync comes within a few minutes', async () => {
  const { daemon, time, supervisor } = createDaemon(enrolled());
  supervisor.start();
  await time.advance(15 * MINUTE);
  time.jump(8 * 60 * MINUTE);
  await time.advance(4 * MINUTE);
  expect(syncs(daemon)).toHaveLength(2);
});

test('a clock that is set back a day neither stops the syncs nor doubles them', async () => {
  const { daemon, time, supervisor } = createDaemon(enrolled());
  supervisor.start();
  await time.advance(15 * MINUTE);
  time.jump(-24 * 60 * MINUTE);
  // Repairs in between write a schedule of their own; the wait that was left is left as it was.
  await time.advance(180 * MINUTE);
  expect(daemon.turns.filter(({ order }) => order.turn === 'drift').length).toBeGreaterThan(3);
  expect(syncs(daemon).map(({ afterMinutes }) => Math.round(afterMinutes))).toEqual([10, 100, 190]);
});

test('a device that is enrolled while the daemon runs is noticed within a minute', async () => {
  const { daemon, time, supervisor } = createDaemon({ writtenAt: epochMs(0) });
  supervisor.start();
  await time.advance(5 * MINUTE);
  daemon.schedule = afterEnrollment(time.clock.now());
  await time.advance(11 * MINUTE);
  expect(syncs(daemon)).toHaveLength(1);
});

test('stopping ends the turn under way and starts no other', async () => {
  const { daemon, time, supervisor } = createDaemon(enrolled());
  let end = (_: TurnEnd): void => undefined;
  daemon.end = () =>
    new Promise((resolve) => {
      end = resolve;
    });
  supervisor.start();
  await time.advance(10 * MINUTE);
  const stopped = supervisor.stop();
  end({ is: 'done', exitCode: 0 });
  await stopped;
  await time.advance(200 * MINUTE);
  expect(daemon.turns).toHaveLength(1);
});

describe('a file that a turn has left to be watched', () => {
  const PATH = '/etc/managed.json';

  /** Each turn repairs the file: it is as it was left then, at another time. */
  function watching(pauseMs: number = NOTICE.pauseMs) {
    const leave = (seen: Seen): Watch => ({
      files: [{ path: PATH, left: seen === undefined ? { is: 'absent' } : { is: 'file', ...seen } }],
      pauseMs,
    });
    const made = createDaemon({ ...enrolled(), watch: leave(undefined) });
    const { daemon, time } = made;
    daemon.end = async () => {
      daemon.seen = { size: 2, modifiedMs: time.clock.now() };
      daemon.schedule = { ...afterDrift(daemon.schedule, time.clock.now()), watch: leave(daemon.seen) };
      return { is: 'done', exitCode: 0 };
    };
    made.supervisor.start();
    const notices = () => daemon.turns.filter(({ order }) => order.why === 'notice');
    return { ...made, notices };
  }

  test('starts a repair a second after somebody else wrote it', async () => {
    const { daemon, time, touch, notices } = watching();
    await time.advance(2 * MINUTE);
    touch();
    await time.advance(900);
    expect(daemon.turns).toEqual([]);
    await time.advance(200);
    expect(notices().map(({ order }) => order)).toEqual([{ turn: 'drift', why: 'notice', requests: [] }]);
    expect(daemon.followed).toEqual([PATH]);
  });

  test('that our own turn wrote starts nothing more', async () => {
    const { time, touch, notices } = watching();
    await time.advance(MINUTE);
    touch();
    await time.advance(9 * MINUTE);
    expect(notices()).toHaveLength(1);
  });

  test('that is only looked at, or written again as it was, starts nothing', async () => {
    const { daemon, time, touch, notices } = watching();
    await time.advance(MINUTE);
    touch();
    daemon.seen = undefined;
    await time.advance(5 * MINUTE);
    expect(notices()).toHaveLength(0);
  });

  test('that is written all the time starts one repair a minute, and fewer when the turn says so', async () => {
    for (const [pauseMs, most] of [
      [NOTICE.pauseMs, 8],
      [NOTICE.contestedPauseMs, 1],
    ] as const) {
      const { time, touch, notices } = watching(pauseMs);
      for (let half = 0; half < 2 * 8 * 60; half++) {
        touch();
        await time.advance(500);
      }
      expect(notices().length).toBeGreaterThanOrEqual(most - 1);
      expect(notices().length).toBeLessThanOrEqual(most);
    }
  });

  test('is looked at once a minute where the system tells nothing', async () => {
    const { daemon, time, notices } = watching();
    await time.advance(MINUTE);
    daemon.seen = { size: 3, modifiedMs: 3 };
    await time.advance(MINUTE);
    expect(notices()).toHaveLength(1);
  });

  test('that was written while the daemon was down is looked at when it starts', async () => {
    const left = { is: 'file', size: 1, modifiedMs: 1 } as const;
    const watch: Watch = { files: [{ path: PATH, left }], pauseMs: NOTICE.pauseMs };
    const { daemon, time, supervisor } = createDaemon({ ...enrolled(), watch });
    daemon.seen = { size: 1, modifiedMs: 2 };
    supervisor.start();
    await time.advance(0);
    expect(daemon.turns.map(({ order }) => order.why)).toEqual(['notice']);
  });

  test('does not start a hot loop where turns crash or cannot leave a schedule', async () => {
    for (const end of [
      { is: 'crashed', how: 'x' },
      { is: 'done', exitCode: 1 },
    ] as const) {
      const { daemon, time, touch } = watching();
      daemon.end = async () => end;
      await time.advance(MINUTE);
      touch();
      await time.advance(8 * MINUTE);
      expect(daemon.turns.length).toBeGreaterThanOrEqual(1);
      expect(daemon.turns.length).toBeLessThan(6);
    }
  });

  test('is watched no more when a turn leaves none, and no notice comes after the stop', async () => {
    const { daemon, time, supervisor, touch } = watching();
    daemon.schedule = { ...afterDrift(enrolled(), time.clock.now()), writtenAt: epochMs(START + 1) };
    await time.advance(MINUTE);
    touch();
    await time.advance(5 * MINUTE);
    expect(daemon.followed).toEqual([]);
    touch();
    await supervisor.stop();
    await time.advance(MINUTE);
    expect(daemon.turns).toEqual([]);
  });
});

describe('a call of the service', () => {
  test('starts a sync at once, and the schedule goes on from there', async () => {
    const { daemon, time, supervisor, call } = createDaemon(enrolled());
    supervisor.start();
    await time.advance(45 * MINUTE);
    const before = syncs(daemon).length;
    call();
    await time.advance(0);
    expect(
      syncs(daemon)
        .slice(before)
        .map(({ order }) => order),
    ).toEqual([{ turn: 'sync', why: 'wake', requests: [] }]);
    await time.advance(89 * MINUTE);
    expect(syncs(daemon)).toHaveLength(before + 1);
    await time.advance(2 * MINUTE);
    expect(syncs(daemon)).toHaveLength(before + 2);
  });

  test('during a turn is not lost: a sync follows, and only one', async () => {
    const { daemon, time, supervisor, call } = createDaemon(enrolled());
    const ends: ((end: TurnEnd) => void)[] = [];
    daemon.end = () => new Promise((resolve) => ends.push(resolve));
    supervisor.start();
    await time.advance(10 * MINUTE);
    call();
    call();
    expect(daemon.turns).toHaveLength(1);
    daemon.end = undefined;
    ends[0]?.({ is: 'done', exitCode: 0 });
    await time.advance(MINUTE);
    expect(daemon.turns.map(({ order }) => order.why)).toEqual(['first', 'wake']);
  });

  test('that comes all the time starts a sync every half minute at most, and the last one is not lost', async () => {
    const { daemon, time, supervisor, call } = createDaemon(enrolled());
    supervisor.start();
    for (let second = 0; second < 595; second++) {
      call();
      await time.advance(1000);
    }
    const calls = () => daemon.turns.filter(({ order }) => order.why === 'wake').length;
    expect(calls()).toBe(20);
    await time.advance(6 * MINUTE);
    expect(calls()).toBe(21);
  });

  test('starts no hot loop where turns crash', async () => {
    const { daemon, time, supervisor, call } = createDaemon(enrolled());
    daemon.end = async () => ({ is: 'crashed', how: 'ended by SIGSEGV' });
    supervisor.start();
    for (let minute = 0; minute < 60; minute++) {
      call();
      await time.advance(MINUTE);
    }
    expect(daemon.turns.length).toBeLessThan(9);
  });

  test('after the end starts nothing', async () => {
    const { daemon, time, supervisor, call } = createDaemon(enrolled());
    supervisor.start();
    await supervisor.stop();
    call();
    await time.advance(MINUTE);
    expect(daemon.turns).toEqual([]);
  });
});
