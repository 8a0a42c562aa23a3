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
  readonly expiresAt: number;
  /** The device that registered with it. */
  readonly usedBy: string | undefined;
}

export interface NewRekeyToken {
  readonly id: string;
  readonly secret: string;
  readonly deviceId: DeviceId;
  readonly why: RekeyRequest['why'];
  readonly at: number;
  readonly expiresAt: number;
}

/** One is outstanding: those before it are over. */
export async function insertRekeyToken(store: Store, made: NewRekeyToken): Promise<void> {
  await store
    .updateTable('rekey_token')
    .set({ expires_at: made.at })
    .where('device_id', '=', made.deviceId)
    .where('expires_at', '>', made.at)
    .execute();
  await store
    .insertInto('rekey_token')
    .values({
      id: made.id,
      hash: sha256Hex(made.secret),
      device_id: made.deviceId,
      why: made.why,
      created_at: made.at,
      expires_at: made.expiresAt,
      used_by: null,
    })
    .execute();
}

/** When each was given, oldest first. */
export async function listRekeyTimes(
  store: Store,
  device: DeviceId,
  after: number,
): Promise<readonly number[]> {
  const rows = await store
    .selectFrom('rekey_token')
    .select('created_at')
    .where('device_id', '=', device)
    .where('created_at', '>', after)
    .orderBy('created_at')
    .execute();
  return rows.map(({ created_at }) => created_at);
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
  expiresAt: row.expires_at,
  usedBy: row.used_by ?? undefined,
});
