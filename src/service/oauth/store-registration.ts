// Stores a judged registration: takes the use, makes the directory object and the client. Call inside a transaction.

import { errors } from 'oidc-provider';
import type { DeviceId, TenantId } from '../../model/ids.js';
import type { Store } from '../store/database.js';
import type { NewDevice } from '../store/devices.js';
import { findDevice, insertDevice, renewDevice } from '../store/devices.js';
import { linkDirectory } from '../store/directory.js';
import { takeEnrollmentUse } from '../store/enrollments.js';
import { copyMemberships } from '../store/groups.js';
import { clearSuspicion, copyTrust } from '../store/presence.js';
import { takeRekeyToken } from '../store/rekey-tokens.js';
import { raiseGeneration } from '../store/tenants.js';
import { tokenRefused } from './initial-access.js';
import type { Registration } from './pending.js';

export interface Made {
  readonly metadata: object;
  readonly tenant: TenantId;
  /** Ids for the directory objects, should they be new. */
  readonly objectIds: { readonly synthetic: string; readonly linked: string };
  readonly at: number;
}

export async function storeRegistration(store: Store, judged: Registration, made: Made): Promise<void> {
  const { rekey, renews } = judged;
  const { metadata, tenant, objectIds, at } = made;
  if (rekey === undefined) await takeUse(store, judged, at);
  else await takeToken(store, judged.id, { ...rekey, at });
  const device: NewDevice = {
    ...judged,
    description: judged.request.device,
    succeeds: rekey?.from,
    metadata,
    tenant,
    objectId: objectIds.synthetic,
    at,
  };
  if (renews !== undefined) await renewDevice(store, device);
  else {
    await insertDevice(store, device);
    if (rekey !== undefined) await inherit(store, rekey.from, judged.id);
  }
  await link(store, judged, { objectId: objectIds.linked, at });
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
    readonly from: DeviceId;
    readonly used: boolean;
    readonly at: number;
  },
): Promise<void> {
  const from = await findDevice(store, rekey.from);
  if (from?.state !== 'active') throw new errors.InvalidRequest('this device is disabled or has left', 403);
  if (!rekey.used && !(await takeRekeyToken(store, rekey.tokenId, { by: id, at: rekey.at })))
    tokenRefused('the token for a registration anew was used before');
}

/** Same machine, new key: it stays where it was put, and the one under the old key is not suspected any more. */
async function inherit(store: Store, from: DeviceId, to: DeviceId): Promise<void> {
  await copyMemberships(store, from, to);
  await copyTrust(store, from, to);
  await clearSuspicion(store, from);
  await raiseGeneration(store);
}

async function link(
  store: Store,
  { id, request }: Registration,
  made: { readonly objectId: string; readonly at: number },
): Promise<void> {
  const device = await findDevice(store, id);
  const link = request.device.directory;
  if (device !== undefined && link !== undefined) await linkDirectory(store, { device, link, ...made });
}
