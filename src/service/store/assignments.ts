// The assignment of each device as last signed: same version, same bytes.

import type { DeviceId } from '../../model/ids.js';
import type { AssignedPolicy, AssignmentClaims } from '../../model/wire/schemas.js';
import type { Store } from './database.js';

/** What decides whether the version rises. */
export type AssignmentContent = Pick<
  AssignmentClaims,
  'mode' | 'scope' | 'outBecause' | 'configMgrAuthority' | 'policies'
>;

export interface SignedAssignment {
  /** Of the tenant, when it was computed. */
  readonly generation: number;
  readonly ver: number;
  readonly content: AssignmentContent;
  /** `sha256:...` over the compact JWS. */
  readonly digest: string;
  readonly jws: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export async function findAssignment(store: Store, id: DeviceId): Promise<SignedAssignment | undefined> {
  const row = await store
    .selectFrom('device_assignment')
    .selectAll()
    .where('device_id', '=', id)
    .executeTakeFirst();
  return (
    row && {
      generation: row.generation,
      ver: row.ver,
      content: JSON.parse(row.content) as AssignmentContent,
      digest: row.digest,
      jws: row.jws,
      issuedAt: row.issued_at,
      expiresAt: row.expires_at,
    }
  );
}

/** Versions as last signed. */
export async function listAssignmentVersions(store: Store): Promise<ReadonlyMap<string, number>> {
  const rows = await store.selectFrom('device_assignment').select(['device_id', 'ver']).execute();
  return new Map(rows.map(({ device_id, ver }) => [device_id, ver]));
}

export async function saveAssignment(store: Store, id: DeviceId, signed: SignedAssignment): Promise<void> {
  const values = {
    generation: signed.generation,
    ver: signed.ver,
    content: JSON.stringify(signed.content),
    digest: signed.digest,
    jws: signed.jws,
    issued_at: signed.issuedAt,
    expires_at: signed.expiresAt,
  };
  await store
    .insertInto('device_assignment')
    .values({ device_id: id, ...values })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(values))
    .execute();
}

/** The policy of that digest in the assignment of that device, if it names one. */
export async function findAssignedPolicy(
  store: Store,
  id: DeviceId,
  sha256: string,
): Promise<AssignedPolicy | undefined> {
  const assignment = await findAssignment(store, id);
  return assignment?.content.policies.find((policy) => policy.sha256 === sha256);
}

/** What the device is has changed: at its next check-in the content is computed anew. */
export async function forgetGeneration(store: Store, id: DeviceId): Promise<void> {
  await store.updateTable('device_assignment').set({ generation: 0 }).where('device_id', '=', id).execute();
}
