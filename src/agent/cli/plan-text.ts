// A plan for people and for programs: one line for each setting, what would happen and why. Pure.

import type { Decision, DecisionOf } from '../../enforce/decision.js';
import { heldReason } from '../../enforce/held-entries.js';
import type { Plan } from '../../enforce/plan.js';
import type { Flag } from '../../model/finding.js';
import { exclusionFlags } from '../../model/policy/danger.js';
import type { RefusedSetting } from '../../model/policy/desired.js';
import { unreachable } from '../../model/result.js';
import { expectedText } from '../../report/redact.js';
import type { Screen } from './table.js';
import { table } from './table.js';

export interface PlanRow {
  readonly id: string;
  readonly name: string;
  /** What would happen; stable words. */
  readonly step: Decision['do'] | 'refused';
  readonly to: string | null;
  readonly because: string;
  readonly policies: readonly string[];
  /** What is dangerous about it; it is done all the same. */
  readonly flags: readonly Flag[];
}

export function planRows(plan: Plan, refused: readonly RefusedSetting[]): readonly PlanRow[] {
  return [
    ...[...plan.decisions.values()].flatMap((decision) => [...heldRows(decision), decisionRow(decision)]),
    ...refused.map(({ settingDefinitionId, name, policy, reason }) => ({
      id: settingDefinitionId,
      name,
      step: 'refused' as const,
      to: null,
      because: reason.text,
      policies: [policy.name],
      flags: [],
    })),
  ];
}

export function planText(rows: readonly PlanRow[], screen: Screen): string {
  if (rows.length === 0) return 'Nothing to do: the policies ask for nothing.\n';
  const body = rows.map(({ step, name, to, because, flags }) => [
    step,
    name,
    to ?? '',
    [because, ...flags.map(({ text }) => text)].join('. '),
  ]);
  return table([['STEP', 'SETTING', 'VALUE', 'WHY'], ...body], screen);
}

/** Whether anything on the device would be written. */
export const writesSomething = (plan: Plan): boolean =>
  plan.batch.changes.length > 0 || plan.batch.giveBack.length > 0;

const heldRows = ({ row, held = [] }: Decision): readonly PlanRow[] =>
  held.map((entry) => ({
    id: row.id ?? row.key,
    name: row.name,
    step: 'hold',
    to: null,
    because: heldReason(row, entry).text,
    policies: entry.policies.map(({ name }) => name),
    flags: [],
  }));

function decisionRow(decision: Decision): PlanRow {
  const { row, policies } = decision;
  return {
    id: row.id ?? row.key,
    name: row.name,
    step: decision.do,
    to: 'desired' in decision ? expectedText(decision.desired) : null,
    because: reasonOf(decision),
    policies: policies.map(({ name }) => name),
    flags:
      'desired' in decision && decision.do !== 'not-applicable' ? exclusionFlags(row, decision.desired) : [],
  };
}

const WHYS: Readonly<Record<DecisionOf<'set'>['why'], string>> = {
  first: 'not set so far',
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
        : 'no policy asks for it any more; its former value comes back';
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
