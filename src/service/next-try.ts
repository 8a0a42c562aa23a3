// How often devices are told to check in, and when one will do so next. Pure.

import type { Presence } from './store/presence.js';

/** Unit: seconds. Source: security settings management of Defender for Endpoint, 90 minutes. */
export const NEXT = 5400;
export const SPLAY = 540;

/** Undefined before the first check-in. Unit: milliseconds since 1970. */
export function nextTryAt(
  presence: Pick<Presence, 'lastSeen' | 'statusCode' | 'statusEvery'> | undefined,
): number | undefined {
  const { lastSeen, statusCode, statusEvery = NEXT } = presence ?? {};
  return lastSeen === undefined || statusCode === undefined ? undefined : lastSeen + statusEvery * 1000;
}
