// The system's clock, behind the port. Only place of the service that asks the time.

import { performance } from 'node:perf_hooks';
import { epochMs } from '../model/ids.js';
import type { Clock } from '../model/ports.js';

export const createSystemClock = (): Clock => ({
  now: () => epochMs(Date.now()),
  monotonicMs: () => performance.now(),
});
