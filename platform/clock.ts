// The clocks of the system. Only place of the agent that asks the time.

import { epochMs } from '../src/model/ids.js';
import type { Clock } from '../src/model/ports.js';

export function createSystemClock(): Clock {
  // Not performance.now(): it would load a megabyte of modules into the idle daemon.
  return { now: () => epochMs(Date.now()), monotonicMs: () => Number(process.hrtime.bigint()) / 1e6 };
}
