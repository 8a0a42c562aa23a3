// Takes the number of a check-in and what it says of the device's past, unless only a copy can have sent it.

import type { DeviceId } from '../model/ids.js';
import type { CheckinRequest } from '../model/wire/schemas.js';
import type { Origin } from './clone.js';
import { judgeOrigin } from './clone.js';
import type { Store } from './store/database.js';
import type { Presence } from './store/presence.js';
import { advanceSeq, readPresence } from './store/presence.js';

/** `before`: what was known until now. */
export type Taken =
  | { readonly is: 'taken'; readonly before: Presence }
  | Exclude<Origin, { readonly is: 'same' }>;

/** Call inside a transaction: what is judged and what is stored belong together. */
export async function takeCheckin(
  store: Store,
  device: DeviceId,
  { said, at }: { readonly said: CheckinRequest; readonly at: number },
): Promise<Taken> {
  const before = await readPresence(store, device);
  if (before === undefined) return { is: 'regressed' };
  const origin = judgeOrigin(before, said);
  if (origin.is !== 'same') return origin;
  const checkin = { ...said, assignmentVer: said.assignment?.ver ?? null };
  const risen = await advanceSeq(store, device, { seq: said.seq, at, checkin });
  return risen ? { is: 'taken', before } : { is: 'regressed' };
}
