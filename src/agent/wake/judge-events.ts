// Which of the events of a poll are believed: signed by a pinned key, for this device, not over, not seen before.
// An event says "check in now" and carries nothing else, so nothing else of it is read.

import { untrusted } from '../../enroll/trust.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { EVENT_TYPE, SYNC_EVENT } from '../../model/wire/problem-codes.js';
import type { EventClaims } from '../../model/wire/schemas.js';
import { validateEventClaims } from '../../model/wire/validators.js';
import { verifyDocument } from '../net/signed-document.js';
import type { WakeOrder } from './wake-file.js';

export interface Judged {
  /** Believed, and asks for a sync. */
  readonly calls: boolean;
  /** By `jti`: to be acknowledged, also where they were seen before. */
  readonly believed: readonly string[];
  /** To be sent back as errors, or they would come again for ever. */
  readonly distrusted: ReadonlyMap<string, Fault>;
  /** Of those that are believed, how many are new here. */
  readonly fresh: number;
}

/** `jti` of what was believed, until it is over. */
export interface SeenEvents {
  has(jti: string): boolean;
  /** Unit: seconds since 1970. */
  add(jti: string, expiresAt: number, now: number): void;
}

const MOST_SEEN = 1000;

export function createSeenEvents(): SeenEvents {
  const seen = new Map<string, number>();
  return {
    has: (jti) => seen.has(jti),
    add: (jti, expiresAt, now) => {
      for (const [old, end] of seen) if (end <= now || seen.size >= MOST_SEEN) seen.delete(old);
      seen.set(jti, expiresAt);
    },
  };
}

export type EventTrust = Pick<WakeOrder, 'issuer' | 'device' | 'keys'> & {
  readonly seen: SeenEvents;
  /** By the service's clock. Unit: seconds since 1970. */
  readonly now: number;
};

export async function judgeEvents(
  sets: Readonly<Record<string, string>>,
  trust: EventTrust,
): Promise<Judged> {
  const believed: string[] = [];
  const distrusted = new Map<string, Fault>();
  let [calls, fresh] = [false, 0];
  for (const [jti, jws] of Object.entries(sets)) {
    const event = await verifyEvent(jti, jws, trust);
    if (!event.ok) {
      distrusted.set(jti, event.error);
      continue;
    }
    believed.push(jti);
    if (trust.seen.has(jti)) continue;
    trust.seen.add(jti, event.value.exp, trust.now);
    fresh += 1;
    calls ||= SYNC_EVENT in event.value.events;
  }
  return { calls, believed, distrusted, fresh };
}

const WHAT = 'the event';

async function verifyEvent(jti: string, jws: string, trust: EventTrust): Promise<Result<EventClaims>> {
  const verified = await verifyDocument(jws, { what: WHAT, type: EVENT_TYPE, keys: trust.keys });
  if (!verified.ok) return verified;
  const claims = verified.value;
  if (!validateEventClaims(claims)) return fail(untrusted(WHAT, 'bad-claims', 'it lacks what an event says'));
  if (claims.iss !== trust.issuer) return fail(untrusted(WHAT, 'other-issuer', 'it is of another issuer'));
  if (claims.aud !== trust.device) return fail(untrusted(WHAT, 'other-device', 'it is for another device'));
  if (claims.jti !== jti) return fail(untrusted(WHAT, 'bad-claims', 'its id is not the one it came with'));
  if (claims.exp <= trust.now) return fail(untrusted(WHAT, 'expired', 'it is over'));
  return ok(claims);
}
