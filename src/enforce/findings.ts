// The one answer for each setting, from the plan, the outcome of the writes and the second look. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Finding, Reason, SettingState } from '../model/finding.js';
import type { SettingKey } from '../model/ids.js';
import { settingKey } from '../model/ids.js';
import { exclusionFlags } from '../model/policy/danger.js';
import type { RefusedSetting } from '../model/policy/desired.js';
import type { Observation, PreImage, WriteOutcome } from '../model/ports.js';
import { quoted } from '../model/quoted.js';
import type { Fault } from '../model/result.js';
import type { Reading, Value } from '../model/value.js';
import type { Pace } from './contest.js';
import { contestedReason, contestNow, nextRepairAt } from './contest.js';
import type { Decision, DecisionOf } from './decision.js';
import { heldReason } from './held-entries.js';
import type { Owned } from './memory.js';
import type { Plan } from './plan.js';
import { satisfies, standingOf } from './standing.js';
import { judge } from './verdict.js';
import { ACCESS_DENIED, errorCodeOf, tamperReason, whyNotWritten } from './write-error.js';

export interface FindingsInput {
  readonly plan: Plan;
  readonly refused: readonly RefusedSetting[];
  readonly outcome: WriteOutcome | undefined;
  readonly after: Observation;
  /** What is ours when the pass is over. */
  readonly owned: ReadonlyMap<SettingKey, Owned>;
  readonly pace: Pace;
}

/** What one decision came to; the rest of a finding is the same for all. */
interface Answer {
  readonly state: SettingState;
  readonly reason?: Reason;
  readonly errorCode?: number;
  readonly desired?: Value;
  readonly drift?: boolean;
  readonly contested?: NonNullable<Finding['contested']>;
}

export function findingsOf(input: FindingsInput): readonly Finding[] {
  const decided = [...input.plan.decisions.values()].flatMap((decision) => {
    const answer = answerTo(decision, input);
    return answer === undefined ? [] : [findingOf(decision, contestedOr(decision, answer, input), input)];
  });
  return [
    ...heldFindings(input),
    ...decided,
    ...input.refused.map((one) => refusedFinding(one, input)),
    ...orphanFindings(input),
  ];
}

function findingOf({ row, policies }: Decision, answer: Answer, input: FindingsInput): Finding {
  return {
    key: row.key,
    settingDefinitionId: row.id ?? row.key,
    name: row.name,
    policies,
    drift: false,
    ...answer,
    ...flagged(row, answer),
    ...lookedAt(row.key, input),
  };
}

/** Only what is in force, or would be: what does not apply here harms nothing. */
function flagged(row: CatalogRow, { desired, state }: Answer): Pick<Finding, 'flags'> {
  const flags = desired === undefined || state === 'notApplicable' ? [] : exclusionFlags(row, desired);
  return flags.length === 0 ? {} : { flags };
}

/** That it is as wanted now does not end the fight, and is not all that there is to say. */
function contestedOr({ row, policies }: Decision, answer: Answer, { owned, pace }: FindingsInput): Answer {
  const contest = contestNow(owned.get(row.key), policies, pace.now);
  if (contest?.is !== 'contested') {
    return answer;
  }
  const contested = { since: contest.since, nextRepairAt: nextRepairAt(contest) };
  const stands = answer.state === 'compliant' || answer.state === 'remediated';
  return stands
    ? { ...answer, reason: contestedReason(row, pace.rivals, true), contested }
    : { ...answer, contested };
}

function lookedAt(key: SettingKey, { after, owned }: FindingsInput): Pick<Finding, 'readBack' | 'written'> {
  const readBack: Reading<Fault> = after.settings.get(key)?.effective ?? {
    is: 'no-reader',
    why: 'it was not read',
  };
  const ours = owned.get(key);
  return ours?.phase === 'written'
    ? { readBack, written: { value: ours.written, at: ours.writtenAt } }
    : { readBack };
}

function answerTo(decision: Decision, input: FindingsInput): Answer | undefined {
  const { row } = decision;
  switch (decision.do) {
    case 'nothing':
      return { desired: decision.desired, ...judge({ row, desired: decision.desired, after: input.after }) };
    case 'set':
      return { desired: decision.desired, drift: decision.why === 'drift', ...answerToSet(decision, input) };
    case 'refrain': {
      const { desired, state, reason, drift } = decision;
      const effective = input.after.settings.get(row.key)?.effective;
      const inForce =
        state === 'nonCompliant' && effective !== undefined && satisfies(row, desired, effective);
      return inForce ? { state: 'compliant', desired, drift } : { state, reason, desired, drift };
    }
    case 'not-applicable':
      return { state: 'notApplicable', reason: decision.reason, desired: decision.desired };
    case 'hold':
      return { state: 'conflict', reason: conflictReason(decision) };
    case 'stay':
      return undefined;
    case 'put-back':
    case 'trim':
      return answerToReturn(decision, input);
    case 'forget':
      return gone('restored', `${row.name} has its former value again`);
    case 'leave-alone':
      return gone(
        'left-alone',
        `No policy wants ${row.name} any more; somebody else has changed it since, so it is left as it is`,
      );
    case 'keep':
      return { state: decision.state, reason: decision.reason };
    default:
      return decision satisfies never;
  }
}

function answerToSet(
  { row, desired, why, partly }: DecisionOf<'set'>,
  { outcome, after }: FindingsInput,
): Answer {
  const result = outcome?.settings.get(row.key) ?? notReached(row);
  if (!result.ok) {
    return isGuarded(row, result.error, after) ? tampered(row) : failed(row, result.error);
  }
  const verdict = judge({ row, desired, after, atReboot: result.value === 'at-reboot' });
  if (verdict.state !== 'compliant') {
    return verdict.state === 'error' && partly !== undefined
      ? { state: 'nonCompliant', reason: partly }
      : verdict;
  }
  const reason: Reason =
    why === 'drift'
      ? { code: 'drift-repaired', text: `${row.name} had been changed by somebody else and was set again` }
      : { code: 'applied', text: `${row.name} was set as the policy wants it` };
  return { state: 'remediated', reason };
}

function answerToReturn(
  { row, ...move }: DecisionOf<'put-back'> | DecisionOf<'trim'>,
  { outcome, after }: FindingsInput,
): Answer {
  const result = outcome?.settings.get(row.key) ?? notReached(row);
  if (!result.ok) {
    return failed(row, result.error);
  }
  if (move.do === 'put-back' && wasNeverSeen(row, move.image, after)) {
    const value = JSON.stringify(row.default);
    return gone(
      'restored',
      `No policy wants ${row.name} any more; nothing shows what it was before, so its default ${value} was set`,
    );
  }
  if (row.kind === 'secret') {
    return gone(
      'not-restorable',
      `No policy wants ${row.name} any more; the former value was put back, but what the text did (such as onboarding a sensor) stays`,
    );
  }
  return move.do === 'put-back'
    ? gone('restored', `No policy wants ${row.name} any more; the former value was put back`)
    : gone(
        'restored',
        `No policy wants ${row.name} any more; our entries were taken out, those of others stay`,
      );
}

/** Neither what is stored nor what is in force can be read, so there was no former value to keep. */
function wasNeverSeen(row: CatalogRow, image: PreImage, after: Observation): boolean {
  const observed = after.settings.get(row.key);
  return image.is === 'absent' && observed !== undefined && standingOf(observed).is === 'no-reader';
}

const gone = (code: 'restored' | 'not-restorable' | 'left-alone', text: string): Answer => ({
  state: 'notApplicable',
  reason: { code, text },
});

/** The system refused the write as a whole and says that it guards this value. */
const isGuarded = (row: CatalogRow, { kind }: Fault, { tamperProtected }: Observation): boolean =>
  row.tamper === 'guarded' && tamperProtected === true && (kind === 'failed' || kind === 'denied');

const tampered = (row: CatalogRow): Answer => ({
  state: 'error',
  reason: tamperReason(row),
  errorCode: ACCESS_DENIED,
});

const failed = (row: CatalogRow, fault: Fault): Answer => ({
  state: 'error',
  reason: whyNotWritten(row, fault),
  errorCode: errorCodeOf(fault),
});

const notReached = (row: CatalogRow): { readonly ok: false; readonly error: Fault } => ({
  ok: false,
  error: { kind: 'cancelled', what: `Writing ${row.name}` },
});

function conflictReason({ row, wanted }: DecisionOf<'hold'>): Reason {
  const names = [...new Set(wanted.map(({ policy }) => quoted(policy.name)))];
  const text = `${row.name} is wanted with different values by ${names.join(' and ')}; the value in force stays until they agree`;
  return { code: 'conflict', text };
}

/** One for each entry that is held, of the policies that name it; the list itself has its own. */
const heldFindings = (input: FindingsInput): readonly Finding[] =>
  [...input.plan.decisions.values()].flatMap((decision) =>
    (decision.held ?? []).map((entry) =>
      findingOf(
        { ...decision, policies: entry.policies },
        { state: 'conflict', reason: heldReason(decision.row, entry) },
        input,
      ),
    ),
  );

function refusedFinding(refused: RefusedSetting, input: FindingsInput): Finding {
  const { settingDefinitionId, name, state, reason, policy } = refused;
  const key = settingKey(settingDefinitionId);
  return {
    key,
    settingDefinitionId,
    name,
    state,
    reason,
    policies: [policy],
    drift: false,
    ...lookedAt(key, input),
  };
}

const orphanFindings = (input: FindingsInput): readonly Finding[] =>
  input.plan.orphans.map(({ key }) => ({
    key,
    settingDefinitionId: key,
    name: key,
    state: 'error',
    reason: {
      code: 'not-restorable',
      text: `${key} was set by another version of this program, which this version does not know; put it back by hand`,
    },
    policies: [],
    drift: false,
    ...lookedAt(key, input),
  }));
