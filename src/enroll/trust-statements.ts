// What must hold of the rare signed words (a new set of keys, an epoch, an offboarding) whose signature is already
// verified, before anything acts on them. Pure.

import type { DeviceId, EpochMs, TenantId } from '../model/ids.js';
import type { Fault, Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import type { EpochClaims, KeySetClaims, OffboardingClaims } from '../model/wire/schemas.js';
import type { TrustCode } from './trust.js';
import { asInstant, FUTURE_TOLERANCE_MS, quote, seconds, untrusted } from './trust.js';

export interface StatementExpectation {
  readonly issuer: string;
  readonly tenant: TenantId;
  /** Trusted time: see `trustedTime`. */
  readonly now: EpochMs;
}

export const KEY_SET = 'the new set of keys';
export const EPOCH = 'the epoch statement';
export const OFFBOARDING = 'the offboarding file';

/** Source: wire rule 2.1, seven days at most. Unit: seconds. */
const OFFBOARDING_LIFE_SECONDS = 7 * 86_400;

/** `current`: version of the set that is trusted now. None is passed over, or a stolen key could skip its successor. */
export function checkKeySet(
  claims: KeySetClaims,
  expected: StatementExpectation & { readonly current: number },
): Result<KeySetClaims> {
  const wrong = notOurs(KEY_SET, claims, expected);
  if (wrong !== undefined) return fail(wrong);
  const refuse = (code: TrustCode, why: string) => fail(untrusted(KEY_SET, code, why));
  if (claims.ver !== expected.current + 1)
    return refuse('out-of-order', `it is version ${claims.ver} after version ${expected.current}`);
  const kids = claims.keys.map(({ kid }) => kid);
  if (kids.includes(undefined) || new Set(kids).size !== kids.length)
    return refuse('bad-claims', 'its keys do not each have an id of their own');
  return ok(claims);
}

/** `known`: the epoch that assignments are held against now. */
export function checkEpoch(
  claims: EpochClaims,
  expected: StatementExpectation & { readonly known: number },
): Result<EpochClaims> {
  const wrong = notOurs(EPOCH, claims, expected);
  if (wrong !== undefined) return fail(wrong);
  return claims.epoch > expected.known
    ? ok(claims)
    : fail(
        untrusted(
          EPOCH,
          'rolled-back',
          `epoch ${claims.epoch} is not above ${expected.known}, which holds now`,
        ),
      );
}

/** An offboarding file lifts protection, so nothing of it is taken on trust. */
export function checkOffboarding(
  claims: OffboardingClaims,
  expected: StatementExpectation & { readonly device: DeviceId },
): Result<OffboardingClaims> {
  const wrong = notOurs(OFFBOARDING, claims, expected);
  if (wrong !== undefined) return fail(wrong);
  const refuse = (code: TrustCode, why: string) => fail(untrusted(OFFBOARDING, code, why));
  if (seconds(claims.exp) <= expected.now)
    return refuse('expired', `it expired on ${asInstant(claims.exp)}; ask the service for a new one`);
  if (claims.exp - claims.iat > OFFBOARDING_LIFE_SECONDS)
    return refuse('bad-claims', 'it is valid for more than 7 days');
  if (claims.devices !== undefined && !claims.devices.includes(expected.device))
    return refuse('other-device', `it does not name this device (${expected.device})`);
  return ok(claims);
}

function notOurs(
  what: string,
  { iss, tid, iat }: { readonly iss: string; readonly tid: string; readonly iat: number },
  { issuer, tenant, now }: StatementExpectation,
): Fault | undefined {
  if (tid !== tenant)
    return untrusted(what, 'other-tenant', `it is of tenant ${tid}; this device belongs to ${tenant}`);
  if (iss !== issuer) return untrusted(what, 'other-issuer', `it is of ${quote(iss)}, not of ${issuer}`);
  if (seconds(iat) > now + FUTURE_TOLERANCE_MS)
    return untrusted(what, 'from-the-future', `it was made on ${asInstant(iat)}, after this device's time`);
  return undefined;
}
