// Whether this device's clock is so far off that it should be said. Pure.

import { counted } from '../../model/counted.js';
import type { EpochMs } from '../../model/ids.js';

/** Unit: milliseconds. Source: what the service forgives without a word, 300 s. */
const FORGIVEN_MS = 300_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** `theirs`: the service's clock, as a verified answer says. `undefined`: the two agree well enough. */
export function clockWarning(ours: EpochMs, theirs: EpochMs): string | undefined {
  const ahead = ours - theirs;
  if (!Number.isFinite(ahead) || Math.abs(ahead) <= FORGIVEN_MS) return undefined;
  const direction = ahead > 0 ? 'ahead of' : 'behind';
  return `The clock of this device is ${duration(Math.abs(ahead))} ${direction} the service's; set it right, or certificates will be refused.`;
}

function duration(ms: number): string {
  if (ms < 2 * HOUR_MS) return counted(Math.round(ms / MINUTE_MS), 'minute', 'minutes');
  if (ms < 48 * HOUR_MS) return counted(Math.round(ms / HOUR_MS), 'hour', 'hours');
  return counted(Math.round(ms / (24 * HOUR_MS)), 'day', 'days');
}
