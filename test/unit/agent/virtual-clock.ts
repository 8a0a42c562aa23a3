// Time and timers that a test moves by hand.
import { epochMs } from '../../../src/model/ids.js';
import type { Clock, Timer } from '../../../src/model/ports.js';

export interface VirtualClock {
  readonly clock: Clock;
  readonly timer: Timer;
  /** Runs every timer that comes due on the way; gives pending work the time to end after each. */
  advance(ms: number): Promise<void>;
  /** The wall clock alone. */
  jump(ms: number): void;
}

export function createVirtualClock(startMs: number): VirtualClock {
  let [wall, monotonic] = [startMs, 0];
  const armed = new Set<{ readonly dueMs: number; readonly run: () => void }>();
  return {
    clock: { now: () => epochMs(wall), monotonicMs: () => monotonic },
    timer: {
      after: (delayMs, run) => {
        const one = { dueMs: monotonic + Math.max(delayMs, 0), run };
        armed.add(one);
        return () => void armed.delete(one);
      },
    },
    advance: async (ms) => {
      const end = monotonic + ms;
      for (;;) {
        await settle();
        const next = [...armed].toSorted((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined || next.dueMs > end) break;
        armed.delete(next);
        wall += next.dueMs - monotonic;
        monotonic = next.dueMs;
        next.run();
      }
      wall += end - monotonic;
      monotonic = end;
    },
    jump: (ms) => {
      wall += ms;
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
