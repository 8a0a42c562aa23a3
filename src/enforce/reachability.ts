// A write that may cut the device off from its service: the service is asked before and after it, and the part that
// did it is taken back.

import type { CatalogRow } from '../model/catalog/row.js';
import type { PolicyRef, SettingKey } from '../model/ids.js';
import type { Change, Observation, PlatformAdapter, WriteBatch, WriteOutcome } from '../model/ports.js';
import type { Fault, Result } from '../model/result.js';
import { describeFault, fail } from '../model/result.js';
import type { Decisions } from './decision.js';

export interface Reach {
  /** Whether a change of this setting can cut the device off. */
  concerns(row: CatalogRow): boolean;
  /** Over a connection that is made for it; never later than after a few seconds. */
  answers(): Promise<boolean>;
  /** The same, with the patience that one lost answer needs. */
  stillAnswers(): Promise<boolean>;
}

/** `unknown`: it did not answer before, so nothing is concluded. */
export type ReachAnswer =
  | { readonly is: 'unknown' }
  | { readonly is: 'kept' }
  | { readonly is: 'lost'; readonly policies: readonly PolicyRef[] };

export interface GuardedWrite {
  readonly adapter: PlatformAdapter;
  readonly batch: WriteBatch;
  readonly decisions: Decisions;
  readonly observation: Observation;
  readonly signal: AbortSignal;
  /** Whether it answered just before. */
  readonly answered: boolean;
  readonly reach: Reach;
}

export const concernsReach = (batch: WriteBatch, reach: Reach): boolean =>
  batch.changes.some(({ row }) => reach.concerns(row));

export async function writeGuarded(
  guarded: GuardedWrite,
): Promise<{ readonly outcome: WriteOutcome; readonly reach: ReachAnswer }> {
  const { adapter, batch, signal, answered, reach } = guarded;
  const outcome = await adapter.write(batch, signal);
  if (!answered) return { outcome, reach: { is: 'unknown' } };
  if (await reach.stillAnswers()) return { outcome, reach: { is: 'kept' } };
  return takeBack(guarded, outcome);
}

/** Each to what stood there before this pass. The time of the pass may be up: a way out has no time limit but its own. */
async function takeBack(
  { adapter, batch, decisions, observation, reach }: GuardedWrite,
  written: WriteOutcome,
): Promise<{ readonly outcome: WriteOutcome; readonly reach: ReachAnswer }> {
  const guilty = batch.changes.filter(({ row }) => reach.concerns(row));
  const changes = guilty.flatMap(({ row }): Change[] => {
    const before = observation.settings.get(row.key);
    if (before === undefined || before.stored.is === 'unreadable') return [];
    const { raw } = before;
    return [{ row, to: { do: 'put-back', image: raw === undefined ? ABSENT : { is: 'present', raw } } }];
  });
  const back = await adapter.write(
    { changes, giveBack: [], unmoved: written.containers },
    new AbortController().signal,
  );
  const settings = new Map<SettingKey, Result<'now' | 'at-reboot'>>(written.settings);
  for (const { row } of guilty) {
    const result = back.settings.get(row.key);
    settings.set(row.key, fail(result?.ok === true ? CUT_OFF : notTakenBack(result?.error)));
  }
  const policies = guilty.flatMap(({ row }) => decisions.get(row.key)?.policies ?? []);
  const outcome = { settings, containers: new Map([...written.containers, ...back.containers]) };
  return { outcome, reach: { is: 'lost', policies } };
}

const ABSENT = { is: 'absent' } as const;

/** No write fails with this kind of itself. */
const CUT_OFF = {
  kind: 'unreachable',
  stage: 'connect',
  target: 'the service',
  why: 'it answered before this change and did not after it, so the change was taken back',
} as const satisfies Fault;

const notTakenBack = (fault: Fault | undefined): Fault => ({
  ...CUT_OFF,
  why: `it answered before this change and did not after it, and the change could not be taken back: ${fault === undefined ? 'the former value is not known' : describeFault(fault)}`,
});
