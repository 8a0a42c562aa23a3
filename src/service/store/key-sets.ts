// The versions of the set of signing keys: which keys belong to each, oldest first, and the statement that made it.

import type { Store } from './database.js';
import type { TenantKey } from './tenants.js';

export interface KeySet {
  readonly ver: number;
  /** Oldest first: the last one signs. */
  readonly kids: readonly string[];
  /** Signed by the newest key of the set before; the first has none. */
  readonly jws: string | undefined;
  readonly createdAt: number;
}

/** Oldest first. */
export async function listKeySets(store: Store): Promise<readonly KeySet[]> {
  const rows = await store.selectFrom('key_set').selectAll().orderBy('ver').execute();
  return rows.map((row) => ({
    ver: row.ver,
    kids: JSON.parse(row.kids) as string[],
    jws: row.jws ?? undefined,
    createdAt: row.created_at,
  }));
}

export async function newestKeySetVersion(store: Store): Promise<number> {
  const row = await store
    .selectFrom('key_set')
    .select((eb) => eb.fn.max<number | null>('ver').as('ver'))
    .executeTakeFirst();
  return row?.ver ?? 0;
}

/** Devices may trust a later set than this database knows, when keys changed after the backup was made. */
export async function highestKeySetSeen(store: Store, atMost: number): Promise<number> {
  const row = await store
    .selectFrom('presence')
    .select((eb) => eb.fn.max<number | null>('key_set').as('ver'))
    .where('key_set', '<=', atMost)
    .executeTakeFirst();
  return row?.ver ?? 0;
}

export async function insertKeySet(store: Store, set: KeySet): Promise<void> {
  await store
    .insertInto('key_set')
    .values({
      ver: set.ver,
      kids: JSON.stringify(set.kids),
      jws: set.jws ?? null,
      created_at: set.createdAt,
    })
    .execute();
}

export async function insertKey(store: Store, { kid, purpose, jwk }: TenantKey, at: number): Promise<void> {
  await store
    .insertInto('tenant_key')
    .values({ kid, purpose, jwk: JSON.stringify(jwk), created_at: at })
    .execute();
}
