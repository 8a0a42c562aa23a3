// The per-setting answers of all devices beside what is assigned to them now. Pure.

import type { ReportedSetting } from '../../model/wire/schemas.js';
import { targetedPolicies } from '../assignment/effective.js';
import type { ScopeVerdict } from '../scope.js';
import type { Device } from '../store/devices.js';
import type { Group } from '../store/groups.js';
import type { StoredPolicy } from '../store/policies.js';
import type { StoredReport } from '../store/reports.js';

/**
 * `pending`: not yet reported in the assigned revision. `refused`: this channel does not carry the policy.
 * `outOfScope`: the device is told to enforce nothing.
 */
export type PolicyState = StoredReport['state'] | 'pending' | 'refused' | 'outOfScope';

export interface PolicyLine {
  readonly deviceId: string;
  readonly device: string;
  readonly policyId: string;
  readonly policy: string;
  readonly assignedRevision: number;
  readonly reportedRevision: number | undefined;
  readonly state: PolicyState;
  readonly why: string | undefined;
  readonly counts: StoredReport['counts'] | undefined;
  readonly observedAt: string | undefined;
  /** What was reported; where not complete, the settings that are plainly compliant are only counted. */
  readonly settings: readonly ReportedSetting[];
  readonly complete: boolean;
}

export interface ReportSources {
  readonly devices: readonly Device[];
  readonly groups: readonly Group[];
  readonly policies: readonly StoredPolicy[];
  readonly reports: readonly StoredReport[];
  readonly scopeOf: (device: Device) => ScopeVerdict;
}

export function describePolicies(sources: ReportSources): readonly PolicyLine[] {
  const groupsOf = membershipsOf(sources.groups);
  const reports = new Map(sources.reports.map((report) => [keyOf(report), report]));
  return sources.devices
    .filter(({ state }) => state !== 'left')
    .flatMap((device) =>
      targetedPolicies(
        { osType: device.osType, groups: groupsOf.get(device.id) ?? NO_GROUPS },
        sources.policies,
      ).map((policy) =>
        describe(
          { device, scope: sources.scopeOf(device) },
          policy,
          reports.get(keyOf({ deviceId: device.id, policyId: policy.id })),
        ),
      ),
    );
}

const keyOf = ({ deviceId, policyId }: { readonly deviceId: string; readonly policyId: string }): string =>
  `${deviceId}/${policyId}`;

const NO_GROUPS: ReadonlySet<string> = new Set();

/** Once for all devices: looking for each in each group would take devices times members. */
function membershipsOf(groups: readonly Group[]): ReadonlyMap<string, ReadonlySet<string>> {
  const groupsOf = new Map<string, Set<string>>();
  for (const { id, members } of groups)
    for (const member of members) groupsOf.set(member, (groupsOf.get(member) ?? new Set()).add(id));
  return groupsOf;
}

interface Scoped {
  readonly device: Device;
  readonly scope: ScopeVerdict;
}

function describe(
  { device, scope }: Scoped,
  policy: StoredPolicy,
  report: StoredReport | undefined,
): PolicyLine {
  return {
    deviceId: device.id,
    device: device.displayName,
    policyId: policy.id,
    policy: policy.name,
    assignedRevision: policy.revision,
    reportedRevision: report?.revision,
    ...judge(scope, policy, report),
    counts: report?.counts,
    observedAt: report?.observedAt,
    settings: report?.settings ?? [],
    complete: report?.complete ?? false,
  };
}

function judge(
  scope: ScopeVerdict,
  policy: StoredPolicy,
  report: StoredReport | undefined,
): Pick<PolicyLine, 'state' | 'why'> {
  if (policy.refused !== undefined) return { state: 'refused', why: policy.refused };
  if (scope.scope === 'out') return { state: 'outOfScope', why: `${scope.why}.` };
  if (report === undefined) return { state: 'pending', why: 'The device has not reported it yet.' };
  if (report.revision < policy.revision)
    return { state: 'pending', why: `The device reported revision ${report.revision} last.` };
  return { state: report.state, why: undefined };
}

export interface RollUp {
  readonly policyId: string;
  readonly policy: string;
  readonly revision: number;
  readonly devices: Readonly<Partial<Record<PolicyState, number>>>;
}

/** Devices of each state for each policy, also for one that no device gets. */
export function rollUpPolicies(
  policies: readonly StoredPolicy[],
  lines: readonly PolicyLine[],
): readonly RollUp[] {
  const byPolicy = Map.groupBy(lines, ({ policyId }) => policyId);
  return policies.map(({ id, name, revision }) => {
    const devices: Partial<Record<PolicyState, number>> = {};
    for (const { state } of byPolicy.get(id) ?? []) devices[state] = (devices[state] ?? 0) + 1;
    return { policyId: id, policy: name, revision, devices };
  });
}
