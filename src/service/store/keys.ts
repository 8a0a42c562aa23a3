// The public keys that a device registered: one, two while it rotates.

import type { JWK } from 'jose';
import type { Store } from './database.js';

export interface DeviceKey {
  readonly thumbprint: string;
  readonly jwk: JWK;
  readonly addedAt: number;
}

/** Oldest first. */
export async function listKeys(store: Store, id: string): Promise<readonly DeviceKey[]> {
  const rows = await store
    .selectFrom('device_key')
    .selectAll()
    .where('device_id', '=', id)
    .orderBy('added_at')
    .execute();
  return rows.map((row) => ({
    thumbprint: row.thumbprint,
    jwk: JSON.parse(row.jwk) as JWK,
    addedAt: row.added_at,
  }));
}

/** Makes the keys of a device exactly these; one that was there keeps the time when it was added. */
export async function saveKeys(store: Store, id: string, keys: readonly DeviceKey[]): Promise<void> {
  const kept = keys.map(({ thumbprint }) => thumbprint);
  await store
    .deleteFrom('device_key')
    .where('device_id', '=', id)
    .where('thumbprint', 'not in', kept)
    .execute();
  for (const { thumbprint, jwk, addedAt } of keys)
    await store
      .insertInto('device_key')
      .values({ device_id: id, thumbprint, jwk: JSON.stringify(jwk), added_at: addedAt })
      .onConflict((conflict) => conflict.columns(['device_id', 'thumbprint']).doNothing())
      .execute();
}

/** These and no others: one that was added meanwhile stays. */
export async function forgetKeys(store: Store, id: string, keys: readonly DeviceKey[]): Promise<void> {
  await store
    .deleteFrom('device_key')
    .where('device_id', '=', id)
    .where(
      'thumbprint',
      'in',
      keys.map(({ thumbprint }) => thumbprint),
    )
    .execute();
}
