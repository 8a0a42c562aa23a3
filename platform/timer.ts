// The timer of the system. One of the few places that may wait.

import type { Timer } from '../src/model/ports.js';

export function createSystemTimer(): Timer {
  return {
    after: (delayMs, run) => {
      const handle = setTimeout(run, delayMs);
      return () => clearTimeout(handle);
    },
  };
}
