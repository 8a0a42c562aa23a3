// Changes the set of signing keys: each new set is signed by the newest key of the one before, so that devices follow.

import type { TenantId } from '../model/ids.js';
import type { Clock } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { KEY_SET_TYPE } from '../model/wire/problem-codes.js';
import type { KeySetClaims, PublicKey } from '../model/wire/schemas.js';
import type { Signer } from './signing.js';
import { generateTenantKey, publicOf } from './signing.js';
import type { Store } from './store/database.js';
import { highestKeySetSeen, insertKey, insertKeySet } from './store/key-sets.js';

export interface RotationParts {
  readonly tenant: { readonly id: TenantId };
  readonly signer: Signer;
  readonly clock: Clock;
  readonly url: string;
}

export interface NewSet {
  readonly ver: number;
  readonly kid: string;
}

/** Source: bound of `keys` in a set on the wire. */
const MOST_KEYS = 8;

/** Adds a key, which signs from now on for every device that has taken the new set. Call inside a transaction. */
export async function rotateKeys(parts: RotationParts, store: Store): Promise<Result<NewSet, string>> {
  await catchUp(parts, store);
  const { publicKeys } = parts.signer;
  if (publicKeys.length >= MOST_KEYS)
    return fail(`${MOST_KEYS} keys are published, and no set holds more: retire one first`);
  const made = await generateTenantKey('signing');
  await insertKey(store, made, parts.clock.now());
  const ver = await saveSet(parts, store, [...publicKeys, publicOf(made.jwk)]);
  return ok({ ver, kid: made.kid });
}

/** Its private half stays: a device that was away knows no other key until it has followed the sets. */
export async function retireKey(
  parts: RotationParts,
  store: Store,
  kid: string,
): Promise<Result<NewSet, string>> {
  await catchUp(parts, store);
  const { publicKeys } = parts.signer;
  const left = publicKeys.filter((key) => key.kid !== kid);
  if (left.length === publicKeys.length) return fail(`no key "${kid}" is published`);
  if (left.length === 0) return fail('it is the last key: make a new one with "keys rotate" first');
  return ok({ ver: await saveSet(parts, store, left), kid });
}

/** Versions that may have been lost with a backup. A higher one is the word of a device, which may be wrong. */
const MOST_LOST = 16;

/**
 * After a restore from a backup devices may trust a set of a version that is unknown here. Its number is not given
 * again to other keys: the sets that were lost are made up by ones that change nothing.
 */
async function catchUp(parts: RotationParts, store: Store): Promise<void> {
  await parts.signer.refresh(store);
  const { publicKeys, version } = parts.signer;
  const seen = await highestKeySetSeen(store, version + MOST_LOST);
  while (parts.signer.version < seen) {
    await saveSet(parts, store, publicKeys);
    await parts.signer.refresh(store);
  }
}

async function saveSet(
  { tenant, signer, clock, url }: RotationParts,
  store: Store,
  keys: readonly PublicKey[],
): Promise<number> {
  const at = clock.now();
  const ver = signer.version + 1;
  const claims: KeySetClaims = {
    iss: url,
    tid: tenant.id,
    ver,
    iat: Math.floor(at / 1000),
    keys: [...keys],
  };
  await insertKeySet(store, {
    ver,
    kids: keys.map(({ kid }) => kid ?? ''),
    jws: await signer.sign(KEY_SET_TYPE, claims),
    createdAt: at,
  });
  return ver;
}
