// One-use tokens for a registration anew, given to a device on the word of its key: only their hash is here.

import type { DeviceId } from '../../model/ids.js';
import { deviceId } from '../../model/ids.js';
import type { RekeyRequest } from '../../model/wire/schemas.js';
import { sha256Hex } from '../digest.js';
import type { Store } from './database.js';
import type { Tables } from './tables.js';

export interface RekeyToken {
  readonly id: string;
  /** The device whose key asked for it. */
  readonly deviceId: DeviceId;
  readonly why: RekeyRequest['why'];
  readonly expiresAt: number;
  /** The device that registered with it. */
  readonly usedBy: string | undefined;
}

export interface NewRekeyToken {
  readonly id: string;
  readonly secret: string;
  readonly deviceId: DeviceId;
  /** See `Device`. */
  readonly family: string;
  readonly why: RekeyRequest['why'];
  readonly at: number;
  readonly expiresAt: number;
}

/** One is outstanding: those before it are over. */
export async function insertRekeyToken(store: Store, made: NewRekeyToken): Promise<void> {
  await endRekeyTokens(store, made.deviceId, made.at);
  await store
    .insertInto('rekey_token')
    .values({
      id: made.id,
      hash: sha256Hex(made.secret),
      device_id: made.deviceId,
      family: made.family,
      why: made.why,
      created_at: made.at,
      expires_at: made.expiresAt,
      used_by: null,
    })
    .execute();
}

/** When each was given to the device, and when each for a new key to one of its family; oldest first. */
export async function listRekeyTimes(
  store: Store,
  { id, family }: { readonly id: DeviceId; readonly family: string },
  after: number,
): Promise<{ readonly ofDevice: readonly number[]; readonly newKeysOfFamily: readonly number[] }> {
  const rows = await store
    .selectFrom('rekey_token')
    .select(['created_at', 'device_id', 'why'])
    .where('family', '=', family)
    .where('created_at', '>', after)
    .orderBy('created_at')
    .execute();
  const times = (some: typeof rows) => some.map(({ created_at }) => created_at);
  return {
    ofDevice: times(rows.filter(({ device_id }) => device_id === id)),
    newKeysOfFamily: times(rows.filter(({ why }) => why === 'clone')),
  };
}

/** Those of a device that leaves open nothing any more; that they were given still counts. */
export async function endRekeyTokens(store: Store, device: string, at: number): Promise<void> {
  await store
    .updateTable('rekey_token')
    .set({ expires_at: at })
    .where('device_id', '=', device)
    .where('expires_at', '>', at)
    .execute();
}

export async function findRekeyToken(store: Store, secret: string): Promise<RekeyToken | undefined> {
  const row = await store
    .selectFrom('rekey_token')
    .selectAll()
    .where('hash', '=', sha256Hex(secret))
    .executeTakeFirst();
  return row && parse(row);
}

export async function readRekeyToken(store: Store, id: string): Promise<RekeyToken | undefined> {
  const row = await store.selectFrom('rekey_token').selectAll().where('id', '=', id).executeTakeFirst();
  return row && parse(row);
}

/** False when it was used or is over. One statement, so that two cannot both register with it. */
export async function takeRekeyToken(
  store: Store,
  id: string,
  { by, at }: { readonly by: DeviceId; readonly at: number },
): Promise<boolean> {
  const result = await store
    .updateTable('rekey_token')
    .set({ used_by: by })
    .where('id', '=', id)
    .where('expires_at', '>', at)
    .where('used_by', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function purgeRekeyTokens(store: Store, before: number): Promise<number> {
  const result = await store
    .deleteFrom('rekey_token')
    .where('created_at', '<', before)
    .where('expires_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

const parse = (row: Tables['rekey_token']): RekeyToken => ({
  id: row.id,
  deviceId: deviceId(row.device_id),
  why: row.why === 'lost-token' ? 'lost-token' : 'clone',
  expiresAt: row.expires_at,
  usedBy: row.used_by ?? undefined,
});
