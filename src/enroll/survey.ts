// From the probes of one survey to one verdict. Pure. Unknown is not permission.

import type { TenantId } from '../model/ids.js';
import type { Evidence, OtherManager, Probe } from '../model/probe.js';

/** What the life cycle needs of a survey. */
export type SurveyVerdict =
  | { readonly fit: 'free' }
  | { readonly fit: 'managed-elsewhere'; readonly by: OtherManager }
  | { readonly fit: 'unsupported'; readonly why: string }
  | { readonly fit: 'tenant-mismatch'; readonly other: string }
  | { readonly fit: 'unknown'; readonly why: string };

/** What people and reports see of a survey. */
export interface Survey {
  readonly verdict: SurveyVerdict;
  readonly presence: OtherManager | 'none' | 'unknown';
  readonly evidence: readonly Evidence[];
  /** Rivals and probes that could not tell without being required: shown, never obeyed. */
  readonly warnings: readonly string[];
}

type ManagerProbe = Extract<Probe, { asks: 'manager' }>;

/** `ours`: the tenant of the onboarding file or of the enrollment, when there is one. */
export function surveyVerdict(probes: readonly Probe[], ours?: TenantId): Survey {
  const managers = probes.filter((probe) => probe.asks === 'manager');
  return {
    verdict: verdictOf(probes, managers, ours),
    presence: presenceOf(managers),
    evidence: probes.flatMap((probe) => probe.evidence),
    warnings: probes.flatMap(warningsOf),
  };
}

/** Who may write the same settings by other means, with what tells of it. */
export const rivalsOf = (probes: readonly Probe[]): readonly string[] =>
  probes.flatMap((probe) =>
    probe.asks === 'rival' && probe.answer === 'present' ? [`${probe.name}${toldBy(probe.evidence)}`] : [],
  );

const toldBy = ([first]: readonly Evidence[]): string =>
  first === undefined ? '' : ` (${first.source}: ${first.says})`;

/** A sure answer that forbids comes before an unsure one: "managed by Intune" holds whatever else is unreadable. */
function verdictOf(
  probes: readonly Probe[],
  managers: readonly ManagerProbe[],
  ours: TenantId | undefined,
): SurveyVerdict {
  if (
    probes.some(
      (probe) => probe.asks === 'fit' && probe.case === 'application-container' && probe.answer === 'yes',
    )
  )
    return { fit: 'unsupported', why: 'This is an application container; manage the machine that runs it.' };
  const by = presenceOf(managers);
  if (by !== 'none' && by !== 'unknown') return { fit: 'managed-elsewhere', by };
  for (const { asks, answer } of probes.filter((probe) => probe.asks === 'tenant')) {
    if (asks === 'tenant' && answer.is === 'joined' && ours !== undefined && !sameTenant(answer.tenant, ours))
      return { fit: 'tenant-mismatch', other: answer.tenant };
  }
  const unsure = probes.find(isRequiredAndUnsure);
  if (unsure !== undefined) return { fit: 'unknown', why: whyUnsure(unsure) };
  // A survey that asked nothing knows nothing.
  if (!managers.some((probe) => probe.required)) return { fit: 'unknown', why: 'no probe was made' };
  return { fit: 'free' };
}

function presenceOf(managers: readonly ManagerProbe[]): Survey['presence'] {
  const found = new Set(managers.filter((probe) => probe.answer === 'managed').map((probe) => probe.manager));
  if (found.has('co-managed') || (found.has('intune') && found.has('configmgr'))) return 'co-managed';
  for (const manager of ['intune', 'configmgr', 'mde-channel', 'other-mdm'] as const) {
    if (found.has(manager)) return manager;
  }
  return managers.some((probe) => probe.required && probe.answer === 'unknown') ? 'unknown' : 'none';
}

function isRequiredAndUnsure(probe: Probe): boolean {
  switch (probe.asks) {
    case 'manager':
      return probe.required && probe.answer === 'unknown';
    case 'fit':
      return probe.case === 'application-container' && probe.answer === 'unknown';
    case 'tenant':
      return probe.answer.is === 'unknown';
    case 'rival':
      return false;
  }
}

function whyUnsure(probe: Probe): string {
  const subject = probe.asks === 'manager' ? `whether ${probe.manager} manages it` : `its ${probe.asks}`;
  const said = probe.evidence.map(({ source, says }) => `${source}: ${says}`).join('; ');
  return `cannot tell ${subject}${said === '' ? '' : ` (${said})`}`;
}

function warningsOf(probe: Probe): readonly string[] {
  if (probe.asks === 'rival' && probe.answer !== 'absent') {
    const verb = probe.answer === 'present' ? 'may write the same settings' : 'could not be looked for';
    return [`${probe.name} ${verb}`];
  }
  if (probe.asks === 'manager' && !probe.required && probe.answer === 'unknown') return [whyUnsure(probe)];
  return [];
}

const sameTenant = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
