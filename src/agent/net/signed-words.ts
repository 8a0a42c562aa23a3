// The rare signed words of a service: a new set of keys (signed by the set before), an epoch (signed offline), an
// offboarding. Verifies; touches nothing. What was believed is kept by the caller, and verified again at each start.

import { untrusted } from '../../enroll/trust.js';
import {
  checkEpoch,
  checkKeySet,
  checkOffboarding,
  EPOCH,
  KEY_SET,
  OFFBOARDING,
} from '../../enroll/trust-statements.js';
import type { DeviceId, EpochMs } from '../../model/ids.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { EPOCH_TYPE, KEY_SET_TYPE, OFFBOARDING_TYPE } from '../../model/wire/problem-codes.js';
import type { OffboardingClaims } from '../../model/wire/schemas.js';
import {
  validateEpochClaims,
  validateKeySetClaims,
  validateOffboardingClaims,
} from '../../model/wire/validators.js';
import type { ServiceTarget } from './ports.js';
import { decodeDocument, verifyDocument } from './signed-document.js';

export interface Words {
  /** Compact JWS each, oldest first. Sets that the device has followed already are passed over. */
  readonly keySets: readonly string[];
  readonly epochStatement: string | undefined;
}

export interface Followed {
  /** With whatever was believed. */
  readonly target: ServiceTarget;
  readonly keySets: readonly { readonly ver: number; readonly jws: string }[];
  readonly epochStatement: string | undefined;
  /** Why the rest was not. */
  readonly faults: readonly Fault[];
}

/** What is not believed changes nothing, and ends the chain there. */
export async function followWords(target: ServiceTarget, words: Words, now: EpochMs): Promise<Followed> {
  let followed = target;
  const keySets: { ver: number; jws: string }[] = [];
  const faults: Fault[] = [];
  for (const jws of words.keySets) {
    if (isFollowed(jws, followed)) continue;
    const next = await readKeySet(jws, followed, now);
    if (!next.ok) {
      faults.push(next.error);
      break;
    }
    followed = next.value;
    keySets.push({ ver: followed.keySet, jws });
  }
  const epoch =
    words.epochStatement === undefined ? undefined : await readEpoch(words.epochStatement, followed, now);
  if (epoch?.ok === false) faults.push(epoch.error);
  return {
    target: epoch?.ok === true ? { ...followed, epoch: epoch.value } : followed,
    keySets,
    epochStatement: epoch?.ok === true ? words.epochStatement : undefined,
    faults,
  };
}

function isFollowed(jws: string, { keySet }: ServiceTarget): boolean {
  const decoded = decodeDocument(KEY_SET, jws);
  const claims = decoded.ok ? decoded.value.payload : undefined;
  return validateKeySetClaims(claims) && claims.ver <= keySet;
}

async function readKeySet(jws: string, target: ServiceTarget, now: EpochMs): Promise<Result<ServiceTarget>> {
  const { keys, keySet, former, issuer, tenant } = target;
  const claims = await verifyDocument(jws, { what: KEY_SET, type: KEY_SET_TYPE, keys });
  if (!claims.ok) return claims;
  if (!validateKeySetClaims(claims.value)) return fail(lacking(KEY_SET));
  const checked = checkKeySet(claims.value, { issuer, tenant, now, current: keySet });
  if (!checked.ok) return checked;
  const { ver, keys: following } = checked.value;
  return ok({ ...target, keys: following, keySet: ver, former: [...former, ...keys] });
}

async function readEpoch(jws: string, target: ServiceTarget, now: EpochMs): Promise<Result<number>> {
  const { offline, issuer, tenant, epoch = 0 } = target;
  const claims = await verifyDocument(jws, { what: EPOCH, type: EPOCH_TYPE, keys: offline });
  if (!claims.ok) return claims;
  if (!validateEpochClaims(claims.value)) return fail(lacking(EPOCH));
  const checked = checkEpoch(claims.value, { issuer, tenant, now, known: epoch });
  return checked.ok ? ok(checked.value.epoch) : checked;
}

/** `text`: of the file, perhaps with space around it. Each failure has its own code and message. */
export async function readOffboardingFile(
  text: string,
  {
    target,
    device,
    now,
  }: { readonly target: ServiceTarget; readonly device: DeviceId; readonly now: EpochMs },
): Promise<Result<OffboardingClaims>> {
  const jws = text.replace(/^\uFEFF/, '').trim();
  const { keys, issuer, tenant } = target;
  const foreign = ofOtherTenant(jws, target);
  if (foreign !== undefined) return fail(foreign);
  const claims = await verifyDocument(jws, { what: OFFBOARDING, type: OFFBOARDING_TYPE, keys });
  if (!claims.ok) return claims;
  if (!validateOffboardingClaims(claims.value)) return fail(lacking(OFFBOARDING));
  return checkOffboarding(claims.value, { issuer, tenant, device, now });
}

/** Its key is unknown here as well, but which tenant it names is what helps. Only ever a reason to refuse. */
function ofOtherTenant(jws: string, { tenant }: ServiceTarget): Fault | undefined {
  const decoded = decodeDocument(OFFBOARDING, jws);
  if (!decoded.ok || decoded.value.header['typ'] !== OFFBOARDING_TYPE) return undefined;
  const { payload } = decoded.value;
  if (!validateOffboardingClaims(payload) || payload.tid === tenant) return undefined;
  const why = `it is of tenant ${payload.tid}; this device belongs to ${tenant}`;
  return untrusted(OFFBOARDING, 'other-tenant', why);
}

const lacking = (what: string): Fault => untrusted(what, 'bad-claims', 'it lacks what such a document says');
