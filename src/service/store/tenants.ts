// The tenant and its keys: made once by `init`, read at start. Private keys leave only to sign.

import type { JWK } from 'jose';
import type { TenantId } from '../../model/ids.js';
import { tenantId } from '../../model/ids.js';
import type { Store } from './database.js';
import type { KeySet } from './key-sets.js';
import { insertKey, insertKeySet, listKeySets } from './key-sets.js';

/** `signing`: onboarding files and assignments. `token`: access tokens. `offline`: epoch statements. */
export type KeyPurpose = 'signing' | 'token' | 'offline';

export interface TenantKey {
  readonly kid: string;
  readonly purpose: KeyPurpose;
  /** Private; of an offline key only the public half is here. */
  readonly jwk: JWK;
}

export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
  readonly createdAt: number;
  readonly url: string | undefined;
  readonly mode: 'enforce' | 'audit';
  readonly nonceSecret: string;
  /** Also those that were retired: a device that knows no other still needs them. */
  readonly keys: readonly TenantKey[];
  /** Oldest first; never empty. */
  readonly keySets: readonly KeySet[];
}

export async function readTenant(store: Store): Promise<Tenant | undefined> {
  const row = await store.selectFrom('tenant').selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id: tenantId(row.id),
    name: row.name,
    createdAt: row.created_at,
    url: row.url ?? undefined,
    mode: row.mode === 'audit' ? 'audit' : 'enforce',
    nonceSecret: row.nonce_secret,
    keys: await listTenantKeys(store),
    keySets: await listKeySets(store),
  };
}

export async function listTenantKeys(store: Store): Promise<readonly TenantKey[]> {
  const keys = await store.selectFrom('tenant_key').selectAll().orderBy('created_at').execute();
  return keys.map((key) => ({
    kid: key.kid,
    purpose: parsePurpose(key.purpose),
    jwk: JSON.parse(key.jwk) as JWK,
  }));
}

const parsePurpose = (text: string): KeyPurpose =>
  text === 'token' || text === 'offline' ? text : 'signing';

export async function insertTenant(store: Store, tenant: Tenant): Promise<void> {
  await store
    .insertInto('tenant')
    .values({
      id: tenant.id,
      name: tenant.name,
      created_at: tenant.createdAt,
      url: tenant.url ?? null,
      mode: tenant.mode,
      generation: 1,
      nonce_secret: tenant.nonceSecret,
      epoch: 1,
    })
    .execute();
  for (const key of tenant.keys) await insertKey(store, key, tenant.createdAt);
  for (const set of tenant.keySets) await insertKeySet(store, set);
}

export async function saveTenantUrl(store: Store, url: string): Promise<void> {
  await store.updateTable('tenant').set({ url }).execute();
}

/** Call after every change that can move an assignment: devices then get theirs computed anew. */
export async function raiseGeneration(store: Store): Promise<void> {
  await store
    .updateTable('tenant')
    .set((eb) => ({ generation: eb('generation', '+', 1) }))
    .execute();
}
