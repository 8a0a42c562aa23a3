// When a device key is due for replacement. Pure.

import { createHash } from 'node:crypto';
import type { DeviceId, EpochMs } from '../model/ids.js';

export interface KeyAge {
  readonly device: DeviceId;
  /** Since when the key counts; `undefined`: not known, so it is not due by age. */
  readonly since: EpochMs | undefined;
  /** The last try to replace it. */
  readonly triedAt: EpochMs | undefined;
  readonly now: EpochMs;
  /** The service asked for it. */
  readonly asked: boolean;
}

const DAY_MS = 24 * 3_600_000;
/** Source: wire rule 2.3, every 90 days +-10 %. */
const LIFE_MS = 90 * DAY_MS;
const SPREAD = 0.1;

/** Once a day at most, whoever asks. The day of each device is its own, so that a fleet does not rotate at once. */
export function isKeyDue({ device, since, triedAt, now, asked }: KeyAge): boolean {
  if (triedAt !== undefined && Math.abs(now - triedAt) < DAY_MS) return false;
  return asked || (since !== undefined && now - since >= lifeOf(device));
}

function lifeOf(device: DeviceId): number {
  const fraction = createHash('sha256').update(device).digest().readUInt32BE(0) / 2 ** 32;
  return LIFE_MS * (1 - SPREAD + 2 * SPREAD * fraction);
}
