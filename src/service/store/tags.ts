// Tags that are set here, by an administrator or by a rule, beside those that a device brought with it.

import type { DeviceId } from '../../model/ids.js';
import type { Tag, TagSource } from '../tags.js';
import { broughtTags } from '../tags.js';
import type { Store } from './database.js';
import type { Device } from './devices.js';

export async function listTags(store: Store, device: Device): Promise<readonly Tag[]> {
  return (await listTagsOf(store, [device])).get(device.id) ?? [];
}

export async function listTagsOf(
  store: Store,
  devices: readonly Device[],
): Promise<ReadonlyMap<DeviceId, readonly Tag[]>> {
  const rows = await store
    .selectFrom('device_tag')
    .selectAll()
    .$if(devices.length <= FEW, (query) =>
      query.where(
        'device_id',
        'in',
        devices.map(({ id }) => id),
      ),
    )
    .orderBy('tag')
    .execute();
  const set = Map.groupBy(rows, ({ device_id }) => device_id);
  return new Map(
    devices.map((device) => [
      device.id,
      [
        ...broughtTags(device),
        ...(set.get(device.id) ?? []).map(({ tag, source }) => ({ tag, source: source as TagSource })),
      ],
    ]),
  );
}

/** As many as are named in a statement; for more the whole table is read. */
const FEW = 1000;

export async function addTag(store: Store, device: DeviceId, { tag, source }: Tag): Promise<void> {
  await store
    .insertInto('device_tag')
    .values({ device_id: device, tag, source })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What an administrator set for a machine stays with it under a new key; rules are asked anew. */
export async function copyTags(store: Store, from: DeviceId, to: DeviceId): Promise<void> {
  const rows = await store
    .selectFrom('device_tag')
    .select('tag')
    .where('device_id', '=', from)
    .where('source', '=', 'administrator')
    .execute();
  for (const { tag } of rows) await addTag(store, to, { tag, source: 'administrator' });
}

/** False when it was not there from this source. */
export async function removeTag(store: Store, device: DeviceId, { tag, source }: Tag): Promise<boolean> {
  const result = await store
    .deleteFrom('device_tag')
    .where('device_id', '=', device)
    .where('tag', '=', tag)
    .where('source', '=', source)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function countTags(store: Store, source: TagSource): Promise<number> {
  const row = await store
    .selectFrom('device_tag')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  return row.count;
}
