// The counters of GET /v1/wake: one for each bucket of devices, and they only rise.

import type { DeviceId } from '../../model/ids.js';
import { WAKE_BUCKETS, wakeBucketOf } from '../../model/wire/wake.js';
import type { Store } from './database.js';

export async function readWakeCounters(store: Store): Promise<readonly number[]> {
  const rows = await store.selectFrom('wake_counter').selectAll().execute();
  const risen = new Map(rows.map(({ bucket, counter }) => [bucket, counter]));
  return Array.from({ length: WAKE_BUCKETS }, (_, bucket) => risen.get(bucket) ?? 0);
}

export async function raiseWakeCounters(store: Store, devices: readonly DeviceId[]): Promise<void> {
  for (const bucket of new Set(devices.map(wakeBucketOf)))
    await store
      .insertInto('wake_counter')
      .values({ bucket, counter: 1 })
      .onConflict((conflict) =>
        conflict.column('bucket').doUpdateSet((eb) => ({ counter: eb('wake_counter.counter', '+', 1) })),
      )
      .execute();
}
