// Counts that must not fall back when the database is lost or set aside: the floor of assignments, the number of
// starts, the highest trusted time. A small sealed file beside it; of the two memories the higher one holds.

import type { AssignmentFloor } from '../../enroll/trust.js';
import type { DeviceId, EpochMs } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import { ok } from '../../model/result.js';
import { readJson, writeWhole } from '../files/own-files.js';
import type { BootCount } from './facts.js';
import { FACTS } from './facts.js';
import { isSealedRow } from './salvage.js';
import { seal, unseal } from './sealed.js';

export interface Lasting {
  /** It counts for this device only: each device's versions begin anew. */
  readonly device?: DeviceId;
  readonly floor?: AssignmentFloor;
  readonly boot?: BootCount;
  readonly trustedTime?: EpochMs;
}

const NAME = 'lasting';
/** Unit: milliseconds. The time alone is not worth a write at every check-in. */
const TIME_STEP_MS = 24 * 3_600_000;

/** What is damaged, or of another version, is as if it were not there. */
export function readLasting(path: string): Lasting {
  const row = readJson(path);
  const opened = isSealedRow(row) && row.name === NAME ? unseal(row) : undefined;
  const raw: unknown = opened?.is === 'sound' ? opened.value : undefined;
  if (typeof raw !== 'object' || raw === null) return {};
  const device: unknown = Reflect.get(raw, 'device');
  const floor: unknown = Reflect.get(raw, 'floor');
  const boot: unknown = Reflect.get(raw, 'boot');
  const trustedTime: unknown = Reflect.get(raw, 'trustedTime');
  return {
    ...(isText(device) && FACTS.floor.is(floor) ? { device, floor } : {}),
    ...(FACTS.boot.is(boot) ? { boot } : {}),
    ...(FACTS.trustedTime.is(trustedTime) ? { trustedTime } : {}),
  };
}

/**
 * Only when something moved, so that an unchanged check-in writes nothing here. Without a device, the floor of the last
 * one stays: it may be the same that registers again.
 */
export function keepLasting(path: string, now: Lasting): Result<void> {
  const before = readLasting(path);
  const { device, floor } = before;
  const known = device === undefined || floor === undefined ? {} : { device, floor };
  const next: Lasting = now.device === undefined ? { ...known, ...now } : now;
  const stepped = (next.trustedTime ?? 0) - (before.trustedTime ?? 0) >= TIME_STEP_MS;
  const { trustedTime: _a, ...were } = before;
  const { trustedTime: _b, ...are } = next;
  if (!stepped && JSON.stringify(were) === JSON.stringify(are)) return ok(undefined);
  return writeWhole(path, JSON.stringify(seal(NAME, next)), { mode: 0o600, durable: true });
}

const isText = (raw: unknown): raw is DeviceId => typeof raw === 'string';
