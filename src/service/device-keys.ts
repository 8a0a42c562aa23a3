// Which keys of a device count now: while rotating, the older one until the newer is first used or a day is over. Pure.

import type { DeviceKey } from './store/keys.js';

/** Unit: milliseconds. */
const ROTATION_GRACE_MS = 24 * 3_600_000;

/** `keys` oldest first. */
export function acceptedKeys(keys: readonly DeviceKey[], now: number): readonly DeviceKey[] {
  const newest = keys.at(-1);
  if (newest === undefined || now - newest.addedAt > ROTATION_GRACE_MS) return newest ? [newest] : [];
  return keys;
}

/** True when the newest key of several was just used: the others have done their duty. */
export function endsRotation(keys: readonly DeviceKey[], used: string): boolean {
  return keys.length > 1 && keys.at(-1)?.thumbprint === used;
}
