// A simulated Linux device that is walked through policies, kills, faults and other people's edits, step by step.

import * as fc from 'fast-check';
import { createLinuxAdapter } from '../../../platform/linux/adapter.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { fileText, MANAGED_FILE } from '../../../platform/simulated/machine-state.js';
import type { PassOutcome } from '../../../src/enforce/pass.js';
import { enforce } from '../../../src/enforce/pass.js';
import { epochMs } from '../../../src/model/ids.js';
import type { DesiredSetting } from '../../../src/model/policy/desired.js';
import { formerFile, LINUX_ROWS, linuxPolicy } from './linux-mixes.js';
import { Killed, rowMap } from './toy-machine.js';
import { createVolatileMemory } from './volatile-memory.js';

/** Places in the managed file that others edit, too. */
const PLACES = [
  ['cloudService', 'enabled'],
  ['antivirusEngine', 'enforcementLevel'],
  ['antivirusEngine', 'exclusions'],
  ['antivirusEngine', 'allowedThreats'],
  ['edr', 'tags'],
] as const;

const ENGINES = [{}, {}, { daemonDown: true }, { lies: 'x' }, { notInstalled: true }] as const;
const HEALTHY = { disk: null, daemonDown: false, lies: null, notInstalled: false } as const;

const wanted = fc.tuple(linuxPolicy('A'), linuxPolicy('B')).map((policies) => policies.flat());
const place = fc.constantFrom(...PLACES);
const theirs = fc.constantFrom<unknown>(
  true,
  null,
  'passive',
  7,
  {},
  [],
  [1],
  ['x'],
  [{ $type: 'excludedPath', path: '/theirs' }],
  [{ key: 'GROUP', value: 'theirs' }],
);

/** One step: a pass of ours under any misfortune, or something that somebody else does to the file. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('pass' as const),
    desired: wanted,
    kill: fc.constantFrom(undefined, 'before-write', 'after-write', 'before-save'),
    mode: fc.constantFrom('enforce' as const, 'enforce' as const, 'audit' as const),
    allowNew: fc.constantFrom(true, true, false),
    /** Somebody writes between our look and our write. */
    interrupted: fc.constantFrom(false, false, true),
    disk: fc.constantFrom(null, null, 'full' as const),
    unsavable: fc.constantFrom(false, false, true),
    engine: fc.constantFrom(...ENGINES),
  }),
  fc.record({ do: fc.constant('edit' as const), place, value: theirs }),
  fc.record({ do: fc.constant('delete' as const), place }),
  fc.record({ do: fc.constant('remove-file' as const) }),
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

export const walk = fc.record({ former: formerFile, steps: fc.array(step, { maxLength: 12 }) });

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const valueAt = (json: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined), json);

export function createWalkingDevice(former: string | undefined) {
  const machine = createSimulatedLinux();
  machine.setAgent({ version: '101.26072.0003' });
  if (former !== undefined) machine.setFile(MANAGED_FILE, former);
  const memory = createVolatileMemory();
  /** Places that somebody else has written, and whether the file was removed as a whole. */
  const touched = new Set<string>();
  let fileRemoved = false;
  let kill: string | undefined;

  const killable = <T>(work: () => Promise<T>) => {
    if (kill === 'before-write') throw new Killed();
    return work().then((result) => {
      if (kill === 'after-write') throw new Killed();
      return result;
    });
  };
  const adapter = createLinuxAdapter({
    ...machine,
    writeAtomic: async (...args) => killable(() => machine.writeAtomic(...args)),
    remove: async (path) => killable(() => machine.remove(path)),
  });

  const file = (): unknown => {
    const text = fileText(machine.state(), MANAGED_FILE);
    return text === null ? undefined : JSON.parse(text);
  };

  function edit(path: readonly [string, string], value: unknown): void {
    const [section, name] = path;
    const now = file();
    const json = isObject(now) ? now : {};
    const inSection = isObject(json[section]) ? json[section] : {};
    const { [name]: _, ...rest } = inSection;
    const next = value === undefined ? rest : { ...rest, [name]: value };
    machine.setFile(MANAGED_FILE, JSON.stringify({ ...json, [section]: next }, null, 2));
    touched.add(path.join('.'));
  }

  async function pass(
    desired: readonly DesiredSetting[],
    { mode, allowNew, interrupted }: Pick<Extract<Step, { do: 'pass' }>, 'mode' | 'allowNew' | 'interrupted'>,
  ): Promise<Extract<PassOutcome, { is: 'done' }>> {
    const outcome = await enforce({
      desired,
      refused: [],
      rows: rowMap(LINUX_ROWS),
      adapter: !interrupted
        ? adapter
        : {
            ...adapter,
            write: (batch, signal) => {
              edit(['theirs', 'late'], 1);
              return adapter.write(batch, signal);
            },
          },
      memory,
      mode,
      allowNew,
      clock: { now: () => epochMs(1) },
      signal: new AbortController().signal,
    });
    if (outcome.is !== 'done') throw new Error(outcome.is);
    if (kill === 'before-save') throw new Killed();
    memory.apply(outcome.change);
    return outcome;
  }

  async function takePass(given: Extract<Step, { do: 'pass' }>): Promise<void> {
    kill = given.kill;
    machine.setFaults({ ...HEALTHY, disk: given.disk, ...given.engine });
    memory.fault = given.unsavable ? { kind: 'disk', target: 'state.db', why: 'full' } : undefined;
    await pass(given.desired, given).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    kill = undefined;
    memory.fault = undefined;
    machine.setFaults(HEALTHY);
  }

  return {
    memory,
    file,
    touched: (path: readonly string[]): boolean => fileRemoved || touched.has(path.join('.')),
    /** A healthy pass that wants nothing: everything is given back. */
    giveBack: () => pass([], { mode: 'enforce', allowNew: true, interrupted: false }),
    async take(given: Step): Promise<void> {
      switch (given.do) {
        case 'pass':
          return takePass(given);
        case 'edit':
          return edit(given.place, given.value);
        case 'delete':
          return edit(given.place, undefined);
        case 'remove-file':
          machine.setFile(MANAGED_FILE, undefined);
          fileRemoved = true;
      }
    },
  };
}
