// Events for single devices, until they are acknowledged or over: of each kind a device has one, the newest.

import type { DeviceId } from '../../model/ids.js';
import type { Store } from './database.js';

export interface DeviceEvent {
  readonly jti: string;
  /** URI. */
  readonly event: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Rows of five values in one statement. */
const ROWS_AT_ONCE = 500;

export async function putEvents(
  store: Store,
  devices: readonly DeviceId[],
  make: (device: DeviceId) => DeviceEvent,
): Promise<void> {
  for (let start = 0; start < devices.length; start += ROWS_AT_ONCE) {
    const some = devices.slice(start, start + ROWS_AT_ONCE);
    const rows = some.map((device) => {
      const { jti, event, createdAt, expiresAt } = make(device);
      return { device_id: device, jti, event, created_at: createdAt, expires_at: expiresAt };
    });
    // Taken away and put anew, so that its number rises: that is what those who wait look for.
    const events = [...new Set(rows.map(({ event }) => event))];
    await store
      .deleteFrom('device_event')
      .where('device_id', 'in', [...some])
      .where('event', 'in', events)
      .execute();
    await store.insertInto('device_event').values(rows).execute();
  }
}

/** Oldest first; without those that are over. */
export async function listEvents(
  store: Store,
  device: DeviceId,
  { at, most }: { readonly at: number; readonly most: number },
): Promise<readonly DeviceEvent[]> {
  const rows = await store
    .selectFrom('device_event')
    .selectAll()
    .where('device_id', '=', device)
    .where('expires_at', '>', at)
    .orderBy('number')
    .limit(most)
    .execute();
  return rows.map(({ jti, event, created_at, expires_at }) => ({
    jti,
    event,
    createdAt: created_at,
    expiresAt: expires_at,
  }));
}

/** A device can only acknowledge its own. */
export async function deleteEvents(store: Store, device: DeviceId, jtis: readonly string[]): Promise<void> {
  if (jtis.length === 0) return;
  await store
    .deleteFrom('device_event')
    .where('device_id', '=', device)
    .where('jti', 'in', [...jtis])
    .execute();
}

/** Changes whenever an event is put, also by another process; one look at the end of an index. */
export async function newestEvent(store: Store): Promise<number> {
  const row = await store
    .selectFrom('device_event')
    .select((eb) => eb.fn.max<number | null>('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

export async function devicesWithEvents(
  store: Store,
  devices: readonly DeviceId[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let start = 0; start < devices.length; start += ROWS_AT_ONCE) {
    const rows = await store
      .selectFrom('device_event')
      .select('device_id')
      .where('device_id', 'in', devices.slice(start, start + ROWS_AT_ONCE))
      .execute();
    for (const { device_id } of rows) found.add(device_id);
  }
  return found;
}

export async function purgeEvents(store: Store, at: number): Promise<number> {
  const { numDeletedRows } = await store
    .deleteFrom('device_event')
    .where('expires_at', '<', at)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
