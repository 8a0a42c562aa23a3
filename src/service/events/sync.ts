// "Check in now": for devices that look at the wake counters, and for those that hold a poll.

import type { DeviceId } from '../../model/ids.js';
import type { Clock, Random } from '../../model/ports.js';
import { SYNC_EVENT } from '../../model/wire/problem-codes.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import { putEvents } from '../store/events.js';
import { raiseWakeCounters } from '../store/wake-counters.js';

/** Unit: milliseconds. Every device has checked in by itself before that is over. */
const EVENT_LIFE_MS = 2 * 3_600_000;

export async function askForSync(
  { store, clock, random }: { readonly store: Store; readonly clock: Clock; readonly random: Random },
  devices: readonly DeviceId[],
): Promise<void> {
  const createdAt = clock.now();
  await inTransaction(store, async (trx) => {
    await raiseWakeCounters(trx, devices);
    await putEvents(trx, devices, () => ({
      jti: random.uuid(),
      event: SYNC_EVENT,
      createdAt,
      expiresAt: createdAt + EVENT_LIFE_MS,
    }));
  });
}
