// The plan of a pass: one decision for each setting, and the batch and intents that follow from them. Pure.

import { containerOf } from '../model/catalog/container.js';
import type { CatalogRow } from '../model/catalog/row.js';
import { sameValue } from '../model/catalog/same-value.js';
import type { EpochMs, SettingKey, Sha256 } from '../model/ids.js';
import type { Change, Observation, Observed, WriteBatch } from '../model/ports.js';
import { decideWanted } from './compare.js';
import { containersToGiveBack } from './containers.js';
import type { Decision, DecisionOf, Decisions, Move, Situation } from './decision.js';
import { decideUnwanted } from './give-back.js';
import { distinct } from './list-merge.js';
import type { Memory, Owned } from './memory.js';
import { planDigest } from './plan-digest.js';
import type { Resolved } from './resolve.js';
import { isOurs, standingOf } from './standing.js';

export interface PlanInput {
  readonly resolved: ReadonlyMap<SettingKey, Resolved>;
  /** Settings that a policy names but that were refused: what is in force of them stays. */
  readonly refusedKeys: ReadonlySet<SettingKey>;
  readonly rows: ReadonlyMap<SettingKey, CatalogRow>;
  readonly memory: Pick<Memory, 'owned' | 'containers'>;
  readonly observation: Observation;
  readonly situation: Situation;
}

export interface Plan {
  readonly decisions: Decisions;
  /** Ours, but this version's catalog does not know them any more. */
  readonly orphans: readonly Owned[];
  readonly batch: WriteBatch;
  /** The same device and the same policies give the same digest; anything that moves a step moves it. */
  readonly digest: Sha256;
}

export function planPass(input: PlanInput): Plan {
  const decisions = new Map<SettingKey, Decision>();
  for (const [key, resolved] of input.resolved) {
    const { row, policies } = resolved;
    decisions.set(key, { row, policies, ...heldOf(resolved), ...moveFor(key, resolved, input) });
  }
  const orphans: Owned[] = [];
  for (const [key, owned] of input.memory.owned) {
    const row = input.rows.get(key);
    if (decisions.has(key)) {
      continue;
    }
    if (row === undefined) {
      orphans.push(owned);
      continue;
    }
    const move: Move = input.refusedKeys.has(key)
      ? { do: 'stay' }
      : decideUnwanted({ row, owned, observed: input.observation.settings.get(key) }, input.situation);
    decisions.set(key, { row, policies: [], ...move });
  }
  const batch = {
    changes: [...decisions].flatMap(([key, decision]) =>
      changeOf(decision, input.observation.settings.get(key)),
    ),
    giveBack: containersToGiveBack(decisions, input.memory, input.observation),
  };
  return { decisions, orphans, batch, digest: planDigest(decisions, batch, input.observation) };
}

const heldOf = (resolved: Resolved): Pick<Decision, 'held'> =>
  resolved.is === 'wanted' && resolved.held !== undefined ? { held: resolved.held } : {};

function moveFor(key: SettingKey, resolved: Resolved, input: PlanInput): Move {
  if (resolved.is === 'conflict') {
    return { do: 'hold', wanted: resolved.wanted };
  }
  return decideWanted(
    {
      row: resolved.row,
      desired: resolved.value,
      observed: input.observation.settings.get(key),
      owned: input.memory.owned.get(key),
      ...heldOf(resolved),
      policies: resolved.policies,
    },
    input.situation,
  );
}

function changeOf(decision: Decision, observed: Observed | undefined): readonly Change[] {
  const { row } = decision;
  const known = observed?.stored.is === 'no-reader' && observed.effective.is === 'value';
  const was = known ? { was: observed.effective.value } : {};
  switch (decision.do) {
    case 'set':
    case 'trim':
      return [{ row, ...was, to: { do: 'set', value: decision.target } }];
    case 'put-back':
      return [{ row, ...was, to: { do: 'put-back', image: decision.image } }];
    default:
      return [];
  }
}

export const isEmpty = (batch: WriteBatch): boolean =>
  batch.changes.length === 0 && batch.giveBack.length === 0;

/**
 * What must be durable before the batch is written. A repair of exactly what we wrote needs nothing new, so it
 * also goes on while nothing can be saved.
 */
export function intentsOf(plan: Plan, input: PlanInput, now: EpochMs): readonly Owned[] {
  return [...plan.decisions].flatMap(([key, decision]) => {
    const observed = input.observation.settings.get(key);
    if (decision.do !== 'set' || observed === undefined) {
      return [];
    }
    const owned = input.memory.owned.get(key);
    const known = owned?.phase === 'written' && sameValue(decision.row, owned.written, decision.target);
    return known ? [] : [intentOf(decision, observed, owned, now)];
  });
}

function intentOf(
  { row, policies, target, ours }: DecisionOf<'set'>,
  observed: Observed,
  owned: Owned | undefined,
  now: EpochMs,
): Owned {
  const container = containerOf(row);
  const standing = standingOf(observed);
  const former =
    owned !== undefined && standing.is === 'value' && isOurs(row, owned, standing.value)
      ? standing.value
      : undefined;
  return {
    key: row.key,
    ...(owned === undefined ? preImageOf(observed) : formerState(owned)),
    written: target,
    ...(ours === undefined ? {} : { ours: distinct(row, [...ours, ...(owned?.ours ?? [])]) }),
    ...(former === undefined ? {} : { former }),
    writtenAt: now,
    policies,
    ...(container === undefined ? {} : { container }),
    phase: 'intended',
  };
}

/** Absent where nothing is stored, and where the stored form cannot be had. */
function preImageOf(observed: Observed): Pick<Owned, 'preImage' | 'preValue'> {
  const standing = standingOf(observed);
  return observed.raw === undefined || standing.is !== 'value'
    ? { preImage: { is: 'absent' } }
    : { preImage: { is: 'present', raw: observed.raw }, preValue: standing.value };
}

const formerState = ({ preImage, preValue }: Owned): Pick<Owned, 'preImage' | 'preValue'> =>
  preValue === undefined ? { preImage } : { preImage, preValue };
