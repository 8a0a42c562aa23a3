// From the findings of a pass to one sparse report item for each assigned policy, and their common digest. Pure.

import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.js';
import type { PolicyRef } from '../model/ids.js';
import { countStates, policyStates, stateWithoutSettings } from '../model/policy-state.js';
import type { ReportedPolicy, ReportedSetting } from '../model/wire/schemas.js';
import { actualText, cut, expectedText } from './redact.js';

export interface ReportInput {
  readonly findings: readonly Finding[];
  /** The assigned policies; only these are reported, local ones are nobody else's business. */
  readonly policies: readonly PolicyRef[];
  /** What they ask for is given back. */
  readonly givenBack?: boolean;
  /** Every setting, also those that are plainly compliant. */
  readonly full: boolean;
  /** Items that these take the place of before the service has seen them: their drift is told all the same. */
  readonly undelivered?: readonly ReportedPolicy[];
}

/** In the order of the policies. */
export function reportItems(input: ReportInput): readonly ReportedPolicy[] {
  const { findings, policies, givenBack, full, undelivered = [] } = input;
  const states = policyStates(findings);
  return policies.map((policy) => {
    const ofPolicy = findings.filter((finding) => finding.policies.some(({ id }) => id === policy.id));
    const drifted = driftIn(undelivered, policy);
    const told = full ? ofPolicy : ofPolicy.filter((one) => isRemarkable(one) || drifted.has(idOf(one)));
    return {
      policy: policy.id,
      revision: policy.revision,
      state: states.get(policy.id)?.state ?? stateWithoutSettings(givenBack),
      counts: countStates(ofPolicy.map(({ state }) => state)),
      settings: told
        .map((one) => toReported(one, drifted.get(idOf(one))))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  });
}

/** `sha256:` over the sparse items: the same state gives the same digest, whenever it was observed. */
export function reportDigest(items: readonly ReportedPolicy[], assignment: number): string {
  const text = JSON.stringify({ assignment, items });
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

const isRemarkable = ({ state, drift, flags, contested }: Finding): boolean =>
  state !== 'compliant' || drift || flags !== undefined || contested !== undefined;

const idOf = ({ settingDefinitionId }: Finding): string => cut(settingDefinitionId);

/** By setting: what somebody undid, as the service was to be told. */
function driftIn(
  undelivered: readonly ReportedPolicy[],
  { id }: PolicyRef,
): ReadonlyMap<string, ReportedSetting> {
  const settings = undelivered.filter(({ policy }) => policy === id).flatMap((item) => item.settings);
  return new Map(settings.filter(({ drift }) => drift === true).map((setting) => [setting.id, setting]));
}

/** The state is today's; that it had drifted, and what was done about it then, comes from what was not delivered. */
function toReported(finding: Finding, before: ReportedSetting | undefined): ReportedSetting {
  const { state, errorCode, desired, readBack } = finding;
  const drift = finding.drift || before !== undefined;
  const told = toldOf(finding) ?? before?.reason;
  return {
    id: idOf(finding),
    state,
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(desired === undefined ? {} : { expected: expectedText(desired) }),
    ...(readBack.is === 'value' ? { actual: actualText(readBack.value, desired) } : {}),
    ...(drift ? { drift } : {}),
    sources: finding.policies.map(({ id }) => id),
    ...(told === undefined ? {} : { reason: told }),
  };
}

/** A danger is told beside the reason; alone it is the reason. The service knows the entries: it asked for them. */
function toldOf({ reason, flags = [] }: Finding): ReportedSetting['reason'] {
  const code = reason?.code ?? flags[0]?.code;
  if (code === undefined) return undefined;
  const texts = [...(reason === undefined ? [] : [reason.text]), ...flags.map(({ text }) => text)];
  return { code, phrase: cut(texts.join('. '), 2000) };
}
