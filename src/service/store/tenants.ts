// The tenant and its keys: made once by `init`, read at start. Private keys leave only to sign.

import type { JWK } from 'jose';
import type { TenantId } from '../../model/ids.js';
import { tenantId } from '../../model/ids.js';
import type { Store } from './database.js';

/** `signing`: onboarding files and assignments. `token`: access tokens. */
export type KeyPurpose = 'signing' | 'token';

export interface TenantKey {
  readonly kid: string;
  readonly purpose: KeyPurpose;
  /** Private. */
  readonly jwk: JWK;
}

export interface Tenant {
  readonly id: TenantId;
  readonly name: string;
  readonly createdAt: number;
  readonly url: string | undefined;
  readonly mode: 'enforce' | 'audit';
  readonly nonceSecret: string;
  readonly keys: readonly TenantKey[];
}

export async function readTenant(store: Store): Promise<Tenant | undefined> {
  const row = await store.selectFrom('tenant').selectAll().executeTakeFirst();
  if (row === undefined) return undefined;
  const keys = await store.selectFrom('tenant_key').selectAll().orderBy('created_at').execute();
  return {
    id: tenantId(row.id),
    name: row.name,
    createdAt: row.created_at,
    url: row.url ?? undefined,
    mode: row.mode === 'audit' ? 'audit' : 'enforce',
    nonceSecret: row.nonce_secret,
    keys: keys.map((key) => ({
      kid: key.kid,
      purpose: key.purpose === 'token' ? 'token' : 'signing',
      jwk: JSON.parse(key.jwk) as JWK,
    })),
  };
}

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
    })
    .execute();
  for (const { kid, purpose, jwk } of tenant.keys)
    await store
      .insertInto('tenant_key')
      .values({ kid, purpose, jwk: JSON.stringify(jwk), created_at: tenant.createdAt })
      .execute();
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
