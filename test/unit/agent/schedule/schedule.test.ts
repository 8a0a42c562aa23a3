// When turns are due: single rules by table, then days of simulated time with sleep, clock jumps and a DST change.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../../../src/agent/schedule/schedule.js';
import {
  afterDrift,
  afterEnrollment,
  afterJump,
  afterSync,
  atStart,
  nextTurn,
  parseSchedule,
  takenOver,
} from '../../../../src/agent/schedule/schedule.js';
import { epochMs } from '../../../../src/model/ids.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.parse('2026-03-28T12:00:00Z');
const at = (ms: number) => epochMs(T0 + ms);

const syncAt = (schedule: Schedule): number | undefined =>
  schedule.sync === undefined ? undefined : schedule.sync.at - T0;

const due = (ms: number, why: 'interval' | 'first' | 'retry' = 'interval'): Schedule => ({
  sync: { at: at(ms), why },
  writtenAt: at(ms - 90 * MINUTE),
});

test('the first sync comes ten minutes after the enrollment, the first repair after thirty', () => {
  const schedule = afterEnrollment(at(0));
  expect(schedule.sync).toEqual({ at: at(10 * MINUTE), why: 'first' });
  expect(schedule.drift?.at).toBe(at(30 * MINUTE));
});

describe('after a sync that reached the service', () => {
  const rows: readonly (readonly [
    title: string,
    outcome: { nextSeconds?: number; splaySeconds?: number },
    fraction: number,
    expectedMinutes: number,
  ])[] = [
    ['the next is 90 minutes after this one was due', {}, 0.5, 90],
    ['the draw may make it ten per cent earlier', {}, 0, 81],
    ['the draw may make it nearly ten per cent later', {}, 0.999999, 99],
    ['the service may ask for another interval', { nextSeconds: 3600 }, 0.5, 60],
    ['an interval under five minutes counts as five', { nextSeconds: 1, splaySeconds: 0 }, 0.5, 5],
    ['an interval over a day counts as a day', { nextSeconds: 604_800, splaySeconds: 0 }, 0.5, 1440],
    ['the splay of the service is used', { nextSeconds: 3600, splaySeconds: 600 }, 0, 50],
    [
      'a splay larger than the interval never gives a time in the past',
      { nextSeconds: 600, splaySeconds: 86_400 },
      0,
      5,
    ],
  ];
  test.each(rows)('%s', (_, outcome, fraction, expectedMinutes) => {
    const next = afterSync(due(0), { is: 'reached', ...outcome }, at(5000), fraction);
    expect(Math.round((syncAt(next) ?? 0) / MINUTE)).toBe(expectedMinutes);
    expect(next.sync?.why).toBe('interval');
  });

  test('one that was more than half an interval late counts from now', () => {
    expect(syncAt(afterSync(due(0), { is: 'reached' }, at(60 * MINUTE), 0.5))).toBe(150 * MINUTE);
  });

  test('one that somebody asked for before it was due counts from now', () => {
    expect(syncAt(afterSync(due(80 * MINUTE), { is: 'reached' }, at(0), 0.5))).toBe(90 * MINUTE);
  });
});

test('after a failure it comes when the back-off says', () => {
  const next = afterSync(due(0), { is: 'failed', delayMs: 42_000 }, at(1000), 0.5);
  expect(next.sync).toEqual({ at: at(43_000), why: 'retry' });
});

test('a repair does not move the next sync', () => {
  const before = afterEnrollment(at(0));
  const next = afterDrift(before, at(MINUTE));
  expect(next.sync).toEqual(before.sync);
  expect(next.drift?.at).toBe(at(31 * MINUTE));
});

describe('what a turn has written, to the daemon that holds another time for the sync', () => {
  test('leaves that time as it is when it was a repair', () => {
    const written = parseSchedule(JSON.parse(JSON.stringify(afterDrift(due(90 * MINUTE), at(MINUTE)))));
    const taken = takenOver(due(30 * MINUTE), written);
    expect(taken).toMatchObject({ sync: { at: at(30 * MINUTE) }, drift: { at: at(31 * MINUTE) } });
  });

  test('is the new time when it was a sync, or when the device has none any more', () => {
    const synced = afterSync(due(0), { is: 'reached' }, at(0), 0.5);
    expect(takenOver(due(30 * MINUTE), synced)).toBe(synced);
    const left = afterDrift({ writtenAt: at(0) }, at(0));
    expect(takenOver(due(30 * MINUTE), left)).toBe(left);
  });
});

describe('at the start of the daemon', () => {
  test('what is still ahead stays where it was', () => {
    const schedule: Schedule = { ...due(40 * MINUTE), writtenAt: at(-MINUTE) };
    expect(atStart(schedule, at(0), 0.5)).toBe(schedule);
  });

  test.each([
    [0, 0],
    [0.5, 5],
    [0.9999, 10],
  ])('what is overdue comes within ten minutes, at random (%d)', (fraction, minutes) => {
    const next = atStart(due(-5 * HOUR), at(0), fraction);
    expect(Math.round((syncAt(next) ?? -1) / MINUTE)).toBe(minutes);
    expect(next.sync?.why).toBe('overdue-at-start');
  });

  test('a schedule of a clock that was a year ahead counts as overdue', () => {
    const schedule: Schedule = { sync: { at: at(8766 * HOUR), why: 'interval' }, writtenAt: at(8765 * HOUR) };
    expect(atStart(schedule, at(0), 0.5).sync?.why).toBe('overdue-at-start');
  });

  test('a device that is not enrolled has nothing due', () => {
    expect(nextTurn(atStart({ writtenAt: at(0) }, at(0), 0.5), at(0))).toBeUndefined();
  });
});

describe('when the clocks disagree', () => {
  const look = (nowMs: number, monotonicMs: number) => ({ now: at(nowMs), monotonicMs });

  test('a minute that passed on both is no jump', () => {
    expect(afterJump(due(HOUR), look(0, 0), look(MINUTE, MINUTE), 0.5)).toBeUndefined();
  });

  test('after a sleep, what became overdue comes within two minutes', () => {
    const next = afterJump(due(HOUR), look(0, 0), look(8 * HOUR, MINUTE), 0.5);
    expect(next?.sync).toEqual({ at: at(8 * HOUR + MINUTE), why: 'overdue-after-jump' });
  });

  test('after a short sleep, what is still ahead stays', () => {
    const before = due(HOUR);
    expect(afterJump(before, look(0, 0), look(20 * MINUTE, MINUTE), 0.5)).toBe(before);
  });

  test('a clock that is set back a day leaves the rest of the wait as it was', () => {
    const next = afterJump(due(HOUR), look(0, 0), look(MINUTE - 24 * HOUR, MINUTE), 0.5);
    expect(syncAt(next ?? { writtenAt: at(0) })).toBe(HOUR - 24 * HOUR);
  });
});

test('a schedule file that holds anything is a schedule or none, and never throws', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (raw) => {
      const schedule = parseSchedule(raw);
      expect(Number.isFinite(schedule.writtenAt)).toBe(true);
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('ten days, through a DST change: every sync between 81 and 99 minutes after the one before', () => {
  let schedule = afterEnrollment(at(0));
  let state = 12_345;
  const fraction = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  const times: number[] = [];
  let drifts = 0;
  for (let now = at(0); now < at(240 * HOUR); ) {
    const next = nextTurn(schedule, now);
    if (next === undefined) throw new Error('an enrolled device always has a next turn');
    now = epochMs(Math.max(now, next.due.at) + 700);
    if (next.turn === 'drift') {
      drifts += 1;
      schedule = afterDrift(schedule, now);
    } else {
      times.push(next.due.at);
      schedule = afterSync(schedule, { is: 'reached' }, now, fraction());
    }
  }
  expect(times[0]).toBe(at(10 * MINUTE));
  const gaps = times.slice(1).map((time, index) => (time - (times[index] ?? 0)) / MINUTE);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(81);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(99);
  expect(gaps.length).toBeGreaterThan(150);
  expect(drifts).toBeGreaterThan(300);
});
