// A timer that fires when a test says so.
import type { Timer } from '../../src/model/ports.js';

export interface ManualTimer extends Timer {
  /** Resolves as soon as something waits for it. */
  armed(): Promise<void>;
  /** Runs what waits for it now. */
  fire(): void;
  readonly waiting: number;
}

export function createManualTimer(): ManualTimer {
  const runs = new Set<() => void>();
  const hopeful: (() => void)[] = [];
  return {
    after: (_delayMs, run) => {
      runs.add(run);
      for (const tell of hopeful.splice(0)) tell();
      return () => void runs.delete(run);
    },
    armed: () =>
      new Promise((resolve) => {
        if (runs.size > 0) resolve();
        else hopeful.push(resolve);
      }),
    fire: () => {
      const now = [...runs];
      runs.clear();
      for (const run of now) run();
    },
    get waiting() {
      return runs.size;
    },
  };
}
