// Which counter of GET /v1/wake a device looks at. Pure, and without a library: the waiting child stays small.

import type { DeviceId } from '../ids.js';

export const WAKE_BUCKETS = 256;

/** Source: FNV-1a, 32 bits, over the characters of the id. */
export function wakeBucketOf(device: DeviceId): number {
  let hash = 0x811c9dc5;
  for (const character of device) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % WAKE_BUCKETS;
}
