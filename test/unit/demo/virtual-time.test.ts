// Time that the demo moves: timers, both clocks, and the Date of the process.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { VirtualTime, VirtualTimers } from '../../../scripts/demo/virtual-time.js';
import { installVirtualTime } from '../../../scripts/demo/virtual-time.js';

const HOUR = 3_600_000;
let time: VirtualTime;
let timers: VirtualTimers;

beforeEach(() => {
  time = installVirtualTime();
  timers = time.createTimers();
});
afterEach(() => time.restore());

describe('moving time', () => {
  test('the timer that is due first runs first, whatever the order of arming', () => {
    const ran: string[] = [];
    timers.timer.after(2 * HOUR, () => ran.push('later'));
    timers.timer.after(HOUR, () => ran.push('sooner'));
    expect([timers.runNext(), timers.runNext(), timers.runNext()]).toEqual([true, true, false]);
    expect(ran).toEqual(['sooner', 'later']);
  });

  test('a timer finds its time reached by both clocks, never short of it', () => {
    const [now, monotonic] = [time.clock.now(), time.clock.monotonicMs()];
    let seen = [0, 0];
    timers.timer.after(1.5 * HOUR, () => {
      seen = [time.clock.now() - now, time.clock.monotonicMs() - monotonic];
    });
    timers.runNext();
    for (const passed of seen) {
      expect(passed).toBeGreaterThanOrEqual(1.5 * HOUR);
      expect(passed).toBeLessThan(1.6 * HOUR);
    }
  });

  test('a timer that was called off does not run', () => {
    const cancel = timers.timer.after(HOUR, () => expect.unreachable());
    cancel();
    expect(timers.runNext()).toBe(false);
  });

  test('timers of somebody else are left alone, and time with them', () => {
    const now = time.clock.now();
    time.createTimers().timer.after(HOUR, () => expect.unreachable());
    expect(timers.runNext()).toBe(false);
    expect(time.clock.now() - now).toBeLessThan(HOUR / 2);
  });
});

describe('the Date that libraries read', () => {
  test('is as far ahead as the clock', () => {
    timers.timer.after(HOUR, () => undefined);
    const real = Date.now();
    timers.runNext();
    for (const now of [Date.now(), Date.parse(new Date().toISOString()), Date.parse(Date())])
      expect(now - real).toBeGreaterThanOrEqual(HOUR - 1000);
  });

  test('takes a given time as it is, and its objects are dates', () => {
    timers.timer.after(HOUR, () => undefined);
    timers.runNext();
    expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(new Date() instanceof Date).toBe(true);
    expect(Date.UTC(2026, 0)).toBe(new Date('2026-01-01T00:00:00Z').getTime());
  });

  test('is given back', () => {
    timers.timer.after(HOUR, () => undefined);
    timers.runNext();
    const ahead = Date.now();
    time.restore();
    expect(ahead - Date.now()).toBeGreaterThan(HOUR / 2);
  });
});
