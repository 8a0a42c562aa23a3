// The clocks of the system. Only place of the agent that asks the time.

import { epochMs } from '../src/model/ids.js';
import type { Clock } from '../src/model/ports.js';

export function createSystemClock(): Clock {
  return { now: () => epochMs(Date.now()), monotonicMs: () => performance.now() };
}
