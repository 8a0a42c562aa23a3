// The system's timer, behind the port. Only place of the service that sets one.

import type { Timer } from '../model/ports.js';

export const createSystemTimer = (): Timer => ({
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
});
