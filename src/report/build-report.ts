// From the findings of a pass to one sparse report item for each assigned policy, and their common digest. Pure.

import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.js';
import type { PolicyRef } from '../model/ids.js';
import { countStates, policyStates } from '../model/policy-state.js';
import type { ReportedPolicy, ReportedSetting } from '../model/wire/schemas.js';
import { actualText, cut, expectedText } from './redact.js';

export interface ReportInput {
  readonly findings: readonly Finding[];
  /** The assigned policies; only these are reported, local ones are nobody else's business. */
  readonly policies: readonly PolicyRef[];
  /** Every setting, also those that are plainly compliant. */
  readonly full: boolean;
}

/** In the order of the policies. A policy without settings is compliant: it asks for nothing. */
export function reportItems({ findings, policies, full }: ReportInput): readonly ReportedPolicy[] {
  const states = policyStates(findings);
  return policies.map((policy) => {
    const ofPolicy = findings.filter((finding) => finding.policies.some(({ id }) => id === policy.id));
    const told = full ? ofPolicy : ofPolicy.filter(isRemarkable);
    return {
      policy: policy.id,
      revision: policy.revision,
      state: states.get(policy.id)?.state ?? 'compliant',
      counts: countStates(ofPolicy.map(({ state }) => state)),
      settings: told.map(toReported).sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  });
}

/** `sha256:` over the sparse items: the same state gives the same digest, whenever it was observed. */
export function reportDigest(items: readonly ReportedPolicy[], assignment: number): string {
  const text = JSON.stringify({ assignment, items });
  return `sha256:${createHash('sha256').update(text, 'utf8').digest('hex')}`;
}

const isRemarkable = ({ state, drift }: Finding): boolean => state !== 'compliant' || drift;

function toReported(finding: Finding): ReportedSetting {
  const { settingDefinitionId, state, errorCode, desired, readBack, drift, reason } = finding;
  return {
    id: cut(settingDefinitionId),
    state,
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(desired === undefined ? {} : { expected: expectedText(desired) }),
    ...(readBack.is === 'value' ? { actual: actualText(readBack.value, desired) } : {}),
    ...(drift ? { drift } : {}),
    sources: finding.policies.map(({ id }) => id),
    ...(reason === undefined ? {} : { reason: { code: reason.code, phrase: cut(reason.text, 2000) } }),
  };
}
