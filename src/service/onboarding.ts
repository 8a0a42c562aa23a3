// Onboarding files: makes one with its enrollment secret, and believes one that comes back with a registration.

import type { Clock } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail } from '../model/result.js';
import { ONBOARDING_TYPE } from '../model/wire/problem-codes.js';
import type { OnboardingClaims } from '../model/wire/schemas.js';
import { validateOnboardingClaims } from '../model/wire/validators.js';
import type { SecretRandom } from './random.js';
import type { Signer } from './signing.js';
import type { Store } from './store/database.js';
import { insertEnrollment } from './store/enrollments.js';
import type { Tenant } from './store/tenants.js';

/** Unit: milliseconds. Source: a longer-lived statement is a standing invitation; PROTOCOL 2.1 of the product. */
export const LONGEST_VALIDITY_MS = 30 * 24 * 3_600_000;

export interface OnboardingOrder {
  readonly url: string;
  readonly validForMs: number;
  readonly maxUses: number | undefined;
  readonly tags: readonly string[];
  readonly ring: string | undefined;
  /** PEM. */
  readonly ca: string | undefined;
}

export interface OnboardingParts {
  readonly store: Store;
  readonly tenant: Tenant;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly random: SecretRandom;
}

export interface Onboarding {
  readonly file: string;
  readonly secret: string;
  readonly claims: OnboardingClaims;
}

export async function makeOnboarding(parts: OnboardingParts, order: OnboardingOrder): Promise<Onboarding> {
  const at = parts.clock.now();
  const secret = parts.random.secret();
  const enrol = parts.random.uuid();
  const expiresAt = at + Math.min(order.validForMs, LONGEST_VALIDITY_MS);
  const claims: OnboardingClaims = {
    iss: order.url,
    tid: parts.tenant.id,
    iat: Math.floor(at / 1000),
    exp: Math.floor(expiresAt / 1000),
    api: order.url,
    as: order.url,
    keys: [...parts.signer.publicKeys],
    tags: [...order.tags],
    ...(order.ring === undefined ? {} : { ring: order.ring }),
    enrol,
    ...(order.ca === undefined ? {} : { ca: order.ca }),
  };
  const file = await parts.signer.sign(ONBOARDING_TYPE, claims);
  await insertEnrollment(parts.store, {
    id: enrol,
    secret,
    at,
    expiresAt,
    maxUses: order.maxUses,
    tags: order.tags,
  });
  return { file, secret, claims };
}

/** The claims of a statement of this tenant that is not expired; else why not, for people. */
export async function readOnboarding(
  { tenant, signer, clock }: Pick<OnboardingParts, 'tenant' | 'signer' | 'clock'>,
  file: string,
): Promise<Result<OnboardingClaims, string>> {
  const verified = await signer.verify(ONBOARDING_TYPE, file);
  if (!verified.ok) return verified;
  const claims = verified.value;
  if (!validateOnboardingClaims(claims)) return fail('it lacks a member that an onboarding file has');
  if (claims.tid !== tenant.id) return fail('it belongs to another tenant');
  if (claims.exp * 1000 <= clock.now()) return fail('it is expired; ask for a new onboarding file');
  return { ok: true, value: claims };
}
