// What the authorization server keeps: replay marks and the like by model and id, and registration tokens by hash.

import { sha256Hex } from '../digest.js';
import type { Store } from './database.js';

export interface PayloadKey {
  readonly model: string;
  readonly id: string;
}

export async function savePayload(
  store: Store,
  { model, id }: PayloadKey,
  payload: object,
  expiresAt: number | undefined,
): Promise<void> {
  const values = { payload: JSON.stringify(payload), expires_at: expiresAt ?? null };
  await store
    .insertInto('oauth_payload')
    .values({ model, id, ...values })
    .onConflict((conflict) => conflict.columns(['model', 'id']).doUpdateSet(values))
    .execute();
}

/** False when it was there: of two at once, one is first. */
export async function insertPayload(
  store: Store,
  { model, id }: PayloadKey,
  payload: object,
  expiresAt: number | undefined,
): Promise<boolean> {
  const result = await store
    .insertInto('oauth_payload')
    .values({ model, id, payload: JSON.stringify(payload), expires_at: expiresAt ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findPayload(store: Store, { model, id }: PayloadKey): Promise<object | undefined> {
  const row = await store
    .selectFrom('oauth_payload')
    .select('payload')
    .where('model', '=', model)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && (JSON.parse(row.payload) as object);
}

export async function deletePayload(store: Store, { model, id }: PayloadKey): Promise<void> {
  await store.deleteFrom('oauth_payload').where('model', '=', model).where('id', '=', id).execute();
}

/** Replay marks and answers to repeated reports that nobody can use any more. */
export async function purgeExpired(store: Store, at: number, idempotencyBefore: number): Promise<number> {
  const payloads = await store.deleteFrom('oauth_payload').where('expires_at', '<', at).executeTakeFirst();
  const keys = await store.deleteFrom('idempotency').where('at', '<', idempotencyBefore).executeTakeFirst();
  return Number(payloads.numDeletedRows + keys.numDeletedRows);
}

export async function saveRegistrationToken(
  store: Store,
  token: string,
  deviceId: string,
  payload: object,
): Promise<void> {
  await store
    .insertInto('registration_token')
    .values({ hash: sha256Hex(token), device_id: deviceId, payload: JSON.stringify(payload) })
    .execute();
}

/**
 * A rotated token stays good until its successor is first seen, because the answer that carried the successor
 * may have been lost. Seeing one forgets those before it.
 */
export async function useRegistrationToken(store: Store, token: string): Promise<object | undefined> {
  const row = await store
    .selectFrom('registration_token')
    .selectAll()
    .where('hash', '=', sha256Hex(token))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await store
    .deleteFrom('registration_token')
    .where('device_id', '=', row.device_id)
    .where('number', '<', row.number)
    .execute();
  return { ...(JSON.parse(row.payload) as object), jti: token };
}

export async function deleteRegistrationTokens(store: Store, deviceId: string): Promise<void> {
  await store.deleteFrom('registration_token').where('device_id', '=', deviceId).execute();
}
