// The enforcement pass: observe, plan, save intents, write, observe again, answer. Decides nothing itself.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Finding, Reason } from '../model/finding.js';
import type { SettingKey, Sha256 } from '../model/ids.js';
import type { DesiredSetting, RefusedSetting } from '../model/policy/desired.js';
import type { Clock, Observation, PlatformAdapter, WriteBatch, WriteOutcome } from '../model/ports.js';
import type { Fault, Result } from '../model/result.js';
import { fail } from '../model/result.js';
import { containerIntents, digestOf } from './containers.js';
import type { Pace } from './contest.js';
import type { Situation } from './decision.js';
import { findingsOf } from './findings.js';
import type { Guarded } from './guardrails.js';
import { guard, isAgainstGuardrails } from './guardrails.js';
import type { Intents, Memory, MemoryChange } from './memory.js';
import type { Plan, PlanInput } from './plan.js';
import { intentsOf, isEmpty, planPass } from './plan.js';
import type { Reach, ReachAnswer } from './reachability.js';
import { concernsReach, writeGuarded } from './reachability.js';
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
  /** False while the device may take nothing new, for example because nobody can tell who manages it: repairs only. */
  readonly allowNew: boolean;
  readonly clock: Pick<Clock, 'now'>;
  /** Default: what somebody keeps undoing is set again slowly. */
  readonly repairs?: Pace['repairs'];
  /** Who else may write the same settings, most likely first. */
  readonly rivals?: readonly string[];
  /** `refuse`: what is dangerous is not enforced on this device. Default: it is, and flagged. */
  readonly guardrails?: 'flag' | 'refuse';
  /** Why a setting is left alone on this machine, whatever a policy asks; what is in force of it stays. */
  readonly leftAlone?: (row: CatalogRow) => Reason | undefined;
  /** Ends the pass after its time; what was not reached says so. */
  readonly signal: AbortSignal;
  /** A real engine takes a moment to take up what was written; without this the first look after it counts. */
  readonly settling?: Settling;
  /** With a service that must not be lost; without it nobody asks. */
  readonly reach?: Reach;
  /** The digest of a plan that was shown before: another plan is refused. */
  readonly onlyPlan?: Sha256;
}

export interface Planned {
  readonly plan: Plan;
  readonly before: Observation;
  /** What no policy may do here, and what none could be read as. */
  readonly refused: readonly RefusedSetting[];
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
      /** The last look; the first one where nothing was written. */
      readonly after: Observation;
      /** Only where something was changed that can cut the device off. */
      readonly reach?: ReachAnswer;
    } & Planned);

/** What a pass would do now. Never writes. */
export async function planNow(input: PassInput): Promise<Planned> {
  return (await look(input)).planned;
}

export async function enforce(input: PassInput): Promise<PassOutcome> {
  const { planned, planInput } = await look(input);
  const { plan, before, refused } = planned;
  if (input.onlyPlan !== undefined && input.onlyPlan !== plan.digest) {
    return { is: 'plan-moved', ...planned };
  }
  const { outcome, intents, reach } = await act(input, plan, planInput);
  const { settling, signal } = input;
  const observe = () => input.adapter.observe(rowsOf(input), signal);
  const after =
    outcome === undefined ? before : await lookAgain({ observe, plan, outcome, settling, signal });
  const now = input.clock.now();
  const settled = settleMemory({ plan, memory: planInput.memory, intents, outcome, before, after, now });
  const pace = { ...planInput.situation.pace, now };
  const findings = findingsOf({ plan, refused, outcome, after, owned: settled.owned, pace });
  return {
    is: 'done',
    wrote: outcome !== undefined,
    findings,
    change: settled.change,
    after,
    ...withReach(reach),
    ...planned,
  };
}

async function look(input: PassInput): Promise<{ readonly planned: Planned; readonly planInput: PlanInput }> {
  const { desired, refused } = guarded(input);
  const before = await input.adapter.observe(rowsOf(input), input.signal);
  const planInput: PlanInput = {
    resolved: resolve(desired.map((setting) => inOneSpelling(setting, input.adapter))),
    refusedKeys: refusedKeys(input, refused),
    rows: input.rows,
    // As it stands now: a store may show the intents of this very pass as soon as they are saved.
    memory: { owned: new Map(input.memory.owned), containers: new Map(input.memory.containers) },
    observation: before,
    situation: {
      engine: before.engine,
      ...systemOf(before),
      mode: input.mode,
      allowNew: input.allowNew,
      pace: paceOf(input),
    },
  };
  return { planned: { plan: planPass(planInput), before, refused }, planInput };
}

const systemOf = ({ system }: Observation): Pick<Situation, 'system'> =>
  system === undefined ? {} : { system };

/** As it will be read back: two spellings of one value are neither a conflict nor drift. */
const inOneSpelling = (setting: DesiredSetting, { canonical }: PlatformAdapter): DesiredSetting =>
  canonical === undefined ? setting : { ...setting, value: canonical(setting.row, setting.value) };

function guarded(input: PassInput): Guarded {
  const { desired, refused } = withoutLeftAlone(input);
  if (input.guardrails !== 'refuse') {
    return { desired, refused };
  }
  const kept = guard(desired);
  return { desired: kept.desired, refused: [...refused, ...kept.refused] };
}

function withoutLeftAlone({ desired, refused, leftAlone = () => undefined }: PassInput): Guarded {
  const left = desired.flatMap(({ policy, row, path }): RefusedSetting[] => {
    const reason = leftAlone(row);
    const settingDefinitionId = row.id ?? row.key;
    return reason === undefined
      ? []
      : [{ policy, settingDefinitionId, name: row.name, path, state: 'notApplicable', reason }];
  });
  return left.length === 0
    ? { desired, refused }
    : { desired: desired.filter(({ row }) => leftAlone(row) === undefined), refused: [...refused, ...left] };
}

const paceOf = ({ clock, repairs = 'slowly', rivals = [] }: PassInput): Pace => ({
  now: clock.now(),
  repairs,
  rivals,
});

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
function refusedKeys(
  { rows, memory, guardrails }: PassInput,
  refused: readonly RefusedSetting[],
): ReadonlySet<SettingKey> {
  const ids = new Set(refused.map(({ settingDefinitionId }) => settingDefinitionId.toLowerCase()));
  const isForbidden = (row: CatalogRow): boolean => {
    const owned = memory.owned.get(row.key);
    return guardrails === 'refuse' && owned !== undefined && isAgainstGuardrails(row, owned);
  };
  return new Set(
    [...rows.values()]
      .filter((row) => row.id !== null && ids.has(row.id.toLowerCase()) && !isForbidden(row))
      .map(({ key }) => key),
  );
}

interface Acted {
  readonly outcome: WriteOutcome | undefined;
  readonly intents: Intents;
  readonly reach?: ReachAnswer;
}

const withReach = (reach: ReachAnswer | undefined): { readonly reach?: ReachAnswer } =>
  reach === undefined ? {} : { reach };

const NO_INTENTS: Intents = { owned: [], containers: [] };

/** Nothing whose former value could not be saved is written; the rest goes on. */
async function act(input: PassInput, plan: Plan, planInput: PlanInput): Promise<Acted> {
  const { memory, signal } = input;
  if (isEmpty(plan.batch) || signal.aborted) {
    return { outcome: undefined, intents: NO_INTENTS };
  }
  const { observation, memory: known } = planInput;
  // Asked before anything is saved: what is saved then says that there was something to lose.
  const watched =
    input.reach !== undefined && concernsReach(plan.batch, input.reach) ? input.reach : undefined;
  const answered = watched === undefined ? false : await watched.answers();
  const write = (batch: WriteBatch) => writeBatch(input, plan, { batch, observation, watched, answered });
  // A value that came after the look is nobody's former value yet: it must not be written over.
  const unmoved = new Map([...observation.containers].map(([id, image]) => [id, digestOf(image)]));
  const secrets = new Map(
    input.desired.flatMap(({ secret }) => (secret === undefined ? [] : [[secret.fingerprint, secret]])),
  );
  const foreseen = input.adapter.foresee?.(plan.batch, observation) ?? new Map();
  const intents: Intents = {
    owned: intentsOf(plan, planInput, input.clock.now()),
    containers: containerIntents(plan.batch, known, observation, foreseen),
  };
  const saved = save(memory, intents);
  if (saved.ok) {
    return { ...(await write({ ...plan.batch, unmoved, secrets })), intents };
  }
  const unsaved = new Set(intents.owned.map(({ key }) => key));
  const batch: WriteBatch = {
    changes: plan.batch.changes.filter(({ row }) => !unsaved.has(row.key)),
    giveBack: plan.batch.giveBack,
    unmoved,
    secrets,
  };
  const { outcome, reach } = isEmpty(batch) ? { outcome: NOTHING_WRITTEN } : await write(batch);
  const refused = [...unsaved].map((key): [SettingKey, Result<'now' | 'at-reboot'>] => [
    key,
    fail(saved.error),
  ]);
  return {
    outcome: { ...outcome, settings: new Map([...outcome.settings, ...refused]) },
    intents: NO_INTENTS,
    ...withReach(reach),
  };
}

interface ToWrite {
  readonly batch: WriteBatch;
  readonly observation: Observation;
  readonly watched: Reach | undefined;
  readonly answered: boolean;
}

async function writeBatch(
  { adapter, signal }: PassInput,
  { decisions }: Plan,
  { batch, observation, watched, answered }: ToWrite,
): Promise<{ readonly outcome: WriteOutcome; readonly reach?: ReachAnswer }> {
  return watched === undefined
    ? { outcome: await adapter.write(batch, signal) }
    : writeGuarded({ adapter, batch, decisions, observation, signal, answered, reach: watched });
}

const NOTHING_WRITTEN: WriteOutcome = { settings: new Map(), containers: new Map() };

const save = (memory: Memory, intents: Intents): Result<void, Fault> =>
  intents.owned.length === 0 && intents.containers.length === 0
    ? { ok: true, value: undefined }
    : memory.saveIntents(intents);
