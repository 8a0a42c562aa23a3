// What changes with every contact of a device, in a narrow row of its own.

import type { DeviceId } from '../../model/ids.js';
import type { HeldPast } from '../clone.js';
import type { Store } from './database.js';
import type { Tables } from './tables.js';

export interface Presence extends HeldPast {
  readonly lastSeen: number | undefined;
  readonly assignmentVer: number | undefined;
  readonly reportDigest: string | undefined;
  /** When a sequence number came twice: a copy, or a replay. */
  readonly regressedAt: number | undefined;
  /** When a check-in could only come from a copy, and what showed it. */
  readonly clonedAt: number | undefined;
  readonly cloneWhy: string | undefined;
  /** Version of the set of keys, and the epoch, that the device holds. */
  readonly keySet: number | undefined;
  readonly epoch: number | undefined;
  readonly statusNumber: number | undefined;
  readonly statusCode: string | undefined;
  readonly statusCause: string | undefined;
  /** RFC 3339, by the clock of the device. */
  readonly statusSince: string | undefined;
  readonly statusRemedy: string | undefined;
  /** Unit: seconds. */
  readonly statusEvery: number | undefined;
  readonly rotateAskedAt: number | undefined;
}

/** What only a check-in says. */
export interface SaidAtCheckin {
  readonly prev?: number | null | undefined;
  readonly machine?: string | undefined;
  readonly boot?: number | undefined;
  readonly keySet?: number | undefined;
  readonly epoch?: number | undefined;
  readonly assignmentVer: number | null;
  readonly status: {
    readonly number: number | null;
    readonly code: string;
    readonly cause?: string | undefined;
    readonly since?: string | undefined;
    readonly remedy?: string | undefined;
    readonly everySeconds?: number | undefined;
  };
}

export async function readPresence(store: Store, id: string): Promise<Presence | undefined> {
  const row = await store.selectFrom('presence').selectAll().where('device_id', '=', id).executeTakeFirst();
  return row && parsePresence(row);
}

/** `keySet`: that of the onboarding file. */
export async function insertPresence(store: Store, id: DeviceId, keySet: number | undefined): Promise<void> {
  await store
    .insertInto('presence')
    .values({ device_id: id, seq: 0, key_set: keySet ?? null })
    .execute();
}

/** The device registered again: its numbers begin anew, and no past is held against it. */
export async function restartPresence(store: Store, id: DeviceId, keySet: number | undefined): Promise<void> {
  await store
    .updateTable('presence')
    .set({
      seq: 0,
      report_digest: null,
      checkin_seq: null,
      prev: null,
      machine: null,
      boot: null,
      ...(keySet === undefined ? {} : { key_set: keySet }),
      ...NOT_SUSPECTED,
    })
    .where('device_id', '=', id)
    .execute();
}

/** False when `seq` does not rise: a replay, a copied disk or a restored snapshot. One statement. */
export async function advanceSeq(
  store: Store,
  id: DeviceId,
  seen: {
    readonly seq: number;
    readonly at: number;
    readonly reportDigest?: string;
    readonly checkin?: SaidAtCheckin;
  },
): Promise<boolean> {
  const result = await store
    .updateTable('presence')
    .set({
      seq: seen.seq,
      last_seen: seen.at,
      ...(seen.reportDigest === undefined ? {} : { report_digest: seen.reportDigest }),
      ...(seen.checkin === undefined ? {} : checkinColumns(seen.seq, seen.checkin)),
    })
    .where('device_id', '=', id)
    .where('seq', '<', seen.seq)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What is not said leaves what was known. */
function checkinColumns(seq: number, said: SaidAtCheckin) {
  const { machine, boot, keySet, epoch, status } = said;
  return {
    checkin_seq: seq,
    prev: said.prev ?? null,
    ...(machine === undefined ? {} : { machine }),
    ...(boot === undefined ? {} : { boot }),
    ...(keySet === undefined ? {} : { key_set: keySet }),
    ...(epoch === undefined ? {} : { epoch }),
    assignment_ver: said.assignmentVer,
    status_number: status.number,
    status_code: status.code,
    status_cause: status.cause ?? null,
    status_since: status.since ?? null,
    status_remedy: status.remedy ?? null,
    status_every: status.everySeconds ?? null,
  };
}

const NOT_SUSPECTED = { regressed_at: null, cloned_at: null, clone_why: null } as const;

/** `why` is given where the numbers rose and it was a copy all the same. */
export async function markCopied(
  store: Store,
  id: DeviceId,
  seen: { readonly at: number; readonly why?: string },
): Promise<void> {
  const { at, why } = seen;
  await store
    .updateTable('presence')
    .set(why === undefined ? { regressed_at: at } : { cloned_at: at, clone_why: why })
    .where('device_id', '=', id)
    .execute();
}

/** At its next check-in the device is told to take a new key. */
export async function askForNewKey(store: Store, id: DeviceId, at: number): Promise<void> {
  await store.updateTable('presence').set({ rotate_asked_at: at }).where('device_id', '=', id).execute();
}

/** What the machine trusts does not change with its key. */
export async function copyTrust(store: Store, from: DeviceId, to: DeviceId): Promise<void> {
  const held = await readPresence(store, from);
  await store
    .updateTable('presence')
    .set({ key_set: held?.keySet ?? null, epoch: held?.epoch ?? null })
    .where('device_id', '=', to)
    .execute();
}

/** The copy that was told has a key of its own now. */
export async function clearSuspicion(store: Store, id: DeviceId): Promise<void> {
  await store.updateTable('presence').set(NOT_SUSPECTED).where('device_id', '=', id).execute();
}

export function parsePresence(row: Tables['presence']): Presence {
  return {
    lastSeen: row.last_seen ?? undefined,
    seq: row.seq,
    checkinSeq: row.checkin_seq ?? undefined,
    prev: row.prev ?? undefined,
    machine: row.machine ?? undefined,
    boot: row.boot ?? undefined,
    assignmentVer: row.assignment_ver ?? undefined,
    reportDigest: row.report_digest ?? undefined,
    regressedAt: row.regressed_at ?? undefined,
    clonedAt: row.cloned_at ?? undefined,
    cloneWhy: row.clone_why ?? undefined,
    keySet: row.key_set ?? undefined,
    epoch: row.epoch ?? undefined,
    statusNumber: row.status_number ?? undefined,
    statusCode: row.status_code ?? undefined,
    statusCause: row.status_cause ?? undefined,
    statusSince: row.status_since ?? undefined,
    statusRemedy: row.status_remedy ?? undefined,
    statusEvery: row.status_every ?? undefined,
    rotateAskedAt: row.rotate_asked_at ?? undefined,
  };
}
