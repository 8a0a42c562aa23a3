// plan, apply, why, settings and restore on a simulated Windows machine that lives in its file between commands.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dwordValue } from '../../../platform/simulated/registry-value.js';
import type { SimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../../platform/simulated/windows-machine.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { runCli } from '../../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';
import { createMovableClock } from '../../support/service.js';

const SAMPLES = [
  'antivirus-baseline',
  'asr-audit-first',
  'exclusions-sql',
  'firewall',
  'firewall-rules',
  'edr-samples',
].map((name) => join(import.meta.dirname, `../../../samples/policies/windows-${name}.json`));

let folder: string;
/** Undefined: the machine lives in its file. */
let machine: SimulatedWindows | undefined;
beforeEach(() => {
  machine = undefined;
  folder = mkdtempSync(join(tmpdir(), 'holdfast-windows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCli({
    argv: ['--simulate', 'windows', '--state-dir', join(folder, 'state'), ...args],
    stdout: { write: (text) => void out.push(text), isTerminal: false },
    stderr: { write: (text) => void err.push(text), isTerminal: false },
    readStdin: async () => '',
    clock: createMovableClock(),
    random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
    timer: createSystemTimer(),
    processes: createProcesses(),
    isPrivileged: () => false,
    ...(machine === undefined ? {} : { host: machine }),
  });
  return { code, out: out.join(''), err: err.join('') };
}

const registry = (): unknown => JSON.parse(readFileSync(join(folder, 'state/machine.json'), 'utf8')).registry;

test('a plan is the apply, a second apply writes nothing, and restore leaves what was there', async () => {
  const planned = await run('plan', '--json', ...SAMPLES);
  expect(planned).toMatchObject({ code: 0, err: '' });
  expect(existsSync(join(folder, 'state'))).toBe(false);
  const { digest } = JSON.parse(planned.out);
  expect((await run('apply', ...SAMPLES, '--plan', 'f'.repeat(64))).code).toBe(8);
  const before = registry();
  const applied = await run('apply', ...SAMPLES, '--plan', digest);
  expect(applied.err).toBe('');
  expect(applied.out).not.toMatch(/^(?:error|conflict)\t/m);
  const after = registry();
  expect(after).not.toEqual(before);
  await run('apply', ...SAMPLES);
  expect(registry()).toEqual(after);
  const why = await run('why', 'allowarchivescanning');
  expect(why.out).toMatch(/^Read back +true/m);
  expect((await run('settings', 'firewall rule')).out).toContain('Firewall rule');
  await run('restore');
  expect(registry()).toEqual(before);
});

test('a look leaves an empty folder empty, so that an apply may take it for its own afterwards', async () => {
  const [sample = ''] = SAMPLES;
  mkdirSync(join(folder, 'state'));
  for (const look of [['plan', sample], ['settings', 'firewall'], ['why', 'allowarchivescanning'], ['probe']])
    expect((await run(...look)).code, look[0]).toBe(0);
  expect(readdirSync(join(folder, 'state'))).toEqual([]);
  expect((await run('apply', sample)).code).toBe(0);
});

describe('a plan shows what would be gone:', () => {
  const file = (sample: string, change: (text: string) => string): string => {
    const text = readFileSync(join(import.meta.dirname, `../../../samples/policies/${sample}.json`), 'utf8');
    const path = join(folder, `${sample}.json`);
    writeFileSync(path, change(text));
    return path;
  };
  const stepOf = async (id: string, ...files: readonly string[]): Promise<unknown> => {
    const { steps }: { readonly steps: readonly { readonly id: string }[] } = JSON.parse(
      (await run('plan', '--json', ...files)).out,
    );
    return steps.find((step) => step.id.endsWith(id));
  };

  test('an entry that a policy names no more, what stands there now, and what comes back', async () => {
    const former = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Scan';
    machine = createSimulatedWindows();
    machine.changeRegistry([{ do: 'set', path: former, value: dwordValue('AvgCPULoadFactor', 80) }]);
    const baseline = file('windows-antivirus-baseline', (text) => text);
    expect(await stepOf('_avgcpuloadfactor', baseline)).toMatchObject({ step: 'set', from: '80', to: '30' });
    await run(
      'apply',
      baseline,
      file('windows-exclusions-sql', (text) => text),
    );

    const fewer = file('windows-exclusions-sql', (text) => text.replace('E:\\\\SQLLogs', 'G:\\\\New'));
    expect(await stepOf('_excludedpaths', fewer)).toMatchObject({
      step: 'set',
      to: 'D:\\SQLData, G:\\New, F:\\SQLBackup',
      removes: ['E:\\SQLLogs'],
    });
    expect((await run('plan', fewer)).out).toMatch(/^set\tExcluded Paths\t.*Removes E:\\SQLLogs$/m);
    const back = await stepOf('_avgcpuloadfactor', fewer);
    expect(back).toMatchObject({ step: 'put-back', from: '30', to: '80', removes: [] });
    const gone = await stepOf('_cloudblocklevel', fewer);
    expect(gone).toMatchObject({ step: 'put-back', from: 'high', to: null, removes: ['high'] });
  });
});

test('probe names what it looked at, and status that the machine is simulated', async () => {
  expect((await run('probe')).out).toContain('SenseCM EnrollmentStatus');
  await run('apply', ...SAMPLES.slice(0, 1));
  expect((await run('status')).out).toContain('[simulated windows]');
});

test('on a domain controller everything but the firewall is set, in plan and apply alike, and both say why', async () => {
  machine = createSimulatedWindows({ preset: 'domain-controller' });
  const planned = await run('plan', '--json', ...SAMPLES);
  const plan: { readonly digest: string; readonly steps: readonly { step: string; because: string }[] } =
    JSON.parse(planned.out);
  const left = plan.steps.filter(({ because }) => because.includes('domain controller'));
  expect(left.length).toBeGreaterThan(10);
  expect(new Set(left.map(({ step }) => step))).toEqual(new Set(['refused']));

  expect((await run('apply', ...SAMPLES, '--plan', plan.digest)).code).toBe(0);
  const paths = Object.keys(machine.state().registry).map((path) => path.toLowerCase());
  expect(paths.some((path) => path.includes('\\policies\\microsoft\\windows defender'))).toBe(true);
  expect(paths.filter((path) => path.includes('\\policies\\microsoft\\windowsfirewall'))).toEqual([]);

  const status = await run('status', '--json');
  expect(status.out).toContain('"domain-controller"');
  const probe = JSON.parse((await run('probe', '--json')).out);
  expect(probe).toMatchObject({ verdict: { fit: 'free' }, firewall: 'left-alone' });
});
