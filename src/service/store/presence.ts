// What changes with every contact of a device, in a narrow row of its own.

import type { DeviceId } from '../../model/ids.js';
import type { Store } from './database.js';
import type { Tables } from './tables.js';

export interface Presence {
  readonly lastSeen: number | undefined;
  readonly seq: number;
  readonly assignmentVer: number | undefined;
  readonly reportDigest: string | undefined;
  /** When a copy of the device showed: a sequence number came twice. */
  readonly regressedAt: number | undefined;
  readonly statusNumber: number | undefined;
  readonly statusCode: string | undefined;
}

export async function readPresence(store: Store, id: string): Promise<Presence | undefined> {
  const row = await store.selectFrom('presence').selectAll().where('device_id', '=', id).executeTakeFirst();
  return row && parsePresence(row);
}

/** False when `seq` does not rise: a replay, a copied disk or a restored snapshot. One statement. */
export async function advanceSeq(
  store: Store,
  id: DeviceId,
  seen: {
    readonly seq: number;
    readonly at: number;
    readonly assignmentVer?: number | null;
    readonly reportDigest?: string;
    readonly status?: { readonly number: number | null; readonly code: string };
  },
): Promise<boolean> {
  const result = await store
    .updateTable('presence')
    .set({
      seq: seen.seq,
      last_seen: seen.at,
      ...(seen.assignmentVer === undefined ? {} : { assignment_ver: seen.assignmentVer }),
      ...(seen.reportDigest === undefined ? {} : { report_digest: seen.reportDigest }),
      ...(seen.status === undefined
        ? {}
        : { status_number: seen.status.number, status_code: seen.status.code }),
    })
    .where('device_id', '=', id)
    .where('seq', '<', seen.seq)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function markRegressed(store: Store, id: DeviceId, at: number): Promise<void> {
  await store.updateTable('presence').set({ regressed_at: at }).where('device_id', '=', id).execute();
}

export function parsePresence(row: Tables['presence']): Presence {
  return {
    lastSeen: row.last_seen ?? undefined,
    seq: row.seq,
    assignmentVer: row.assignment_ver ?? undefined,
    reportDigest: row.report_digest ?? undefined,
    regressedAt: row.regressed_at ?? undefined,
    statusNumber: row.status_number ?? undefined,
    statusCode: row.status_code ?? undefined,
  };
}
