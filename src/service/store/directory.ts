// Directory objects: a synthetic one for a device without a join, or a link to the one that its directory has.
//
// The id that a device names is a claim, and no proof: whatever was given to that object elsewhere (a membership, a
// policy) never follows from it. It only keeps one machine from being two objects.

import type { DeviceId, TenantId } from '../../model/ids.js';
import type { DirectoryLink } from '../../model/wire/schemas.js';
import type { Store } from './database.js';
import type { Tables } from './tables.js';

export interface DirectoryObject {
  readonly id: string;
  readonly deviceId: string;
  readonly tenantId: string;
  /** Id in the directory; of a synthetic object that of the device. */
  readonly directoryId: string;
  /** Undefined where it is synthetic. */
  readonly trustType: string | undefined;
  readonly synthetic: boolean;
  readonly createdAt: number;
  readonly retiredAt: number | undefined;
}

export interface Owner {
  readonly id: DeviceId;
  readonly succeeds: string | undefined;
}

export interface LinkOrder {
  readonly device: Owner;
  readonly link: DirectoryLink;
  /** Id of the object, should it be new here. */
  readonly objectId: string;
  readonly at: number;
}

export async function insertSynthetic(
  store: Store,
  made: {
    readonly id: string;
    readonly device: DeviceId;
    readonly tenant: TenantId | string;
    readonly at: number;
  },
): Promise<void> {
  await insert(store, {
    id: made.id,
    device_id: made.device,
    tenant_id: made.tenant,
    directory_id: made.device,
    trust_type: null,
    synthetic: 1,
    created_at: made.at,
  });
}

/**
 * The device has a directory identity: its synthetic object is retired. One that another living device has stays
 * with that one, unless this is the same machine under a new key; the claim is then noted for the administrator.
 */
export async function linkDirectory(store: Store, order: LinkOrder): Promise<'linked' | 'conflict'> {
  const { device, link, at } = order;
  const holder = await findHolder(store, link);
  if (holder !== undefined && holder.device_id !== device.id && holder.device_id !== device.succeeds) {
    await noteConflict(store, device.id, holder.device_id);
    return 'conflict';
  }
  await noteConflict(store, device.id, null);
  await store.updateTable('device').set({ trust_type: link.trustType }).where('id', '=', device.id).execute();
  if (holder === undefined) {
    await retireObjects(store, device.id, at);
    await forgetOldObjects(store, device.id);
    await insert(store, {
      id: order.objectId,
      device_id: device.id,
      tenant_id: link.tenantId,
      directory_id: link.deviceId,
      trust_type: link.trustType,
      synthetic: 0,
      created_at: at,
    });
    return 'linked';
  }
  if (holder.device_id !== device.id) await takeOver(store, holder, order);
  await store
    .updateTable('directory_object')
    .set({ trust_type: link.trustType })
    .where('id', '=', holder.id)
    .execute();
  return 'linked';
}

/** The one that goes on under the old key is a copy until it is shown otherwise: it gets an object of its own. */
async function takeOver(
  store: Store,
  holder: Tables['directory_object'],
  { device, objectId, at }: LinkOrder,
): Promise<void> {
  await retireObjects(store, device.id, at);
  await store
    .updateTable('directory_object')
    .set({ device_id: device.id })
    .where('id', '=', holder.id)
    .execute();
  await store.updateTable('device').set({ trust_type: null }).where('id', '=', holder.device_id).execute();
  await insert(store, {
    id: objectId,
    device_id: holder.device_id,
    tenant_id: holder.tenant_id,
    directory_id: holder.device_id,
    trust_type: null,
    synthetic: 1,
    created_at: at,
  });
}

const insert = (store: Store, row: Omit<Tables['directory_object'], 'retired_at'>) =>
  store
    .insertInto('directory_object')
    .values({ ...row, retired_at: null })
    .execute();

const findHolder = (store: Store, { deviceId, tenantId }: DirectoryLink) =>
  store
    .selectFrom('directory_object')
    .selectAll()
    .where('directory_id', '=', deviceId)
    .where('tenant_id', '=', tenantId)
    .where('synthetic', '=', 0)
    .where('retired_at', 'is', null)
    .executeTakeFirst();

async function noteConflict(store: Store, device: DeviceId, holder: string | null): Promise<void> {
  await store.updateTable('device').set({ directory_conflict: holder }).where('id', '=', device).execute();
}

export async function retireObjects(store: Store, device: string, at: number): Promise<void> {
  await store
    .updateTable('directory_object')
    .set({ retired_at: at })
    .where('device_id', '=', device)
    .where('retired_at', 'is', null)
    .execute();
}

/** Of those that are retired, so many are remembered: a device that claims another identity each time fills nothing. */
const MOST_RETIRED = 10;

async function forgetOldObjects(store: Store, device: DeviceId): Promise<void> {
  const retired = (await listObjects(store, device)).filter(({ retiredAt }) => retiredAt !== undefined);
  const old = retired.slice(MOST_RETIRED).map(({ id }) => id);
  if (old.length > 0) await store.deleteFrom('directory_object').where('id', 'in', old).execute();
}

/** Newest first: the first is the one in force unless it is retired. */
export async function listObjects(store: Store, device: DeviceId): Promise<readonly DirectoryObject[]> {
  const rows = await store
    .selectFrom('directory_object')
    .selectAll()
    .where('device_id', '=', device)
    .orderBy('retired_at', (order) => order.desc().nullsFirst())
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    deviceId: row.device_id,
    tenantId: row.tenant_id,
    directoryId: row.directory_id,
    trustType: row.trust_type ?? undefined,
    synthetic: row.synthetic === 1,
    createdAt: row.created_at,
    retiredAt: row.retired_at ?? undefined,
  }));
}
