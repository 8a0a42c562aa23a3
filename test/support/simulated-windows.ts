// A simulated Windows machine with shorthands for tests: set policy, ask the cmdlets as the reader script does.
import type { RegistryValue } from '../../platform/simulated/registry-value.js';
import { dwordValue, textValue } from '../../platform/simulated/registry-value.js';
import type { WindowsPreset } from '../../platform/simulated/windows-editions-table.js';
import { createSimulatedWindows } from '../../platform/simulated/windows-machine.js';

export const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';
export const REG = 'C:\\Windows\\System32\\reg.exe';
export const SCRIPT = 'C:\\Program Files\\Holdfast\\read.ps1';
export const POLICIES = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft';
export const LIMITS = { timeoutMs: 5000, maxOutputBytes: 1_000_000, signal: new AbortController().signal };
const READ_ARGS = ['-NoProfile', '-NonInteractive', '-File', SCRIPT];

export type WindowsTestMachine = ReturnType<typeof newTestWindows>;

export function newTestWindows(preset: WindowsPreset = 'server-2022') {
  const machine = createSimulatedWindows({ preset });
  machine.setFile(SCRIPT, '# fixed');
  const ask = async (...read: readonly string[]) => {
    const done = await machine.run(POWERSHELL, READ_ARGS, { ...LIMITS, stdin: JSON.stringify({ read }) });
    if (!done.ok) throw new Error(done.error.kind);
    const { exitCode, stdout, stderr } = done.value;
    return {
      exitCode,
      stdout: Buffer.from(stdout).toString('utf8'),
      stderr: Buffer.from(stderr).toString('utf8'),
    };
  };
  const answer = async (name: string): Promise<unknown> => {
    const json: unknown = JSON.parse((await ask(name)).stdout);
    return field(json, name);
  };
  return {
    machine,
    ask,
    /** What one cmdlet says; its error, if it has one, as {error}. */
    read: async (name: string): Promise<unknown> => {
      const said = await answer(name);
      return field(said, 'value') ?? said;
    },
    preference: async (property: string): Promise<unknown> =>
      field(field(await answer('Get-MpPreference'), 'value'), property),
    status: async (property: string): Promise<unknown> =>
      field(field(await answer('Get-MpComputerStatus'), 'value'), property),
    /** Below the policies of Microsoft, as one import or reg add would do. */
    policy: async (key: string, name: string, data: number | string): Promise<void> => {
      const value = typeof data === 'number' ? dwordValue(name, data) : textValue(name, data);
      await add(machine, `${POLICIES}\\${key}`, value, data);
    },
  };
}

async function add(
  machine: ReturnType<typeof createSimulatedWindows>,
  key: string,
  { name, type }: RegistryValue,
  data: number | string,
): Promise<void> {
  const done = await machine.run(REG, ['add', key, '/v', name, '/t', type, '/d', String(data), '/f'], LIMITS);
  if (!done.ok || done.value.exitCode !== 0) throw new Error(`reg add ${key} ${name} failed`);
}

function field(json: unknown, name: string): unknown {
  return typeof json === 'object' && json !== null && Object.hasOwn(json, name)
    ? Reflect.get(json, name)
    : undefined;
}
