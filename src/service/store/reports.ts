// What devices reported: one row for each device and policy, and a thin table of the settings that are not as asked.

import type { DeviceId, PolicyId } from '../../model/ids.js';
import type { ReportedPolicy, ReportedSetting } from '../../model/wire/schemas.js';
import { findAssignment } from './assignments.js';
import type { Store } from './database.js';

export interface StoredReport {
  readonly deviceId: string;
  readonly policyId: string;
  readonly revision: number;
  readonly state: ReportedPolicy['state'];
  readonly counts: ReportedPolicy['counts'];
  readonly settings: readonly ReportedSetting[];
  /** All settings are listed, not only those that are not plainly compliant. */
  readonly complete: boolean;
  readonly observedAt: string;
  readonly receivedAt: number;
}

export interface ReceivedReport {
  readonly items: readonly ReportedPolicy[];
  readonly complete: boolean;
  readonly observedAt: string;
  readonly receivedAt: number;
}

/** Of six values each: well below what a statement may hold in SQLite and PostgreSQL. */
const ROWS_AT_ONCE = 500;

const AS_ASKED: ReadonlySet<string> = new Set(['compliant', 'remediated', 'notApplicable']);

/**
 * A complete report also forgets the policies that neither it nor the assignment names: one that is too large for a
 * request comes in several, and none of them may undo another.
 */
export async function saveReport(store: Store, device: DeviceId, report: ReceivedReport): Promise<void> {
  if (report.complete) {
    const assigned = (await findAssignment(store, device))?.content.policies ?? [];
    const named = [...report.items.map(({ policy }) => policy), ...assigned.map(({ id }) => id)];
    for (const table of ['device_policy', 'setting_issue'] as const)
      await store
        .deleteFrom(table)
        .where('device_id', '=', device)
        .where('policy_id', 'not in', named)
        .execute();
  }
  for (const item of report.items) await saveItem(store, device, report, item);
}

async function saveItem(
  store: Store,
  device: DeviceId,
  report: ReceivedReport,
  item: ReportedPolicy,
): Promise<void> {
  const values = {
    revision: item.revision,
    state: item.state,
    counts: JSON.stringify(item.counts),
    settings: JSON.stringify(item.settings),
    complete: report.complete ? 1 : 0,
    observed_at: report.observedAt,
    received_at: report.receivedAt,
  };
  await store
    .insertInto('device_policy')
    .values({ device_id: device, policy_id: item.policy, ...values })
    .onConflict((conflict) => conflict.columns(['device_id', 'policy_id']).doUpdateSet(values))
    .execute();
  await store
    .deleteFrom('setting_issue')
    .where('device_id', '=', device)
    .where('policy_id', '=', item.policy)
    .execute();
  const issues = item.settings.filter(({ state }) => !AS_ASKED.has(state));
  for (let start = 0; start < issues.length; start += ROWS_AT_ONCE)
    await store
      .insertInto('setting_issue')
      .values(
        issues.slice(start, start + ROWS_AT_ONCE).map((setting) => ({
          device_id: device,
          policy_id: item.policy,
          setting_id: setting.id,
          state: setting.state,
          reason: setting.reason?.code ?? null,
          error_code: setting.errorCode ?? null,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export interface Wanted {
  readonly device: DeviceId | undefined;
  readonly policy: PolicyId | undefined;
}

export async function listReports(
  store: Store,
  { device, policy }: Wanted,
): Promise<readonly StoredReport[]> {
  const rows = await store
    .selectFrom('device_policy')
    .selectAll()
    .$if(device !== undefined, (query) => query.where('device_id', '=', device ?? ''))
    .$if(policy !== undefined, (query) => query.where('policy_id', '=', policy ?? ''))
    .execute();
  return rows.map((row) => ({
    deviceId: row.device_id,
    policyId: row.policy_id,
    revision: row.revision,
    state: row.state as ReportedPolicy['state'],
    counts: JSON.parse(row.counts) as ReportedPolicy['counts'],
    settings: JSON.parse(row.settings) as ReportedSetting[],
    complete: row.complete === 1,
    observedAt: row.observed_at,
    receivedAt: row.received_at,
  }));
}

/** Digest of the report that was taken under this key, if one was. */
export async function findAcceptedReport(
  store: Store,
  device: DeviceId,
  key: string,
): Promise<string | undefined> {
  const row = await store
    .selectFrom('idempotency')
    .select('digest')
    .where('device_id', '=', device)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.digest;
}

export async function rememberReport(
  store: Store,
  device: DeviceId,
  taken: { readonly key: string; readonly digest: string; readonly at: number },
): Promise<void> {
  await store
    .insertInto('idempotency')
    .values({ device_id: device, ...taken })
    .execute();
}
