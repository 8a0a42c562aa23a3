// The pass over the real Linux adapter, on a simulated machine, with the rows of the real catalog.
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLinuxAdapter } from '../../../platform/linux/adapter.js';
import type { SimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { fileText, MANAGED_FILE } from '../../../platform/simulated/machine-state.js';
import type { PassInput } from '../../../src/enforce/pass.js';
import { enforce } from '../../../src/enforce/pass.js';
import { linuxCatalog } from '../../../src/model/catalog/linux.js';
import type { Finding } from '../../../src/model/finding.js';
import { epochMs } from '../../../src/model/ids.js';
import type { DesiredSetting, RefusedSetting } from '../../../src/model/policy/desired.js';
import { interpret } from '../../../src/model/policy/interpret.js';
import { parsePolicy } from '../../../src/model/policy/parse-policy.js';
import type { Value } from '../../../src/model/value.js';
import { formerFile, LINUX_ROWS, linuxPolicy } from '../../support/enforce/linux-mixes.js';
import { Killed, rowMap } from '../../support/enforce/toy-machine.js';
import { toyPolicy } from '../../support/enforce/toy-pass.js';
import type { VolatileMemory } from '../../support/enforce/volatile-memory.js';
import { createVolatileMemory } from '../../support/enforce/volatile-memory.js';

type Kill = 'before-write' | 'after-write' | 'before-save' | undefined;

interface Device {
  readonly machine: SimulatedLinux;
  readonly memory: VolatileMemory;
  pass(
    desired: readonly DesiredSetting[],
    change?: Partial<PassInput>,
  ): Promise<{ findings: readonly Finding[]; wrote: boolean }>;
  kill(at: Kill): void;
  file(): unknown;
}

function createDevice(content?: string): Device {
  const machine = createSimulatedLinux();
  machine.setAgent({ version: '101.26072.0003' });
  if (content !== undefined) machine.setFile(MANAGED_FILE, content);
  let at: Kill;
  const memory = createVolatileMemory();
  const adapter = createLinuxAdapter({
    ...machine,
    writeAtomic: async (...args) => {
      if (at === 'before-write') throw new Killed();
      const written = await machine.writeAtomic(...args);
      if (at === 'after-write') throw new Killed();
      return written;
    },
  });
  return {
    machine,
    memory,
    kill: (when) => {
      at = when;
    },
    file: () => {
      const file = machine.state().files[MANAGED_FILE];
      return file?.type === 'file' ? { ...file, changed: 0 } : file;
    },
    pass: async (desired, change = {}) => {
      const outcome = await enforce({
        desired,
        refused: [],
        rows: rowMap(LINUX_ROWS),
        adapter,
        memory,
        mode: 'enforce',
        allowNew: true,
        clock: { now: () => epochMs(1) },
        signal: new AbortController().signal,
        ...change,
      });
      if (outcome.is !== 'done') throw new Error(outcome.is);
      if (at === 'before-save') throw new Killed();
      memory.apply(outcome.change);
      return outcome;
    },
  };
}

/** What keeps a setting from being compliant though the pass did all it could. */
const EXCUSES = ['unverifiable', 'requires', 'unproven', 'engine-too-old', 'at-reboot'];

const isFine = ({ state, reason, policies }: Finding): boolean =>
  ['compliant', 'remediated'].includes(state) ||
  (state === 'conflict' && policies.length > 1) ||
  (state !== 'error' && reason !== undefined && EXCUSES.includes(reason.code));

const mix = fc.tuple(linuxPolicy('A'), linuxPolicy('B')).map((policies) => policies.flat());
const SEED = { seed: 20_260_921, numRuns: 150 };

describe('on any Linux machine', () => {
  test('all that can be compliant is after one pass, and a second one writes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(formerFile, mix, async (content, desired) => {
        const { machine, pass } = createDevice(content);
        const { findings } = await pass(desired);
        expect(findings.filter((finding) => !isFine(finding))).toEqual([]);
        machine.restartDaemon();
        const file = machine.state().files[MANAGED_FILE];
        const again = await pass(desired);
        expect(again.wrote).toBe(false);
        expect(machine.state().files[MANAGED_FILE]).toEqual(file);
        expect(again.findings.filter(({ reason }) => reason?.code === 'at-reboot')).toEqual([]);
      }),
      SEED,
    );
  });

  test('unassigning in any order gives the file back to the byte', async () => {
    await fc.assert(
      fc.asyncProperty(formerFile, fc.array(mix, { minLength: 1, maxLength: 3 }), async (content, mixes) => {
        const { memory, pass, file } = createDevice(content);
        const before = file();
        for (const desired of mixes) await pass(desired);
        await pass([]);
        expect(file()).toEqual(before);
        expect([...memory.owned, ...memory.containers]).toEqual([]);
      }),
      SEED,
    );
  });

  test('a kill at any step loses no former value: the file comes back to the byte', async () => {
    const kill = fc.constantFrom<Kill>('before-write', 'after-write', 'before-save', undefined);
    await fc.assert(
      fc.asyncProperty(
        formerFile,
        fc.array(fc.tuple(mix, kill), { maxLength: 4 }),
        async (content, steps) => {
          const device = createDevice(content);
          const before = device.file();
          for (const [desired, at] of [...steps, [[], 'after-write'] as const]) {
            device.kill(at);
            await device.pass(desired).catch((error: unknown) => {
              if (!(error instanceof Killed)) throw error;
            });
          }
          device.kill(undefined);
          await device.pass([]);
          expect(device.file()).toEqual(before);
          expect([...device.memory.owned, ...device.memory.containers]).toEqual([]);
        },
      ),
      SEED,
    );
  });

  test('what somebody else writes into the file stays when all of ours is taken out', async () => {
    await fc.assert(
      fc.asyncProperty(mix, mix, async (first, second) => {
        const { machine, pass } = createDevice('{\n  "mine": 1\n}\n');
        const edit = (add: object) => {
          const file = machine.state().files[MANAGED_FILE];
          const text = file?.type === 'file' ? Buffer.from(file.content, 'base64').toString() : '{}';
          machine.setFile(MANAGED_FILE, JSON.stringify({ ...JSON.parse(text), ...add }, null, 2));
        };
        await pass(first);
        edit({ theirs: 2 });
        await pass(second);
        await pass([]);
        const file = machine.state().files[MANAGED_FILE];
        const json =
          file?.type === 'file' ? JSON.parse(Buffer.from(file.content, 'base64').toString()) : undefined;
        expect(json).toEqual({ mine: 1, theirs: 2 });
      }),
      SEED,
    );
  });
});

describe('somebody who writes the file between our look and our write', () => {
  const rows = new Map(LINUX_ROWS.map((row) => [row.key.replace('linux_mdatp_managed_', ''), row]));
  const wanted = (key: string, value: Value): DesiredSetting => {
    const row = rows.get(key);
    if (row === undefined) throw new Error(`no row ${key}`);
    return { policy: toyPolicy('A'), row, value, path: '$' };
  };
  const cloud = wanted('cloudservice_enabled', false);
  const block = wanted('networkprotection_enforcementlevel', 'block');
  const theirs = '{ "cloudService": { "enabled": true } }';
  const late = (device: Device): Device => {
    const { observe, write, ...rest } = createLinuxAdapter(device.machine);
    const adapter: PassInput['adapter'] = {
      ...rest,
      observe,
      write: (batch, signal) => {
        device.machine.setFile(MANAGED_FILE, theirs);
        return write(batch, signal);
      },
    };
    return { ...device, pass: (desired, change) => device.pass(desired, { ...change, adapter }) };
  };
  const text = ({ machine }: Device) => fileText(machine.state(), MANAGED_FILE);

  test('keeps what he wrote; the next pass takes it for the former value and gives it back', async () => {
    const device = createDevice();
    const { findings } = await late(device).pass([cloud]);
    expect(findings).toMatchObject([{ state: 'error', reason: { code: 'write-failed' } }]);
    expect(text(device)).toBe(theirs);
    expect((await device.pass([cloud])).findings).toMatchObject([{ state: 'remediated' }]);
    await device.pass([]);
    expect(text(device)).toBe(theirs);
    expect([...device.memory.owned, ...device.memory.containers]).toEqual([]);
  });

  test('keeps it, too, when the whole file was about to be given back', async () => {
    const device = createDevice('{}');
    await device.pass([block]);
    await late(device).pass([]);
    expect(text(device)).toBe(theirs);
    await device.pass([]);
    expect(text(device)).toBe(theirs);
    expect([...device.memory.owned, ...device.memory.containers]).toEqual([]);
  });
});

describe('the sample policies for Linux', () => {
  const catalog = linuxCatalog();
  const samples = readdirSync('samples/policies')
    .filter((name) => name.startsWith('linux-') && name.endsWith('.json'))
    .map((name) => {
      const document = parsePolicy(readFileSync(`samples/policies/${name}`));
      if (!document.ok) throw new Error(name);
      return interpret(document.value, toyPolicy(name), catalog);
    });

  test('are in force after one pass and out of it after another, whichever of them are assigned', async () => {
    await fc.assert(
      fc.asyncProperty(formerFile, fc.subarray(samples), async (content, some) => {
        const desired = some.flatMap(({ settings }) => settings);
        const refused: readonly RefusedSetting[] = some.flatMap((one) => one.refused);
        const { pass, file } = createDevice(content);
        const before = file();
        const { findings } = await pass(desired, { refused });
        const keys = new Set(desired.map(({ row }) => row.key));
        expect(findings.filter((finding) => keys.has(finding.key) && !isFine(finding))).toEqual([]);
        await pass([]);
        expect(file()).toEqual(before);
      }),
      SEED,
    );
  });
});

describe('the agent', () => {
  const catalog = linuxCatalog();
  const cloud = catalog.rows.find(({ key }) => key === 'linux_mdatp_managed_cloudservice_enabled');
  if (cloud === undefined) throw new Error('the catalog has lost a row');
  const desired: readonly DesiredSetting[] = [
    { policy: toyPolicy('A'), row: cloud, value: false, path: '$' },
  ];

  test('that protects itself keeps the former value in force, which is an error and not compliance', async () => {
    const { machine, pass } = createDevice('{}');
    machine.setFaults({ tamperProtected: true });
    expect((await pass(desired)).findings).toMatchObject([
      { state: 'error', reason: { code: 'not-taken' }, readBack: { is: 'value', value: true } },
    ]);
  });

  test.each([
    [{ notInstalled: true }, 'notApplicable', 'engine-missing'],
    [{ notLicensed: true }, 'notApplicable', 'engine-not-licensed'],
    [{ daemonDown: true }, 'unknown', 'read-failed'],
    [{ hangs: true }, 'unknown', 'read-failed'],
    [{ lies: 'nonsense' }, 'unknown', 'read-failed'],
  ] as const)('with %o gets nothing written', async (faults, state, code) => {
    const { machine, pass, file } = createDevice();
    machine.setFaults(faults);
    expect((await pass(desired)).findings).toMatchObject([{ state, reason: { code } }]);
    expect(file()).toBeUndefined();
  });

  test('is asked each thing once, however many settings there are', async () => {
    const { machine, pass } = createDevice();
    await pass(desired);
    const before = machine.runs.length;
    await pass(desired);
    const commands = machine.runs.slice(before).map((run) => run.join(' '));
    expect(new Set(commands).size).toBe(commands.length);
  });

  test('with a full disk gets an error for each setting, and all is well after relief', async () => {
    const { machine, memory, pass } = createDevice();
    machine.setFaults({ disk: 'full' });
    expect((await pass(desired)).findings).toMatchObject([{ state: 'error', errorCode: -2147024784 }]);
    expect(memory.owned.size).toBe(0);
    machine.setFaults({ disk: null });
    expect((await pass(desired)).findings).toMatchObject([{ state: 'remediated' }]);
  });
});
