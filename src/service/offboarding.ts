// Offboarding files: a signed word to devices that they leave, restore what was there before, and forget the service.

import type { DeviceId, TenantId } from '../model/ids.js';
import type { Clock, Random } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { OFFBOARDING_TYPE } from '../model/wire/problem-codes.js';
import type { OffboardingClaims } from '../model/wire/schemas.js';
import { validateOffboardingClaims } from '../model/wire/validators.js';
import type { Signer } from './signing.js';

/** Unit: milliseconds. Source: PROTOCOL 2.1 of the product. */
export const LONGEST_OFFBOARDING_MS = 7 * 24 * 3_600_000;

export interface OffboardingParts {
  readonly tenant: { readonly id: TenantId };
  readonly signer: Signer;
  readonly clock: Clock;
  readonly random: Random;
}

export interface OffboardingOrder {
  readonly url: string;
  readonly validForMs: number;
  /** Empty: every device of the tenant. */
  readonly devices: readonly DeviceId[];
  /** Version of the set of keys that they must be able to check it with. */
  readonly trusted: number;
}

export async function makeOffboarding(
  { tenant, signer, clock, random }: OffboardingParts,
  order: OffboardingOrder,
): Promise<Result<{ readonly file: string; readonly claims: OffboardingClaims }, string>> {
  const iat = Math.floor(clock.now() / 1000);
  const claims: OffboardingClaims = {
    iss: order.url,
    tid: tenant.id,
    iat,
    exp: iat + Math.floor(Math.min(order.validForMs, LONGEST_OFFBOARDING_MS) / 1000),
    jti: random.uuid(),
    ...(order.devices.length === 0 ? {} : { devices: [...order.devices] }),
  };
  if (!validateOffboardingClaims(claims)) return fail('one file names 1000 devices at most');
  return ok({ file: await signer.sign(OFFBOARDING_TYPE, claims, order.trusted), claims });
}
