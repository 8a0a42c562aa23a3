// The daemon's heart over a virtual clock: one turn at a time, on time, whatever turns do.
import { expect, test } from 'vitest';
import type { Schedule } from '../../../../src/agent/schedule/schedule.js';
import { afterDrift, afterEnrollment, afterSync } from '../../../../src/agent/schedule/schedule.js';
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
}

function createDaemon(schedule: Schedule) {
  const time = createVirtualClock(START);
  const turns: { order: Order; afterMinutes: number }[] = [];
  const answered: string[] = [];
  const daemon: Daemon = { turns, answered, schedule, requests: [], end: undefined };
  let notify = (): void => undefined;
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
    closeRequests: (ids) => {
      answered.push(...ids);
      daemon.requests = daemon.requests.filter((id) => !ids.includes(id));
    },
  });
  return {
    daemon,
    time,
    supervisor,
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
