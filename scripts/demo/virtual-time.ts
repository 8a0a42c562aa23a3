// Time that is moved instead of waited for, in this process only: it flows as usual, and jumps to a timer when told
// to. Covers the ports of ours and, while it is installed, the Date that libraries read.

import { epochMs } from '../../src/model/ids.js';
import type { Clock, Timer } from '../../src/model/ports.js';

export interface VirtualTime {
  readonly clock: Clock;
  createTimers(): VirtualTimers;
  /** Gives the process its own Date back. */
  restore(): void;
}

/** The timers of one party: moving to them runs nobody else's. */
export interface VirtualTimers {
  readonly timer: Timer;
  /** Jumps to the timer that is due first and runs it; false: none is armed, or none that is due so soon. */
  runNext(withinMs?: number): boolean;
}

interface Armed {
  readonly dueMs: number;
  readonly run: () => void;
}

export function installVirtualTime(): VirtualTime {
  const RealDate = globalThis.Date;
  let ahead = 0;
  const now = (): number => RealDate.now() + ahead;
  const monotonicMs = (): number => performance.now() + ahead;
  // Whole milliseconds, so that the wall clock does not fall short of a due time by rounding.
  const jumpTo = (dueMs: number): void => {
    ahead += Math.ceil(Math.max(dueMs - monotonicMs(), 0));
  };
  globalThis.Date = shifted(RealDate, now);
  return {
    clock: { now: () => epochMs(now()), monotonicMs },
    createTimers: () => createTimers(monotonicMs, jumpTo),
    restore: () => {
      globalThis.Date = RealDate;
    },
  };
}

function createTimers(monotonicMs: () => number, jumpTo: (dueMs: number) => void): VirtualTimers {
  const armed = new Set<Armed>();
  return {
    timer: {
      after: (delayMs, run) => {
        const one = { dueMs: monotonicMs() + delayMs, run };
        armed.add(one);
        return () => void armed.delete(one);
      },
    },
    runNext: (withinMs = Number.POSITIVE_INFINITY) => {
      const [next] = [...armed].sort((a, b) => a.dueMs - b.dueMs);
      if (next === undefined || next.dueMs - monotonicMs() > withinMs) return false;
      armed.delete(next);
      jumpTo(next.dueMs);
      next.run();
      return true;
    },
  };
}

/** A Date that is the real one in everything but what it takes for the present. */
function shifted(RealDate: DateConstructor, now: () => number): DateConstructor {
  return new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    apply: () => new RealDate(now()).toString(),
    get: (target, key, receiver) => (key === 'now' ? now : Reflect.get(target, key, receiver)),
  });
}
