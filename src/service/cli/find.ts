// Finds what an administrator names: a policy, group or device by id, by a unique start of it, or by name.

import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { listDevices } from '../store/devices.js';
import type { Group } from '../store/groups.js';
import { listGroups } from '../store/groups.js';
import type { StoredPolicy } from '../store/policies.js';
import { listPolicies } from '../store/policies.js';
import { CommandFailed } from './context.js';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Unit: characters of an id that are enough where they are unique. */
const ENOUGH = 6;

export const findPolicy = async (store: Store, text: string): Promise<StoredPolicy> =>
  pick('policy', text, await listPolicies(store));

export const findGroup = async (store: Store, text: string): Promise<Group> =>
  pick('group', text, await listGroups(store));

export async function findDevice(store: Store, text: string): Promise<Device> {
  const devices = (await listDevices(store)).map(({ device }) => device);
  const living = devices.filter(({ state }) => state !== 'left');
  return pick('device', text, named(living)).device;
}

const named = (devices: readonly Device[]) =>
  devices.map((device) => ({ id: device.id, name: device.displayName, device }));

function pick<T extends Named>(what: string, text: string, all: readonly T[]): T {
  // A device names itself, and may call itself what another one's id is, or begins with.
  const byId = all.find(({ id }) => id === text.toLowerCase());
  if (byId !== undefined) return byId;
  const isMeant = ({ id, name }: Named): boolean =>
    name === text || (text.length >= ENOUGH && id.startsWith(text.toLowerCase()));
  const found = all.filter(isMeant);
  const [first, second] = found;
  if (first === undefined) throw new CommandFailed(`there is no ${what} "${text}"`);
  if (second !== undefined)
    throw new CommandFailed(
      `several are called "${text}": give the id (${found.map(({ id }) => id).join(', ')})`,
    );
  return first;
}
