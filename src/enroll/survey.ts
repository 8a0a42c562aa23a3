// From the probes of one survey to one verdict. Pure. Unknown is not permission.

import type { TenantId } from '../model/ids.js';
import type { DirectoryIdentity, Evidence, FitCase, OtherManager, Probe } from '../model/probe.js';
import type { FitFinding } from './fit.js';
import { fitFindings, fitWarning } from './fit.js';

/** What the life cycle needs of a survey. */
export type SurveyVerdict =
  | { readonly fit: 'free' }
  | { readonly fit: 'managed-elsewhere'; readonly by: OtherManager }
  | { readonly fit: 'unsupported'; readonly case: FitCase; readonly why: string }
  | { readonly fit: 'tenant-mismatch'; readonly other: string }
  | { readonly fit: 'unknown'; readonly why: string };

/** What is known besides the probes. */
export interface SurveyFacts {
  /** Of the onboarding file or of the enrollment, when there is one. */
  readonly tenant?: TenantId;
  /** By the signed assignment in force: Configuration Manager, where its client is, is the only authority. */
  readonly configMgrAuthority?: boolean;
  /** The operator's word that this machine is thrown away after use; `source`: where it stands. */
  readonly nonPersistent?: { readonly source: string };
}

/** What people and reports see of a survey. */
export interface Survey {
  readonly verdict: SurveyVerdict;
  readonly presence: OtherManager | 'none' | 'unknown';
  /** The manager that is stood aside for has its own policy of the same settings in force here. */
  readonly policySeen: boolean;
  /** The vendor's number for what goes on and should not: 43, two managers at once. */
  readonly double: 43 | null;
  /** Of the directory that the machine is joined to. */
  readonly identity: DirectoryIdentity | null;
  /** `left-alone`: no setting of a firewall profile is written here. */
  readonly firewall: 'managed' | 'left-alone';
  /** Every special case that was asked for, with what it means. */
  readonly fit: readonly FitFinding[];
  readonly evidence: readonly Evidence[];
  /** Sentences: rivals, special cases, and probes that could not tell without being required. Shown, never obeyed. */
  readonly warnings: readonly string[];
}

type ManagerProbe = Extract<Probe, { asks: 'manager' }>;

export function surveyVerdict(probes: readonly Probe[], facts: SurveyFacts = {}): Survey {
  const managers = probes.filter((probe) => probe.asks === 'manager');
  const fit = fitFindings(probes, facts.nonPersistent?.source);
  const verdict = verdictOf({ probes, managers, fit, facts });
  const double = verdict.fit !== 'managed-elsewhere' && isManagedBy(managers, 'configmgr') ? 43 : null;
  return {
    verdict,
    presence: presenceOf(managers),
    policySeen:
      verdict.fit === 'managed-elsewhere' &&
      managers.some(({ answer, policySeen }) => answer === 'managed' && policySeen === true),
    double,
    identity: identityIn(probes),
    firewall: fit.some(({ answer, decision }) => answer === 'yes' && decision === 'enforce-without-firewall')
      ? 'left-alone'
      : 'managed',
    fit,
    evidence: probes.flatMap((probe) => probe.evidence),
    warnings: [
      ...(double === null ? [] : [DOUBLE]),
      ...fit.flatMap(fitWarning),
      ...probes.flatMap(warningsOf),
    ].map(asSentence),
  };
}

const asSentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

const DOUBLE =
  'Configuration Manager manages this device too (status 43): keep one of them, or turn on its authority in the service';

/** Who may write the same settings by other means, with what tells of it. */
export const rivalsOf = (probes: readonly Probe[]): readonly string[] =>
  probes.flatMap((probe) =>
    probe.asks === 'rival' && probe.answer === 'present' ? [`${probe.name}${toldBy(probe.evidence)}`] : [],
  );

const toldBy = ([first]: readonly Evidence[]): string =>
  first === undefined ? '' : ` (${first.source}: ${first.says})`;

interface Asked {
  readonly probes: readonly Probe[];
  readonly managers: readonly ManagerProbe[];
  readonly fit: readonly FitFinding[];
  readonly facts: SurveyFacts;
}

/** A sure answer that forbids comes before an unsure one: "managed by Intune" holds whatever else is unreadable. */
function verdictOf({ probes, managers, fit, facts }: Asked): SurveyVerdict {
  const by = standsAsideFor(managers, facts.configMgrAuthority === true);
  const refused = fit.filter(({ answer, decision }) => answer === 'yes' && decision === 'refuse');
  // Nothing in an application container is worth handing over to anybody.
  const container = refused.find((one) => one.case === 'application-container');
  if (container !== undefined) return unsupported(container);
  if (by !== undefined) return { fit: 'managed-elsewhere', by };
  const [first] = refused;
  if (first !== undefined) return unsupported(first);
  const identity = identityIn(probes);
  if (identity !== null && facts.tenant !== undefined && !sameTenant(identity.tenant, facts.tenant))
    return { fit: 'tenant-mismatch', other: identity.tenant };
  const unsure = whyUnknown(probes, fit, facts);
  if (unsure !== undefined) return { fit: 'unknown', why: unsure };
  // A survey that asked nothing knows nothing.
  if (!managers.some((probe) => probe.required)) return { fit: 'unknown', why: 'no probe was made' };
  return { fit: 'free' };
}

const unsupported = (refused: FitFinding): SurveyVerdict => ({
  fit: 'unsupported',
  case: refused.case,
  why: refused.cause,
});

const isManagedBy = (managers: readonly ManagerProbe[], name: OtherManager): boolean =>
  managers.some(({ manager, answer }) => manager === name && answer === 'managed');

/**
 * Whoever manages the same settings. Beside Intune, Configuration Manager does not decide who owns them; alone it is
 * obeyed where the service says that it is the authority.
 */
function standsAsideFor(
  managers: readonly ManagerProbe[],
  configMgrAuthority: boolean,
): OtherManager | undefined {
  const sure = (['intune', 'co-managed', 'mde-channel', 'other-mdm'] as const).find((name) =>
    isManagedBy(managers, name),
  );
  if (sure !== undefined) return sure;
  return configMgrAuthority && isManagedBy(managers, 'configmgr') ? 'configmgr' : undefined;
}

function presenceOf(managers: readonly ManagerProbe[]): Survey['presence'] {
  const found = new Set(managers.filter((probe) => probe.answer === 'managed').map((probe) => probe.manager));
  if (found.has('co-managed') || (found.has('intune') && found.has('configmgr'))) return 'co-managed';
  for (const manager of ['intune', 'configmgr', 'mde-channel', 'other-mdm'] as const) {
    if (found.has(manager)) return manager;
  }
  return managers.some((probe) => probe.required && probe.answer === 'unknown') ? 'unknown' : 'none';
}

function identityIn(probes: readonly Probe[]): DirectoryIdentity | null {
  for (const probe of probes) {
    if (probe.asks === 'tenant' && probe.answer.is === 'joined') return probe.answer;
  }
  return null;
}

/** Whether Configuration Manager is there decides nothing while it is not the authority. */
function whyUnknown(
  probes: readonly Probe[],
  fit: readonly FitFinding[],
  { configMgrAuthority = false }: SurveyFacts,
): string | undefined {
  const unsure = probes.find((probe) => isRequiredAndUnsure(probe, configMgrAuthority));
  if (unsure !== undefined) return whyUnsure(unsure);
  const special = fit.find(({ answer, required }) => answer === 'unknown' && required);
  return special === undefined ? undefined : `cannot tell whether this is ${special.title}${said(special)}`;
}

function isRequiredAndUnsure(probe: Probe, configMgrAuthority: boolean): boolean {
  switch (probe.asks) {
    case 'manager':
      return (
        probe.required && probe.answer === 'unknown' && (probe.manager !== 'configmgr' || configMgrAuthority)
      );
    case 'tenant':
      return probe.answer.is === 'unknown';
    case 'fit':
    case 'rival':
      return false;
  }
}

function whyUnsure(probe: Probe): string {
  const subject = probe.asks === 'manager' ? `whether ${probe.manager} manages it` : `its ${probe.asks}`;
  return `cannot tell ${subject}${said(probe)}`;
}

function said({ evidence }: Pick<Probe, 'evidence'>): string {
  const all = evidence.map(({ source, says }) => `${source}: ${says}`).join('; ');
  return all === '' ? '' : ` (${all})`;
}

function warningsOf(probe: Probe): readonly string[] {
  if (probe.asks === 'rival' && probe.answer !== 'absent') {
    const verb = probe.answer === 'present' ? 'may write the same settings' : 'could not be looked for';
    return [`${probe.name} ${verb}`];
  }
  const unsure = probe.asks === 'manager' && probe.answer === 'unknown';
  return unsure && (!probe.required || probe.manager === 'configmgr') ? [whyUnsure(probe)] : [];
}

const sameTenant = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
