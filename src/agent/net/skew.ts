// How far our clock is from the service's, learnt only when an exchange failed over time. Kept in the memory of the net.

import type { EpochMs } from '../../model/ids.js';
import type { Clock } from '../../model/ports.js';
import type { NetMemory } from './ports.js';

export interface ServiceClock {
  /** Unit: seconds since 1970, by the service's clock as far as we know it. */
  nowSeconds(): number;
  /** Takes the time of an answer; true when that moves our idea of it enough to be worth another try. */
  learn(date: EpochMs | undefined): boolean;
}

/** Below this a proof or an assertion is accepted as it is. Unit: seconds. Source: tolerance of the service, 300 s. */
const WORTH_CORRECTING_SECONDS = 60;

export function createServiceClock(clock: Clock, memory: NetMemory): ServiceClock {
  return {
    nowSeconds: () => Math.floor(clock.now() / 1000) + memory.load().clockSkewSeconds,
    learn: (date) => {
      if (date === undefined) return false;
      const state = memory.load();
      const skew = Math.round((date - clock.now()) / 1000);
      if (Math.abs(skew - state.clockSkewSeconds) < WORTH_CORRECTING_SECONDS) return false;
      memory.save({ ...state, clockSkewSeconds: skew });
      return true;
    },
  };
}
