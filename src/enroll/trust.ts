// What must hold of claims whose signature is already verified, before anything acts on them. Pure.

import { createHash } from 'node:crypto';
import type { DeviceId, EpochMs, TenantId } from '../model/ids.js';
import type { Fault, Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import type { AssignedPolicy, AssignmentClaims, OnboardingClaims } from '../model/wire/schemas.js';

/** Stable words; the `code` of an `untrusted` fault. */
export type TrustCode =
  | 'not-a-jws'
  | 'wrong-type'
  | 'wrong-algorithm'
  | 'unknown-key'
  | 'tampered'
  | 'bad-claims'
  | 'expired'
  | 'from-the-future'
  | 'other-issuer'
  | 'other-tenant'
  | 'other-device'
  | 'rolled-back'
  | 'epoch-advanced'
  | 'out-of-order'
  | 'same-version-other-content'
  | 'wrong-size'
  | 'wrong-digest';

/** Never below this again. `digest` is over the compact JWS that was last accepted. */
export interface AssignmentFloor {
  readonly epoch: number;
  readonly ver: number;
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string;
}

export interface AssignmentExpectation {
  readonly issuer: string;
  readonly tenant: TenantId;
  readonly device: DeviceId;
  /** `undefined`: none was ever accepted. */
  readonly floor: AssignmentFloor | undefined;
  /** By a statement signed offline; `undefined`: there is none, and the epoch of the floor holds. */
  readonly statedEpoch?: number | undefined;
  /** Trusted time: see `trustedTime`. */
  readonly now: EpochMs;
}

export type AssignmentStanding = 'fresh' | 'stale';

/** Clocks differ; a document from further ahead than this is not ours to believe. Source: wire rule 2.7, +-300 s. */
export const FUTURE_TOLERANCE_MS = 300_000;
/** An onboarding file lives 30 days at most. Source: wire rule 2.1. */
const ONBOARDING_LIFE_SECONDS = 30 * 86_400;

export const untrusted = (what: string, code: TrustCode, why: string): Fault => ({
  kind: 'untrusted',
  what,
  code,
  why,
});

/** Setting the clock back revives nothing: the highest trusted time that was ever seen counts. */
export function trustedTime(now: EpochMs, highestSeen: EpochMs | undefined): EpochMs {
  return highestSeen !== undefined && highestSeen > now ? highestSeen : now;
}

/** `enrolled`: the tenant that this device already belongs to. */
export function checkOnboarding(
  claims: OnboardingClaims,
  now: EpochMs,
  enrolled?: TenantId,
): Result<OnboardingClaims> {
  const what = 'the onboarding file';
  if (seconds(claims.exp) <= now)
    return fail(
      untrusted(what, 'expired', `it expired on ${asInstant(claims.exp)}; ask the service for a new one`),
    );
  if (claims.exp - claims.iat > ONBOARDING_LIFE_SECONDS)
    return fail(untrusted(what, 'bad-claims', 'it is valid for more than 30 days'));
  if (seconds(claims.iat) > now + FUTURE_TOLERANCE_MS)
    return fail(
      untrusted(
        what,
        'from-the-future',
        `it was made on ${asInstant(claims.iat)}, after this device's time; check the clock`,
      ),
    );
  if (enrolled !== undefined && claims.tid !== enrolled)
    return fail(
      untrusted(what, 'other-tenant', `this device belongs to tenant ${enrolled}; offboard it first`),
    );
  return ok(claims);
}

/** Expiry never lifts protection: an expired assignment is `stale` and stays in force, but nothing new starts from it. */
export function checkAssignment(
  claims: AssignmentClaims,
  digest: string,
  expected: AssignmentExpectation,
): Result<AssignmentStanding> {
  const refuse = (code: TrustCode, why: string) => fail(untrusted('the assignment', code, why));
  if (claims.iss !== expected.issuer)
    return refuse('other-issuer', `it is of ${quote(claims.iss)}, not of ${expected.issuer}`);
  if (claims.tid !== expected.tenant) return refuse('other-tenant', `it is for tenant ${claims.tid}`);
  if (claims.sub !== expected.device) return refuse('other-device', `it is for device ${claims.sub}`);
  if (seconds(claims.iat) > expected.now + FUTURE_TOLERANCE_MS)
    return refuse('from-the-future', `it was made on ${asInstant(claims.iat)}, after this device's time`);
  const replay = belowFloor(claims, digest, expected);
  if (replay !== undefined) return refuse(replay.code, replay.why);
  if (new Set(claims.policies.map(({ id }) => id)).size !== claims.policies.length)
    return refuse('bad-claims', 'it names a policy twice');
  return ok(seconds(claims.exp) > expected.now ? 'fresh' : 'stale');
}

/** In an epoch that was stated offline the versions begin anew, so a lower one is no step back there. */
function belowFloor(
  { epoch, ver }: AssignmentClaims,
  digest: string,
  { floor, statedEpoch }: Pick<AssignmentExpectation, 'floor' | 'statedEpoch'>,
): { readonly code: TrustCode; readonly why: string } | undefined {
  const known = Math.max(floor?.epoch ?? 0, statedEpoch ?? 0);
  if (known === 0) return undefined;
  if (epoch > known)
    return { code: 'epoch-advanced', why: `epoch ${epoch} needs a statement signed offline` };
  if (epoch < known) return { code: 'rolled-back', why: `epoch ${epoch} is below ${known}` };
  if (floor === undefined || epoch > floor.epoch) return undefined;
  if (ver < floor.ver)
    return { code: 'rolled-back', why: `version ${ver} is below ${floor.ver}, which was accepted before` };
  if (ver === floor.ver && digest !== floor.digest)
    return {
      code: 'same-version-other-content',
      why: `version ${ver} was accepted before with another content`,
    };
  return undefined;
}

/** The higher one: of two memories that of the device, whichever was lost or set back. */
export function higherFloor(
  a: AssignmentFloor | undefined,
  b: AssignmentFloor | undefined,
): AssignmentFloor | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return b.epoch > a.epoch || (b.epoch === a.epoch && b.ver > a.ver) ? b : a;
}

/** A document counts only when it is, byte for byte, what the signed assignment names. */
export function checkDocument(policy: AssignedPolicy, bytes: Uint8Array): Result<Uint8Array> {
  const what = `the document of policy ${policy.id}`;
  if (bytes.length !== policy.size)
    return fail(untrusted(what, 'wrong-size', `it has ${bytes.length} bytes, ${policy.size} were assigned`));
  const found = createHash('sha256').update(bytes).digest('hex');
  return found === policy.sha256
    ? ok(bytes)
    : fail(untrusted(what, 'wrong-digest', 'its content is not what was assigned'));
}

export const seconds = (unixSeconds: number): number => unixSeconds * 1000;
const MAX_DATE_SECONDS = 8_640_000_000_000;
export const asInstant = (unixSeconds: number): string =>
  unixSeconds > MAX_DATE_SECONDS ? 'a date past the end of time' : new Date(unixSeconds * 1000).toISOString();
export const quote = (text: string): string => JSON.stringify(text.slice(0, 200));
