// What devices say of themselves, as said last: the directory's columns, and all the rest as one text.

import type { DeviceId } from '../../model/ids.js';
import type { DeviceDescription, InventoryRequest } from '../../model/wire/schemas.js';
import type { Store } from './database.js';

/** What the description of the device does not hold. */
export type Inventory = Pick<InventoryRequest, 'engine' | 'sensor' | 'firewall' | 'managers' | 'hardware'>;

export async function saveInventory(
  store: Store,
  id: DeviceId,
  said: Omit<InventoryRequest, 'seq'>,
): Promise<void> {
  const { engine, sensor, firewall, managers, hardware } = said;
  const inventory: Inventory = {
    engine,
    ...(sensor === undefined ? {} : { sensor }),
    ...(firewall === undefined ? {} : { firewall }),
    ...(managers === undefined ? {} : { managers }),
    ...(hardware === undefined ? {} : { hardware }),
  };
  await store
    .updateTable('device')
    .set({
      ...described(said.device),
      inventory_digest: said.digest,
      engine_state: engine.state,
      engine_version: engine.version,
      agent_version: said.agent,
      inventory: JSON.stringify(inventory),
    })
    .where('id', '=', id)
    .execute();
}

/** Undefined before the first one. */
export const parseInventory = (text: string | null): Inventory | undefined =>
  text === null ? undefined : (JSON.parse(text) as Inventory);

/** The columns that repeat what a device says of itself, so that they can be looked for. */
export function described(description: DeviceDescription) {
  return {
    display_name: description.hostname,
    os_type: description.os.type,
    os_version: description.os.version,
    description: JSON.stringify(description),
    simulated: description.simulated ? 1 : 0,
  };
}
