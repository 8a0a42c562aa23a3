// The rules of the tenant, parsed and checked against each other: each is valid, or why not. Pure.

import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { GroupRule, TagRule } from '../store/rules.js';
import { parseRule } from './parse.js';
import type { Rule } from './rule.js';

export interface Rulebook {
  readonly tagRules: readonly { readonly of: TagRule; readonly rule: Result<Rule, string> }[];
  /** Those that ask for other groups stand last: they see the members of the others as they are by then. */
  readonly groupRules: readonly { readonly of: GroupRule; readonly rule: Result<Rule, string> }[];
}

export function compileRules(sources: {
  readonly tagRules: readonly TagRule[];
  readonly groupRules: readonly GroupRule[];
  /** Ids of all groups. */
  readonly groups: ReadonlySet<string>;
}): Rulebook {
  const groupRules = sources.groupRules.map((of) => ({ of, rule: readRule(of.rule) }));
  const asking = new Set(
    groupRules.filter(({ rule }) => rule.ok && rule.value.groups.length > 0).map(({ of }) => of.groupId),
  );
  const check = (rule: Result<Rule, string>): Result<Rule, string> =>
    rule.ok ? checkGroups(rule.value, sources.groups, asking) : rule;
  const checked = groupRules.map(({ of, rule }) => ({ of, rule: check(rule) }));
  return {
    tagRules: sources.tagRules.map((of) => ({ of, rule: withoutGroups(readRule(of.rule)) })),
    groupRules: [
      ...checked.filter(({ of }) => !asking.has(of.groupId)),
      ...checked.filter(({ of }) => asking.has(of.groupId)),
    ],
  };
}

/** The error is for people. */
export function readRule(text: string): Result<Rule, string> {
  const parsed = parseRule(text);
  return parsed.ok ? parsed : fail(`at character ${parsed.error.at}: ${parsed.error.why}`);
}

/** One level only, so that no group can ask for itself, through however many others. */
function checkGroups(
  rule: Rule,
  groups: ReadonlySet<string>,
  asking: ReadonlySet<string>,
): Result<Rule, string> {
  const unknown = rule.groups.find((id) => !groups.has(id));
  if (unknown !== undefined) return fail(`there is no group with the id ${unknown}`);
  const nested = rule.groups.find((id) => asking.has(id));
  return nested === undefined
    ? ok(rule)
    : fail(`the group ${nested} has a rule with memberOf itself: memberOf goes one level deep only`);
}

/** Tags come before groups, which may ask for them. */
export function withoutGroups(rule: Result<Rule, string>): Result<Rule, string> {
  return rule.ok && rule.value.groups.length > 0 ? fail('memberOf is for groups, not for tag rules') : rule;
}
