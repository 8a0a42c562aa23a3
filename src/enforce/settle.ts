// What is remembered when a pass is over: ours, ours no more, and how the files were left. Pure.

import { sameValue } from '../model/catalog/same-value.js';
import type { EpochMs, SettingKey } from '../model/ids.js';
import type { Observation, WriteOutcome } from '../model/ports.js';
import type { Fault } from '../model/result.js';
import type { Reading } from '../model/value.js';
import { containersAfter } from './containers.js';
import { contestNow, undoneAgain } from './contest.js';
import type { Decision, DecisionOf } from './decision.js';
import type { Intents, Memory, MemoryChange, Owned } from './memory.js';
import type { Plan } from './plan.js';
import { isOurs, isPreImage, standingOf } from './standing.js';

export interface Settled {
  readonly plan: Plan;
  readonly memory: Pick<Memory, 'owned' | 'containers'>;
  /** As saved before the write; empty when nothing was. */
  readonly intents: Intents;
  /** Undefined when nothing was written. */
  readonly outcome: WriteOutcome | undefined;
  readonly before: Observation;
  readonly after: Observation;
  readonly now: EpochMs;
}

export interface SettledMemory {
  readonly change: MemoryChange;
  /** What is ours now, for the findings. */
  readonly owned: ReadonlyMap<SettingKey, Owned>;
}

export function settleMemory(settled: Settled): SettledMemory {
  const intended = new Map(settled.intents.owned.map((owned) => [owned.key, owned]));
  const owned = new Map<SettingKey, Owned>(settled.memory.owned);
  for (const [key, decision] of settled.plan.decisions) {
    const next = nextOwned(decision, settled.memory.owned.get(key), intended.get(key), settled);
    if (next === undefined) {
      owned.delete(key);
    } else {
      owned.set(key, next);
    }
  }
  const keys = new Set([...settled.memory.owned.keys(), ...intended.keys()]);
  return {
    owned,
    change: {
      keep: [...owned.values()].filter((one) => one !== settled.memory.owned.get(one.key)),
      forget: [...keys].filter((key) => !owned.has(key)),
      ...containersAfter({
        memory: settled.memory,
        intents: settled.intents.containers,
        outcome: settled.outcome,
        before: settled.before,
        ownedAfter: owned,
      }),
    },
  };
}

function nextOwned(
  decision: Decision,
  owned: Owned | undefined,
  intended: Owned | undefined,
  settled: Settled,
): Owned | undefined {
  switch (decision.do) {
    case 'set':
      return afterSet(decision, owned, intended, settled);
    case 'nothing':
      return owned === undefined ? undefined : confirmed(decision, owned, settled);
    case 'put-back':
    case 'trim':
      return owned === undefined || isGone(decision, owned, settled) ? undefined : owned;
    case 'forget':
    case 'leave-alone':
      return undefined;
    default:
      return owned;
  }
}

/** What failed but stands there all the same is ours; what failed and does not stand there is as it was before. */
function afterSet(
  { row, target, ours, policies, why }: DecisionOf<'set'>,
  owned: Owned | undefined,
  intended: Owned | undefined,
  { outcome, after, now }: Settled,
): Owned | undefined {
  const saved = intended ?? owned;
  if (saved === undefined) {
    return undefined;
  }
  const { former: _former, contest: _contest, ...rest } = saved;
  const observed = after.settings.get(row.key);
  const standing = observed === undefined ? undefined : standingOf(observed);
  // The target is the whole value: a list that holds more of ours is not it.
  const stands = standing?.is === 'value' && sameValue(row, target, standing.value);
  if (outcome?.settings.get(row.key)?.ok === true || stands) {
    const contest = why === 'drift' ? { contest: undoneAgain(contestNow(owned, policies, now), now) } : {};
    return {
      ...rest,
      written: target,
      ...(ours === undefined ? {} : { ours }),
      writtenAt: now,
      policies,
      ...contest,
      phase: 'written',
    };
  }
  const isBack = observed !== undefined && isPreImage(row, saved, observed);
  const isNotOurs = owned === undefined && standing !== undefined && isRead(standing);
  return isBack || isNotOurs ? owned : saved;
}

/** Then it is known that the value is not there, and whose value is there instead. */
const isRead = ({ is }: Reading<Fault>): boolean => is === 'value' || is === 'absent';

/** Finds what a killed pass had intended or had left; the policies' names are kept current. */
function confirmed({ row, policies }: DecisionOf<'nothing'>, owned: Owned, { before }: Settled): Owned {
  const observed = before.settings.get(row.key);
  const standing = observed === undefined ? undefined : standingOf(observed);
  if (owned.phase === 'intended' && standing?.is === 'value' && isOurs(row, owned, standing.value)) {
    const { former: _former, ...rest } = owned;
    return { ...rest, written: standing.value, policies, phase: 'written' };
  }
  const samePolicies = JSON.stringify(owned.policies) === JSON.stringify(policies);
  if (samePolicies) {
    return owned;
  }
  const { contest: _contest, ...rest } = owned;
  return { ...rest, policies };
}

function isGone(
  { row, ...move }: DecisionOf<'put-back'> | DecisionOf<'trim'>,
  owned: Owned,
  { outcome, after }: Settled,
): boolean {
  if (outcome?.settings.get(row.key)?.ok === true) {
    return true;
  }
  const observed = after.settings.get(row.key);
  return move.do === 'put-back' && observed !== undefined && isPreImage(row, owned, observed);
}
