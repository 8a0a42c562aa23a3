// A plan for people and for programs: one line for each setting, what would happen and why. Pure.

import type { Decision, DecisionOf } from '../../enforce/decision.js';
import { heldReason } from '../../enforce/held-entries.js';
import type { Owned } from '../../enforce/memory.js';
import type { Plan } from '../../enforce/plan.js';
import { standingOf } from '../../enforce/standing.js';
import type { CatalogRow } from '../../model/catalog/row.js';
import { missingFrom } from '../../model/catalog/same-value.js';
import type { Flag } from '../../model/finding.js';
import type { SettingKey } from '../../model/ids.js';
import { exclusionFlags } from '../../model/policy/danger.js';
import type { RefusedSetting } from '../../model/policy/desired.js';
import type { Observation } from '../../model/ports.js';
import { unreachable } from '../../model/result.js';
import type { Value } from '../../model/value.js';
import { expectedText } from '../../report/redact.js';
import type { Screen } from './table.js';
import { table } from './table.js';

export interface PlanRow {
  readonly id: string;
  readonly name: string;
  /** What would happen; stable words. */
  readonly step: Decision['do'] | 'refused';
  /** What stands there now; null: nothing, nothing that can be read, or a secret. */
  readonly from: string | null;
  readonly to: string | null;
  /** What would be gone afterwards: entries of a list, or the whole value. */
  readonly removes: readonly string[];
  readonly because: string;
  readonly policies: readonly string[];
  /** What is dangerous about it; it is done all the same. */
  readonly flags: readonly Flag[];
}

/** What the plan was made from. */
export interface Ground {
  readonly before: Observation;
  readonly owned: ReadonlyMap<SettingKey, Owned>;
}

export function planRows(plan: Plan, refused: readonly RefusedSetting[], ground: Ground): readonly PlanRow[] {
  return [
    ...[...plan.decisions.values()].flatMap((decision) => [
      ...heldRows(decision),
      decisionRow(decision, ground),
    ]),
    ...refused.map(({ settingDefinitionId, name, policy, reason }) => ({
      id: settingDefinitionId,
      name,
      step: 'refused' as const,
      from: null,
      to: null,
      removes: [],
      because: reason.text,
      policies: [policy.name],
      flags: [],
    })),
  ];
}

export function planText(rows: readonly PlanRow[], screen: Screen): string {
  if (rows.length === 0) return 'Nothing to do: the policies ask for nothing.\n';
  const body = rows.map((row) => [
    row.step,
    row.name,
    row.to ?? '',
    [row.because, ...changeTexts(row), ...row.flags.map(({ text }) => text)].join('. '),
  ]);
  return table([['STEP', 'SETTING', 'VALUE', 'WHY'], ...body], screen);
}

/** What goes is never left to be guessed from what stays. */
function changeTexts({ step, from, to, removes }: PlanRow): readonly string[] {
  if (removes.length > 0) return [`Removes ${removes.join(', ')}`];
  return step === 'set' && from !== null && from !== to ? [`Now ${from}`] : [];
}

/** Whether anything on the device would be written. */
export const writesSomething = (plan: Plan): boolean =>
  plan.batch.changes.length > 0 || plan.batch.giveBack.length > 0;

const heldRows = ({ row, held = [] }: Decision): readonly PlanRow[] =>
  held.map((entry) => ({
    id: row.id ?? row.key,
    name: row.name,
    step: 'hold',
    from: null,
    to: null,
    removes: [],
    because: heldReason(row, entry).text,
    policies: entry.policies.map(({ name }) => name),
    flags: [],
  }));

function decisionRow(decision: Decision, { before, owned }: Ground): PlanRow {
  const { row, policies } = decision;
  const observed = before.settings.get(row.key);
  const standing = observed === undefined || row.kind === 'secret' ? undefined : standingOf(observed);
  const from = standing?.is === 'value' ? standing.value : undefined;
  const former = row.kind === 'secret' ? undefined : owned.get(row.key)?.preValue;
  const to = 'desired' in decision ? decision.desired : decision.do === 'put-back' ? former : undefined;
  return {
    id: row.id ?? row.key,
    name: row.name,
    step: decision.do,
    from: from === undefined ? null : expectedText(from),
    to: to === undefined ? null : expectedText(to),
    removes: from === undefined ? [] : removedFrom(row, from, leftBy(decision, former)),
    because: reasonOf(decision),
    policies: policies.map(({ name }) => name),
    flags:
      'desired' in decision && decision.do !== 'not-applicable' ? exclusionFlags(row, decision.desired) : [],
  };
}

type Left = { readonly is: 'untouched' } | { readonly is: 'value'; readonly value: Value | undefined };

function leftBy(decision: Decision, former: Value | undefined): Left {
  switch (decision.do) {
    case 'set':
    case 'trim':
      return { is: 'value', value: decision.target };
    case 'put-back':
      return { is: 'value', value: former };
    default:
      return { is: 'untouched' };
  }
}

function removedFrom(row: CatalogRow, from: Value, left: Left): readonly string[] {
  if (left.is === 'untouched') return [];
  if (typeof from !== 'object') return left.value === undefined ? [expectedText(from)] : [];
  return missingFrom(row, from, left.value ?? []).map((entry) =>
    expectedText(typeof entry === 'object' ? [entry] : entry),
  );
}

const WHYS: Readonly<Record<DecisionOf<'set'>['why'], string>> = {
  first: 'asked for the first time',
  intended: 'the policy changed',
  drift: 'somebody undid it',
};

function reasonOf(decision: Decision): string {
  switch (decision.do) {
    case 'nothing':
      return 'already as asked';
    case 'set':
      return WHYS[decision.why];
    case 'refrain':
    case 'not-applicable':
    case 'keep':
      return decision.reason.text;
    case 'hold':
      return `conflict: ${decision.wanted.map(({ policy, value }) => `${policy.name} asks for ${expectedText(value)}`).join(', ')}`;
    case 'stay':
      return 'a policy names it with a value that cannot be enforced; what is in force stays';
    case 'put-back':
      return decision.row.kind === 'secret'
        ? 'no policy asks for it any more; its former value comes back, but what it did (such as onboarding a sensor) stays'
        : `no policy asks for it any more; ${decision.image.is === 'absent' ? 'what was there before (nothing was seen) comes back' : 'its former value comes back'}`;
    case 'trim':
      return 'no policy asks for it any more; our entries are taken out';
    case 'forget':
      return 'its former value is back already';
    case 'leave-alone':
      return 'somebody else has changed it since; it is left alone';
    default:
      return unreachable(decision);
  }
}
