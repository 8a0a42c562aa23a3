// Devices: the directory object from registration to tombstone. Rows become records here.

import type { DeviceId } from '../../model/ids.js';
import { deviceId } from '../../model/ids.js';
import type { DeviceDescription } from '../../model/wire/schemas.js';
import type { Store } from './database.js';
import { retireObjects } from './directory.js';
import type { Inventory } from './inventories.js';
import { described, parseInventory } from './inventories.js';
import { deleteRegistrationTokens } from './oauth-payloads.js';
import type { Presence } from './presence.js';
import { insertPresence, parsePresence, restartPresence } from './presence.js';
import { endRekeyTokens } from './rekey-tokens.js';
import type { Tables } from './tables.js';

/** `left` is a tombstone: the id is never given again. */
export type DeviceState = 'active' | 'disabled' | 'left';

export interface Device {
  readonly id: DeviceId;
  readonly state: DeviceState;
  readonly displayName: string;
  readonly osType: string;
  readonly osVersion: string;
  /** Of the onboarding file; `broughtTags` and `listTags` know of more. */
  readonly onboardingTags: readonly string[];
  /** As the device said last. */
  readonly description: DeviceDescription;
  readonly ring: string | undefined;
  readonly simulated: boolean;
  readonly managementType: string;
  readonly trustType: string | undefined;
  readonly createdAt: number;
  readonly leftAt: number | undefined;
  readonly enrollmentId: string;
  readonly agentVersion: string | undefined;
  readonly engine: { readonly state: string; readonly version: string | undefined } | undefined;
  readonly inventoryDigest: string | undefined;
  /** The device that this one was before it took a new key. */
  readonly succeeds: string | undefined;
  /** Id of the first of all devices that went on from one another with new keys. */
  readonly family: string;
  /** The device that has the directory identity which this one claims, too. */
  readonly directoryConflict: string | undefined;
  readonly inventory: Inventory | undefined;
}

export interface NewDevice {
  readonly id: DeviceId;
  readonly description: DeviceDescription;
  /** Of the onboarding file. */
  readonly tags: readonly string[];
  readonly ring: string | undefined;
  readonly enrollmentId: string;
  /** Version of the set of keys in the onboarding file; undefined without one. */
  readonly keySet: number | undefined;
  readonly metadata: object;
  /** The device whose key asked for the registration. */
  readonly succeeds: Pick<Device, 'id' | 'family'> | undefined;
  readonly at: number;
}

/** In Graph's words, as a device without a directory registration, and its presence. */
export async function insertDevice(store: Store, made: NewDevice): Promise<void> {
  await store
    .insertInto('device')
    .values({
      id: made.id,
      state: 'active',
      ...described(made.description),
      tags: JSON.stringify(made.tags),
      ring: made.ring ?? null,
      trust_type: null,
      management_type: 'MicrosoftSense',
      is_managed: 1,
      profile_type: 'RegisteredDevice',
      created_at: made.at,
      left_at: null,
      enrollment_id: made.enrollmentId,
      agent_version: null,
      engine_state: null,
      engine_version: null,
      inventory_digest: null,
      inventory: null,
      client_metadata: JSON.stringify(made.metadata),
      succeeds: made.succeeds?.id ?? null,
      family: made.succeeds?.family ?? null,
    })
    .execute();
  await insertPresence(store, made.id, made.keySet);
}

/** The holder of a known key registered anew, after the answer of an earlier registration was lost. */
export async function renewDevice(store: Store, made: NewDevice): Promise<void> {
  await store
    .updateTable('device')
    .set({
      ...described(made.description),
      tags: JSON.stringify(made.tags),
      ring: made.ring ?? null,
      enrollment_id: made.enrollmentId,
      inventory_digest: null,
      client_metadata: JSON.stringify(made.metadata),
    })
    .where('id', '=', made.id)
    .execute();
  await restartPresence(store, made.id, made.keySet);
  await deleteRegistrationTokens(store, made.id);
}

export async function findDevice(store: Store, id: string): Promise<Device | undefined> {
  const row = await store.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst();
  return row && parseDevice(row);
}

/** Those who left are listed too: a tombstone says that it was here. */
export async function listDevices(
  store: Store,
): Promise<readonly { readonly device: Device; readonly presence: Presence }[]> {
  const rows = await store
    .selectFrom('device')
    .innerJoin('presence', 'presence.device_id', 'device.id')
    .selectAll()
    .orderBy('display_name')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ device: parseDevice(row), presence: parsePresence(row) }));
}

/** Those of them that have not left. */
export async function findDevices(store: Store, ids: readonly DeviceId[]): Promise<readonly Device[]> {
  if (ids.length === 0) return [];
  const rows = await store
    .selectFrom('device')
    .selectAll()
    .where('id', 'in', [...ids])
    .where('state', '!=', 'left')
    .execute();
  return rows.map(parseDevice);
}

/** In the order of ids, those after one; without those that left. */
export async function listDeviceIds(store: Store, after: string, most: number): Promise<readonly DeviceId[]> {
  const rows = await store
    .selectFrom('device')
    .select('id')
    .where('id', '>', after)
    .where('state', '!=', 'left')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map(({ id }) => deviceId(id));
}

export async function findClientMetadata(store: Store, id: string): Promise<object | undefined> {
  const row = await store
    .selectFrom('device')
    .select('client_metadata')
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row && (JSON.parse(row.client_metadata) as object);
}

/** False when the device is not active any more. */
export async function saveClientMetadata(store: Store, id: string, metadata: object): Promise<boolean> {
  const result = await store
    .updateTable('device')
    .set({ client_metadata: JSON.stringify(metadata) })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findDeviceByKey(store: Store, thumbprint: string): Promise<Device | undefined> {
  const row = await store
    .selectFrom('device')
    .innerJoin('device_key', 'device_key.device_id', 'device.id')
    .selectAll('device')
    .where('device_key.thumbprint', '=', thumbprint)
    .where('device.state', '!=', 'left')
    .executeTakeFirst();
  return row && parseDevice(row);
}

/** It left, or an administrator retired it: nothing it could sign in with stays, and nothing it reported. */
export async function buryDevice(store: Store, id: string, at: number): Promise<void> {
  await store.updateTable('device').set({ state: 'left', left_at: at }).where('id', '=', id).execute();
  await retireObjects(store, id, at);
  for (const table of [
    'device_key',
    'group_member',
    'device_tag',
    'device_event',
    'device_assignment',
    'device_policy',
    'setting_issue',
    'idempotency',
    'registration_token',
  ] as const)
    await store.deleteFrom(table).where('device_id', '=', id).execute();
  await endRekeyTokens(store, id, at);
}

function parseDevice(row: Tables['device']): Device {
  return {
    id: deviceId(row.id),
    state: row.state === 'left' || row.state === 'disabled' ? row.state : 'active',
    displayName: row.display_name,
    osType: row.os_type,
    osVersion: row.os_version,
    onboardingTags: JSON.parse(row.tags) as string[],
    description: JSON.parse(row.description) as DeviceDescription,
    ring: row.ring ?? undefined,
    simulated: row.simulated === 1,
    managementType: row.management_type,
    trustType: row.trust_type ?? undefined,
    createdAt: row.created_at,
    leftAt: row.left_at ?? undefined,
    enrollmentId: row.enrollment_id,
    agentVersion: row.agent_version ?? undefined,
    engine:
      row.engine_state === null
        ? undefined
        : { state: row.engine_state, version: row.engine_version ?? undefined },
    inventoryDigest: row.inventory_digest ?? undefined,
    succeeds: row.succeeds ?? undefined,
    family: row.family ?? row.id,
    directoryConflict: row.directory_conflict ?? undefined,
    inventory: parseInventory(row.inventory),
  };
}
