// Onboarding files: makes one with its enrollment secret, and believes one that comes back with a registration.

import { X509Certificate } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { Clock } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { ONBOARDING_TYPE } from '../model/wire/problem-codes.js';
import type { OnboardingClaims } from '../model/wire/schemas.js';
import { validateOnboardingClaims } from '../model/wire/validators.js';
import type { SecretRandom } from './random.js';
import type { Signer } from './signing.js';
import { publicOf } from './signing.js';
import type { Store } from './store/database.js';
import { insertEnrollment } from './store/enrollments.js';
import type { Tenant } from './store/tenants.js';

/** Unit: milliseconds. Source: a longer-lived statement is a standing invitation; PROTOCOL 2.1 of the product. */
export const LONGEST_VALIDITY_MS = 30 * 24 * 3_600_000;

/** Unit: characters. Source: bound of `software_statement` on the wire. */
const LONGEST_FILE = 49_152;

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

/** Errors: what of the order does not go into an onboarding file, for people. Nothing is stored then. */
export async function makeOnboarding(
  parts: OnboardingParts,
  order: OnboardingOrder,
): Promise<Result<Onboarding, string>> {
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
    keySet: parts.signer.version,
    ...offlineKeysOf(parts.tenant),
    tags: [...order.tags],
    ...(order.ring === undefined ? {} : { ring: order.ring }),
    enrol,
    ...(order.ca === undefined ? {} : { ca: order.ca }),
  };
  const wrong = order.ca === undefined ? undefined : refuseAuthority(order.ca);
  if (wrong !== undefined) return fail(wrong);
  if (!validateOnboardingClaims(claims)) return fail(mistakeOf(validateOnboardingClaims.errors));
  const file = await parts.signer.sign(ONBOARDING_TYPE, claims);
  if (file.length > LONGEST_FILE)
    return fail('the onboarding file would be larger than devices can send back: give fewer certificates');
  await insertEnrollment(parts.store, {
    id: enrol,
    secret,
    at,
    expiresAt,
    maxUses: order.maxUses,
    tags: order.tags,
  });
  return ok({ file, secret, claims });
}

/** A tenant that was made before there were offline keys has none. */
function offlineKeysOf({ keys }: Tenant): Pick<OnboardingClaims, 'offline'> {
  const offline = keys.filter(({ purpose }) => purpose === 'offline').map(({ jwk }) => publicOf(jwk));
  return offline.length === 0 ? {} : { offline };
}

/** It goes to every device: certificates, and above all no private key that stood in the same file. */
function refuseAuthority(pem: string): string | undefined {
  const kinds = [...pem.matchAll(/-----BEGIN ([A-Z0-9 ]+)-----/g)].map(([, kind]) => kind);
  if (kinds.length === 0) return 'the file with the authority holds no certificate (PEM)';
  const other = kinds.find((kind) => kind !== 'CERTIFICATE');
  if (other !== undefined) return `the file with the authority holds a ${other}: give certificates only`;
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.length === kinds.length && blocks.every(isCertificate)
    ? undefined
    : 'the file with the authority holds a certificate that cannot be read';
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).publicKey.type === 'public';
  } catch {
    return false;
  }
}

function mistakeOf(errors: (typeof validateOnboardingClaims)['errors']): string {
  const [error] = errors ?? [];
  return `${error?.instancePath.slice(1) || 'the onboarding file'} ${error?.message ?? 'is not valid'}`;
}

/** The claims of a statement of this tenant that is not expired; else why not, for people. */
export async function readOnboarding(
  { tenant, signer, clock }: Pick<OnboardingParts, 'tenant' | 'signer' | 'clock'>,
  file: string,
): Promise<Result<OnboardingClaims, string>> {
  // Of what is not verified this one member is believed, and only to say why it is refused.
  const tenantSaid = unverifiedTenant(file);
  if (tenantSaid !== undefined && tenantSaid !== tenant.id) return fail('it belongs to another tenant');
  const verified = await signer.verify(ONBOARDING_TYPE, file);
  if (!verified.ok) return verified;
  const claims = verified.value;
  if (!validateOnboardingClaims(claims)) return fail('it lacks a member that an onboarding file has');
  if (claims.tid !== tenant.id) return fail('it belongs to another tenant');
  if (claims.exp * 1000 <= clock.now()) return fail('it is expired; ask for a new onboarding file');
  return ok(claims);
}

function unverifiedTenant(file: string): string | undefined {
  try {
    const { tid } = decodeJwt(file);
    return typeof tid === 'string' ? tid : undefined;
  } catch {
    return undefined;
  }
}
