// The public status of the device: what everybody may know. Pure. No secrets, and no values: an exclusion is one.

import type { Finding, FlagCode, SettingState } from '../model/finding.js';
import type { EpochMs, PolicyRef } from '../model/ids.js';
import { countStates, policyStates, stateWithoutSettings } from '../model/policy-state.js';
import { cut } from './redact.js';

/** Exit codes of the command line that follow from a state. Source: DESIGN of the product, section 7. */
export type StatusCode = 0 | 1 | 3 | 4 | 6 | 7;

/** The number of a device where nothing stands in the way. Source: the vendor's status table. */
export const MANAGED = 1;

export interface EnrollmentView {
  /** State of the life cycle, one word. */
  readonly state: string;
  /** The vendor's number, `null` where it has none. */
  readonly number: number | null;
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
  /** Since when state, number and code are these. */
  readonly since: EpochMs;
  /** When the service is asked next, whether or not that changes anything; `null`: it is not planned. */
  readonly nextTryAt: EpochMs | null;
}

export interface StatusView {
  readonly form: 1;
  readonly agent: string;
  readonly os: string;
  readonly simulated: boolean;
  readonly writtenAt: EpochMs;
  readonly enrollment: EnrollmentView;
  readonly deviceId: string | null;
  readonly tenantId: string | null;
  readonly service: {
    /** Whether the last exchange came through; `null`: there was none yet. */
    readonly reached: boolean | null;
    /** It was reached and will not have this device. */
    readonly refused: boolean;
    readonly lastSuccessAt: EpochMs | null;
    readonly lastAttemptAt: EpochMs | null;
    readonly nextSyncAt: EpochMs | null;
    readonly waitingReports: number;
  };
  readonly engine: { readonly state: string; readonly version: string | null };
  readonly mode: 'enforce' | 'audit' | null;
  readonly observedAt: EpochMs | null;
  readonly assignment: number | null;
  readonly policies: readonly PolicyView[];
  readonly counts: Readonly<Record<SettingState, number>>;
  readonly settings: readonly SettingView[];
  /** One sentence each. */
  readonly warnings: readonly string[];
  readonly exitCode: StatusCode;
}

export interface PolicyView {
  readonly id: string;
  readonly name: string;
  readonly revision: number;
  readonly state: SettingState;
  readonly source: 'assigned' | 'local';
  readonly settings: number;
}

export interface SettingView {
  readonly id: string;
  readonly name: string;
  readonly state: SettingState;
  readonly reason: string | null;
  readonly drift: boolean;
  /** Somebody undoes it again and again. */
  readonly contested?: true;
  /** What is dangerous about it, one word each. */
  readonly flags?: readonly FlagCode[];
}

export interface StatusInput
  extends Omit<StatusView, 'form' | 'policies' | 'counts' | 'settings' | 'exitCode' | 'observedAt'> {
  readonly findings: readonly Finding[] | undefined;
  readonly observedAt: EpochMs | undefined;
  readonly policies: readonly { readonly ref: PolicyRef; readonly source: PolicyView['source'] }[];
  /** What the assigned policies ask for is given back. */
  readonly givenBack?: boolean;
}

export function statusView(input: StatusInput): StatusView {
  const { findings = [], policies, givenBack = false, observedAt, ...rest } = input;
  const view = {
    ...rest,
    form: 1 as const,
    observedAt: observedAt ?? null,
    policies: policyViews(findings, policies, givenBack),
    counts: countStates(findings.map(({ state }) => state)),
    settings: findings.map(settingView),
  };
  return { ...view, exitCode: exitCodeOf(view) };
}

function policyViews(
  findings: readonly Finding[],
  policies: StatusInput['policies'],
  givenBack: boolean,
): readonly PolicyView[] {
  const states = policyStates(findings);
  return policies.map(({ ref, source }) => {
    const found = states.get(ref.id);
    return {
      id: ref.id,
      name: cut(ref.name, 200),
      revision: ref.revision,
      state: found?.state ?? stateWithoutSettings(givenBack && source === 'assigned'),
      source,
      settings: findings.filter((finding) => finding.policies.some(({ id }) => id === ref.id)).length,
    };
  });
}

const settingView = (finding: Finding): SettingView => ({
  id: cut(finding.settingDefinitionId, 300),
  name: cut(finding.name, 200),
  state: finding.state,
  reason: finding.reason?.code ?? null,
  drift: finding.drift,
  ...(finding.contested === undefined ? {} : { contested: true }),
  ...(finding.flags === undefined ? {} : { flags: finding.flags.map(({ code }) => code) }),
});

const NOT_ENROLLED: readonly string[] = [
  'not-onboarded',
  'surveyed',
  'eligible',
  'registering',
  'offboarded',
];
const STOOD_ASIDE: readonly string[] = [
  'managed-elsewhere',
  'out-of-scope',
  'unsupported',
  'tenant-mismatch',
];
/** States in which a setting is not as asked. */
const NOT_AS_ASKED: readonly SettingState[] = ['error', 'conflict', 'nonCompliant'];

export const isAsAsked = (counts: Readonly<Record<SettingState, number>>): boolean =>
  NOT_AS_ASKED.every((state) => counts[state] === 0);

const ON_THE_WAY: readonly string[] = ['eligible', 'registering'];

/** A registration that is under way and does not come through is told apart from none. */
const notEnrolledCode = ({ enrollment, service }: Pick<StatusView, 'enrollment' | 'service'>): StatusCode =>
  ON_THE_WAY.includes(enrollment.state) && service.reached === false && !service.refused ? 6 : 3;

/** What stands in the way comes first: who manages, then whether the service answers, then the settings. */
function exitCodeOf(view: Omit<StatusView, 'exitCode'>): StatusCode {
  const local = view.policies.some(({ source }) => source === 'local');
  if (STOOD_ASIDE.includes(view.enrollment.state)) return 7;
  if (NOT_ENROLLED.includes(view.enrollment.state) && !local) return notEnrolledCode(view);
  if (view.service.refused) return 1;
  if (view.service.reached === false) return 6;
  return isAsAsked(view.counts) ? 0 : 4;
}
