// Raises the epoch of a tenant after its service was restored from a backup, on the word of the offline key.

import type { JWK } from 'jose';
import { CompactSign, importJWK } from 'jose';
import type { Clock } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { EPOCH_TYPE } from '../model/wire/problem-codes.js';
import type { EpochClaims } from '../model/wire/schemas.js';
import { validateEpochClaims } from '../model/wire/validators.js';
import { generateTenantKey, publicOf } from './signing.js';
import type { Store } from './store/database.js';
import { highestEpochSeen, saveEpoch } from './store/epochs.js';
import { insertKey } from './store/key-sets.js';
import type { Tenant } from './store/tenants.js';

export interface EpochParts {
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly url: string;
}

export interface EpochOrder {
  /** Text of the file that `init` wrote. */
  readonly key: string;
  readonly why: string | undefined;
}

/** Source: bound of `offline` in an onboarding file. */
const MOST_OFFLINE = 4;

/**
 * Another offline key, for a tenant that has none or has lost it. `keep`: puts the private half where it is safe; it
 * is not in the database, and what it throws undoes all. Call inside a transaction.
 */
export async function addOfflineKey(
  { tenant, clock }: Pick<EpochParts, 'tenant' | 'clock'>,
  store: Store,
  keep: (text: string) => void,
): Promise<Result<string, string>> {
  if (offlineKeysOf(tenant).length >= MOST_OFFLINE)
    return fail(`there are ${MOST_OFFLINE} offline keys, and no onboarding file holds more`);
  const made = await generateTenantKey('offline');
  await insertKey(store, { ...made, jwk: publicOf(made.jwk) }, clock.now());
  keep(`${JSON.stringify(made.jwk)}\n`);
  return ok(made.kid);
}

const offlineKeysOf = ({ keys }: Tenant) => keys.filter(({ purpose }) => purpose === 'offline');

/** Returns the new epoch. Call inside a transaction. */
export async function raiseEpoch(
  { tenant, clock, url }: EpochParts,
  store: Store,
  order: EpochOrder,
): Promise<Result<number, string>> {
  const key = readOfflineKey(tenant, order.key);
  if (!key.ok) return key;
  const at = clock.now();
  const epoch = (await highestEpochSeen(store)) + 1;
  const claims: EpochClaims = {
    iss: url,
    tid: tenant.id,
    epoch,
    iat: Math.floor(at / 1000),
    ...(order.why === undefined ? {} : { why: order.why }),
  };
  if (!validateEpochClaims(claims)) return fail('the reason is longer than devices take (1000 characters)');
  const jws = await new CompactSign(Buffer.from(JSON.stringify(claims)))
    .setProtectedHeader({ alg: 'ES256', typ: EPOCH_TYPE, kid: key.value.kid })
    .sign(await importJWK(key.value.jwk, 'ES256'));
  await saveEpoch(store, { epoch, jws, why: order.why, at });
  return ok(epoch);
}

/** Only the key whose public half the onboarding files of this tenant carry. */
function readOfflineKey(
  tenant: Tenant,
  text: string,
): Result<{ readonly kid: string; readonly jwk: JWK }, string> {
  const offline = offlineKeysOf(tenant);
  if (offline.length === 0)
    return fail(
      'this tenant was made before there were offline keys: make one with "epoch new-key", and give the devices a new onboarding file',
    );
  const jwk = parseKey(text);
  if (jwk === undefined) return fail('the file holds no private key');
  const { x, y } = jwk;
  const ours = offline.find(({ jwk: held }) => publicOf(held).x === x && publicOf(held).y === y);
  return ours === undefined ? fail('it is not the offline key of this tenant') : ok({ kid: ours.kid, jwk });
}

function parseKey(text: string): (JWK & { readonly d: string }) | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isPrivateKey(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isPrivateKey(value: unknown): value is JWK & { readonly kty: 'EC'; readonly d: string } {
  if (typeof value !== 'object' || value === null) return false;
  const has = (name: string): boolean => typeof Reflect.get(value, name) === 'string';
  return Reflect.get(value, 'kty') === 'EC' && ['x', 'y', 'd'].every(has);
}
