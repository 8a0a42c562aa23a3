// What an administrator does with a device, and which devices it went on as.

import type { DeviceId } from '../../model/ids.js';
import type { Store } from './database.js';
import type { Device, DeviceState } from './devices.js';

/** False when it was in another state: one that has left stays so. */
export async function changeState(
  store: Store,
  id: DeviceId,
  { from, to }: { readonly from: DeviceState; readonly to: 'active' | 'disabled' },
): Promise<boolean> {
  const result = await store
    .updateTable('device')
    .set({ state: to })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Devices that went on with a key of their own, oldest first. */
export async function listSuccessors(store: Store, id: DeviceId): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('device')
    .select('id')
    .where('succeeds', '=', id)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => row.id);
}

/** Those that the same key began, by now with other ones, and that are let in; oldest first. */
export async function listActiveFamily(
  store: Store,
  { id, family }: Pick<Device, 'id' | 'family'>,
): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('device')
    .select('id')
    .where((eb) => eb.or([eb('family', '=', family), eb('id', '=', family)]))
    .where('id', '!=', id)
    .where('state', '=', 'active')
    .orderBy('created_at')
    .execute();
  return rows.map((row) => row.id);
}
