// Stores a judged registration: takes the use, makes the directory object and the client. Call inside a transaction.

import { errors } from 'oidc-provider';
import type { DeviceId, TenantId } from '../../model/ids.js';
import { deviceChanged } from '../rules/review.js';
import type { Store } from '../store/database.js';
import type { NewDevice } from '../store/devices.js';
import { findDevice, insertDevice, renewDevice } from '../store/devices.js';
import { insertSynthetic, linkDirectory } from '../store/directory.js';
import { takeEnrollmentUse } from '../store/enrollments.js';
import { copyMemberships } from '../store/groups.js';
import { clearSuspicion, copyTrust } from '../store/presence.js';
import { takeRekeyToken } from '../store/rekey-tokens.js';
import { copyTags } from '../store/tags.js';
import { raiseGeneration } from '../store/tenants.js';
import { tokenRefused } from './initial-access.js';
import type { Registration } from './pending.js';

export interface Made {
  readonly metadata: object;
  readonly tenant: TenantId;
  /** Of its directory object, should it be new. */
  readonly objectId: string;
  readonly at: number;
}

export async function storeRegistration(store: Store, judged: Registration, made: Made): Promise<void> {
  const { rekey, renews } = judged;
  const { metadata, at } = made;
  if (rekey === undefined) await takeUse(store, judged, at);
  else await takeToken(store, judged.id, { ...rekey, at });
  const succeeds = rekey?.from;
  const device: NewDevice = { ...judged, description: judged.request.device, succeeds, metadata, at };
  if (renews !== undefined) await renewDevice(store, device);
  else {
    await insertDevice(store, device);
    if (rekey !== undefined) await inherit(store, rekey.from.id, judged.id);
  }
  const linked = await linkClaimed(store, judged, made);
  if (renews === undefined && !linked)
    await insertSynthetic(store, { id: made.objectId, device: judged.id, tenant: made.tenant, at });
  await deviceChanged(store, judged.id);
}

async function takeUse(store: Store, judged: Registration, at: number): Promise<void> {
  const paidBefore = judged.renews?.enrollmentId === judged.enrollmentId;
  if (!paidBefore && !(await takeEnrollmentUse(store, judged.enrollmentId, at)))
    tokenRefused('the enrollment secret is used up');
}

/** The policy looked before; here it counts, as another request, or an administrator, may have come between. */
async function takeToken(
  store: Store,
  id: DeviceId,
  rekey: {
    readonly tokenId: string;
    readonly from: { readonly id: DeviceId };
    readonly used: boolean;
    readonly at: number;
  },
): Promise<void> {
  const from = await findDevice(store, rekey.from.id);
  if (from?.state !== 'active') throw new errors.InvalidRequest('this device is disabled or has left', 403);
  if (!rekey.used && !(await takeRekeyToken(store, rekey.tokenId, { by: id, at: rekey.at })))
    tokenRefused('the token for a registration anew was used before');
}

/** Same machine, new key: it stays where it was put, and the one under the old key is not suspected any more. */
async function inherit(store: Store, from: DeviceId, to: DeviceId): Promise<void> {
  await copyMemberships(store, from, to);
  await copyTags(store, from, to);
  await copyTrust(store, from, to);
  await clearSuspicion(store, from);
  await raiseGeneration(store);
}

async function linkClaimed(store: Store, { id, request }: Registration, made: Made): Promise<boolean> {
  const link = request.device.directory;
  const device = link && (await findDevice(store, id));
  if (link === undefined || device === undefined) return false;
  const { objectId, at } = made;
  return (await linkDirectory(store, { device, link, objectId, at })) === 'linked';
}
