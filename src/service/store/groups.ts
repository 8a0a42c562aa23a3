// Groups and their members: those that were put in, or those that match the rule of the group.

import type { DeviceId } from '../../model/ids.js';
import { deviceId } from '../../model/ids.js';
import type { Store } from './database.js';
import { listGroupRules } from './rules.js';
import { raiseGeneration } from './tenants.js';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly DeviceId[];
  /** Of a dynamic group. */
  readonly rule: string | undefined;
  /** Why the rule does not count any more; the members stay. */
  readonly frozen: string | undefined;
}

/** False when the name is taken. */
export async function insertGroup(
  store: Store,
  group: { readonly id: string; readonly name: string; readonly at: number },
): Promise<boolean> {
  const result = await store
    .insertInto('device_group')
    .values({ id: group.id, name: group.name, created_at: group.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findGroup(store: Store, idOrName: string): Promise<Group | undefined> {
  return (await listGroups(store)).find(({ id, name }) => id === idOrName || name === idOrName);
}

export async function listGroups(store: Store): Promise<readonly Group[]> {
  const groups = await store.selectFrom('device_group').selectAll().orderBy('name').execute();
  const members = await store.selectFrom('group_member').selectAll().execute();
  const byGroup = Map.groupBy(members, ({ group_id }) => group_id);
  const rules = new Map((await listGroupRules(store)).map((rule) => [rule.groupId, rule]));
  return groups.map(({ id, name }) => ({
    id,
    name,
    members: (byGroup.get(id) ?? []).map((member) => deviceId(member.device_id)),
    rule: rules.get(id)?.rule,
    frozen: rules.get(id)?.frozen,
  }));
}

export async function listGroupIds(store: Store): Promise<readonly string[]> {
  const rows = await store.selectFrom('device_group').select('id').execute();
  return rows.map(({ id }) => id);
}

export async function listGroupsOf(store: Store, device: DeviceId): Promise<readonly string[]> {
  const rows = await store
    .selectFrom('group_member')
    .select('group_id')
    .where('device_id', '=', device)
    .execute();
  return rows.map(({ group_id }) => group_id);
}

export async function addMembers(store: Store, groupId: string, devices: readonly DeviceId[]): Promise<void> {
  for (const device of devices)
    await store
      .insertInto('group_member')
      .values({ group_id: groupId, device_id: device })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  await raiseGeneration(store);
}

export async function removeMembers(
  store: Store,
  groupId: string,
  devices: readonly DeviceId[],
): Promise<void> {
  await store
    .deleteFrom('group_member')
    .where('group_id', '=', groupId)
    .where('device_id', 'in', [...devices])
    .execute();
  await raiseGeneration(store);
}

/** The same machine under a new key stays where it was put. */
export async function copyMemberships(store: Store, from: DeviceId, to: DeviceId): Promise<void> {
  for (const groupId of await listGroupsOf(store, from))
    await store.insertInto('group_member').values({ group_id: groupId, device_id: to }).execute();
}

/** Of one device in one group; the caller says that its assignment is to be computed anew. */
export async function changeMembership(
  store: Store,
  groupId: string,
  device: DeviceId,
  isMember: boolean,
): Promise<void> {
  const key = { group_id: groupId, device_id: device };
  if (isMember)
    await store
      .insertInto('group_member')
      .values(key)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  else
    await store
      .deleteFrom('group_member')
      .where('group_id', '=', groupId)
      .where('device_id', '=', device)
      .execute();
}

/** The group itself with its members and its place in assignments. */
export async function deleteGroup(store: Store, groupId: string): Promise<void> {
  await store.deleteFrom('group_member').where('group_id', '=', groupId).execute();
  await store.deleteFrom('assignment_target').where('group_id', '=', groupId).execute();
  await store.deleteFrom('group_rule').where('group_id', '=', groupId).execute();
  await store.deleteFrom('device_group').where('id', '=', groupId).execute();
  await raiseGeneration(store);
}
