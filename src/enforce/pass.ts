// The enforcement pass: observe, plan, save intents, write, observe again, answer. Decides nothing itself.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Finding } from '../model/finding.js';
import type { SettingKey, Sha256 } from '../model/ids.js';
import type { DesiredSetting, RefusedSetting } from '../model/policy/desired.js';
import type { Clock, Observation, PlatformAdapter, WriteBatch, WriteOutcome } from '../model/ports.js';
import type { Fault, Result } from '../model/result.js';
import { fail } from '../model/result.js';
import { containerIntents, digestOf } from './containers.js';
import type { Situation } from './decision.js';
import { findingsOf } from './findings.js';
import type { Intents, Memory, MemoryChange } from './memory.js';
import type { Plan, PlanInput } from './plan.js';
import { intentsOf, isEmpty, planPass } from './plan.js';
import { resolve } from './resolve.js';
import type { Settling } from './second-look.js';
import { lookAgain } from './second-look.js';
import { settleMemory } from './settle.js';

export interface PassInput {
  /** Of all policies in force; what is ours and not among them is given back. */
  readonly desired: readonly DesiredSetting[];
  readonly refused: readonly RefusedSetting[];
  /** The catalog of this operating system. */
  readonly rows: ReadonlyMap<SettingKey, CatalogRow>;
  readonly adapter: PlatformAdapter;
  readonly memory: Memory;
  readonly mode: Situation['mode'];
  /** False while it cannot be told who manages the device: repairs only. */
  readonly allowNew: boolean;
  readonly clock: Pick<Clock, 'now'>;
  /** Ends the pass after its time; what was not reached says so. */
  readonly signal: AbortSignal;
  /** A real engine takes a moment to take up what was written; without this the first look after it counts. */
  readonly settling?: Settling;
  /** The digest of a plan that was shown before: another plan is refused. */
  readonly onlyPlan?: Sha256;
}

export interface Planned {
  readonly plan: Plan;
  readonly before: Observation;
}

export type PassOutcome =
  /** The device or the policies have moved since the plan was shown; nothing was written. */
  | ({ readonly is: 'plan-moved' } & Planned)
  | ({
      readonly is: 'done';
      /** Whether anything on the device was written. */
      readonly wrote: boolean;
      readonly findings: readonly Finding[];
      readonly change: MemoryChange;
    } & Planned);

/** What a pass would do now. Never writes. */
export async function planNow(input: PassInput): Promise<Planned> {
  return (await look(input)).planned;
}

export async function enforce(input: PassInput): Promise<PassOutcome> {
  const { planned, planInput } = await look(input);
  const { plan, before } = planned;
  if (input.onlyPlan !== undefined && input.onlyPlan !== plan.digest) {
    return { is: 'plan-moved', ...planned };
  }
  const { outcome, intents } = await act(input, plan, planInput);
  const { settling, signal } = input;
  const observe = () => input.adapter.observe(rowsOf(input), signal);
  const after =
    outcome === undefined ? before : await lookAgain({ observe, plan, outcome, settling, signal });
  const now = input.clock.now();
  const settled = settleMemory({ plan, memory: planInput.memory, intents, outcome, before, after, now });
  const findings = findingsOf({ plan, refused: input.refused, outcome, after, owned: settled.owned });
  return { is: 'done', wrote: outcome !== undefined, findings, change: settled.change, ...planned };
}

async function look(input: PassInput): Promise<{ readonly planned: Planned; readonly planInput: PlanInput }> {
  const before = await input.adapter.observe(rowsOf(input), input.signal);
  const planInput: PlanInput = {
    resolved: resolve(input.desired.map((setting) => inOneSpelling(setting, input.adapter))),
    refusedKeys: refusedKeys(input),
    rows: input.rows,
    // As it stands now: a store may show the intents of this very pass as soon as they are saved.
    memory: { owned: new Map(input.memory.owned), containers: new Map(input.memory.containers) },
    observation: before,
    situation: { engine: before.engine, ...systemOf(before), mode: input.mode, allowNew: input.allowNew },
  };
  return { planned: { plan: planPass(planInput), before }, planInput };
}

const systemOf = ({ system }: Observation): Pick<Situation, 'system'> =>
  system === undefined ? {} : { system };

/** As it will be read back: two spellings of one value are neither a conflict nor drift. */
const inOneSpelling = (setting: DesiredSetting, { canonical }: PlatformAdapter): DesiredSetting =>
  canonical === undefined ? setting : { ...setting, value: canonical(setting.row, setting.value) };

/** What is wanted, what is ours, and what their effect depends on. */
function rowsOf({ desired, memory, rows }: PassInput): readonly CatalogRow[] {
  const wanted = new Map<SettingKey, CatalogRow>(desired.map(({ row }) => [row.key, row]));
  for (const key of memory.owned.keys()) {
    const row = rows.get(key);
    if (row !== undefined) {
      wanted.set(key, row);
    }
  }
  for (const { requires } of [...wanted.values()]) {
    for (const { key } of requires) {
      const row = rows.get(key);
      if (row !== undefined) {
        wanted.set(key, row);
      }
    }
  }
  return [...wanted.values()];
}

/** Definition ids are compared without regard to case. */
function refusedKeys({ refused, rows }: PassInput): ReadonlySet<SettingKey> {
  const ids = new Set(refused.map(({ settingDefinitionId }) => settingDefinitionId.toLowerCase()));
  return new Set(
    [...rows.values()].filter(({ id }) => id !== null && ids.has(id.toLowerCase())).map(({ key }) => key),
  );
}

interface Acted {
  readonly outcome: WriteOutcome | undefined;
  readonly intents: Intents;
}

const NO_INTENTS: Intents = { owned: [], containers: [] };

/** Nothing whose former value could not be saved is written; the rest goes on. */
async function act(input: PassInput, plan: Plan, planInput: PlanInput): Promise<Acted> {
  const { adapter, memory, signal } = input;
  if (isEmpty(plan.batch) || signal.aborted) {
    return { outcome: undefined, intents: NO_INTENTS };
  }
  const { observation, memory: known } = planInput;
  // A value that came after the look is nobody's former value yet: it must not be written over.
  const unmoved = new Map([...observation.containers].map(([id, image]) => [id, digestOf(image)]));
  const secrets = new Map(
    input.desired.flatMap(({ secret }) => (secret === undefined ? [] : [[secret.fingerprint, secret]])),
  );
  const foreseen = adapter.foresee?.(plan.batch, observation) ?? new Map();
  const intents: Intents = {
    owned: intentsOf(plan, planInput, input.clock.now()),
    containers: containerIntents(plan.batch, known, observation, foreseen),
  };
  const saved = save(memory, intents);
  if (saved.ok) {
    return { outcome: await adapter.write({ ...plan.batch, unmoved, secrets }, signal), intents };
  }
  const unsaved = new Set(intents.owned.map(({ key }) => key));
  const batch: WriteBatch = {
    changes: plan.batch.changes.filter(({ row }) => !unsaved.has(row.key)),
    giveBack: plan.batch.giveBack,
    unmoved,
    secrets,
  };
  const outcome = isEmpty(batch) ? NOTHING_WRITTEN : await adapter.write(batch, signal);
  const refused = [...unsaved].map((key): [SettingKey, Result<'now' | 'at-reboot'>] => [
    key,
    fail(saved.error),
  ]);
  return {
    outcome: { ...outcome, settings: new Map([...outcome.settings, ...refused]) },
    intents: NO_INTENTS,
  };
}

const NOTHING_WRITTEN: WriteOutcome = { settings: new Map(), containers: new Map() };

const save = (memory: Memory, intents: Intents): Result<void, Fault> =>
  intents.owned.length === 0 && intents.containers.length === 0
    ? { ok: true, value: undefined }
    : memory.saveIntents(intents);
