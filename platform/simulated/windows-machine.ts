// A whole Windows machine that is not there: a Host over plain data, with faults on demand. Starts nothing, waits
// never. Its tools behave as their documents say; where a layout is not documented, the module says that it is assumed.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host, HostFacts, RunOptions, RunOutput } from '../host.js';
import { runDsregcmd } from './dsregcmd.js';
import type { MachineForm, MachinePlace, MachineStore } from './machine-store.js';
import { createMachineStore, hasParts } from './machine-store.js';
import type { Effect } from './powershell.js';
import { runPowershell } from './powershell.js';
import { runReg } from './reg-program.js';
import type { Registry } from './registry.js';
import { isWithin, numberAt, textAt } from './registry.js';
import { withSensor } from './sensor.js';
import { runServiceControl } from './service-control.js';
import { SIMULATED_HARDWARE } from './simulated-hardware.js';
import { blockedChanges, isProtectedKey, withKeptExclusions } from './tamper-protection.js';
import type { WindowsControls } from './windows-controls.js';
import { createWindowsControls } from './windows-controls.js';
import type { WindowsPreset } from './windows-editions-table.js';
import { createWindowsFiles, fileAt, withWindowsFile } from './windows-files.js';
import { newWindows } from './windows-presets.js';
import type { WindowsState } from './windows-state.js';
import {
  COMPUTER_NAME,
  CRYPTOGRAPHY,
  CURRENT_VERSION,
  HARDWARE,
  PREFETCH,
  PRODUCT,
} from './windows-state.js';

export interface SimulatedWindows extends Host, WindowsControls {
  state(): WindowsState;
  /** Commands run so far by this object, program first. */
  readonly runs: readonly (readonly string[])[];
}

const SYSTEM = 'C:\\Windows\\System32';
type Program = (state: WindowsState, args: readonly string[], stdin: string) => Effect;

const PROGRAMS: Readonly<Record<string, Program>> = {
  [`${SYSTEM}\\reg.exe`]: runRegistryTool,
  [`${SYSTEM}\\WindowsPowerShell\\v1.0\\powershell.exe`]: (state, args, stdin) =>
    runPowershell(state, args, stdin, (path) => fileAt(state, path) !== undefined),
  [`${SYSTEM}\\dsregcmd.exe`]: (state, args) => ({
    exitCode: 0,
    stdout: runDsregcmd(state, args),
    stderr: '',
  }),
  [`${SYSTEM}\\sc.exe`]: runServiceControl,
};

/** With a path, the machine is that file (made at the first change); else it lives in memory. */
export function createSimulatedWindows(
  options: MachinePlace & { readonly preset?: WindowsPreset } = {},
): SimulatedWindows {
  const form: MachineForm<WindowsState> = {
    fresh: () => newWindows(options.preset ?? 'server-2022'),
    is: (json): json is WindowsState =>
      hasParts(json, 'windows-2', ['registry', 'files', 'services', 'defender', 'faults']),
  };
  const store = createMachineStore(form, options);
  const runs: (readonly string[])[] = [];
  return {
    ...createWindowsFiles(store, () => Object.keys(PROGRAMS).filter((path) => has(store.get(), path))),
    runs,
    run: async (program, args, runOptions) => {
      runs.push([program, ...args]);
      return runSimulated(store, program, args, runOptions);
    },
    facts: async () => factsOf(store.get()),
    state: store.get,
    ...createWindowsControls(store),
  };
}

/** Older systems lack some programs, and others are taken away. */
function has({ windows, faults }: WindowsState, program: string): boolean {
  const gone = [...windows.lacks, ...faults.missingPrograms].map((name) => name.toLowerCase());
  return !gone.includes(fileName(program));
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('\\') + 1).toLowerCase();

/** Time never passes here: a program that hangs has already hung for its whole time limit. */
function runSimulated(
  store: MachineStore<WindowsState>,
  path: string,
  args: readonly string[],
  { signal, timeoutMs, maxOutputBytes, stdin = '' }: RunOptions,
): Result<RunOutput> {
  if (signal.aborted) return fail({ kind: 'cancelled', what: path });
  if (args.some((arg) => arg.includes('\0')))
    return fail({ kind: 'unsafe', target: path, why: 'an argument holds a NUL character' });
  const name = Object.keys(PROGRAMS).find((known) => known.toLowerCase() === path.toLowerCase());
  const program = name === undefined ? undefined : PROGRAMS[name];
  const state = store.get();
  if (program === undefined || !has(state, path)) return fail({ kind: 'missing', target: path });
  if (state.faults.hangs.some((file) => path.toLowerCase().endsWith(`\\${file.toLowerCase()}`)))
    return fail({ kind: 'timeout', what: path, afterMs: timeoutMs });
  const instead = state.faults.says[fileName(path)];
  const { exitCode, stdout, stderr, next }: Effect =
    instead === undefined ? program(state, args, stdin) : { exitCode: 0, stdout: instead, stderr: '' };
  if (next !== undefined) store.set(withKeptExclusions(next));
  const [out, error] = [Buffer.from(stdout), Buffer.from(stderr)];
  return out.length + error.length > maxOutputBytes
    ? fail({ kind: 'too-big', what: `output of ${path}`, limitBytes: maxOutputBytes })
    : ok({ exitCode, stdout: out, stderr: error });
}

function runRegistryTool(state: WindowsState, args: readonly string[], stdin: string): Effect {
  const { deniedKeys, unreadableKeys, disk } = state.faults;
  const world = {
    registry: state.registry,
    mayChange: (path: string) =>
      !deniedKeys.some((key) => isWithin(path, key)) && !isProtectedKey(state, path),
    mayRead: (path: string) => !unreadableKeys.some((key) => isWithin(path, key)),
    readFile: (path: string) => {
      const file = fileAt(state, path);
      return file === undefined ? undefined : Buffer.from(file.content, 'base64');
    },
    stdin,
  };
  const { registry, file, ...said } = runReg(world, args);
  if (file !== undefined && disk !== null)
    return { exitCode: 1, stdout: '', stderr: 'ERROR: Unable to write to the file.\r\n' };
  const files = file === undefined ? state.files : withWindowsFile(state.files, file.path, file.bytes);
  if (registry === undefined && file === undefined) return said;
  return { ...said, next: withRegistry({ ...state, files }, registry ?? state.registry) };
}

/** What a change of the registry sets off: the sensor looks, tamper protection records. */
function withRegistry(state: WindowsState, registry: Registry): WindowsState {
  const events = [...state.events, ...blockedChanges(state, registry)];
  return { ...state, registry: withSensor(state, registry), events };
}

/** Read from the registry as everything else is: what nobody may read, the machine does not say. */
function factsOf({ registry, windows, faults }: WindowsState): HostFacts {
  const hidden = (key: string): boolean =>
    faults.hangs.some((name) => name.toLowerCase() === 'reg.exe') ||
    faults.unreadableKeys.some((unreadable) => isWithin(key, unreadable));
  const text = (key: string, name: string): string | undefined =>
    hidden(key) ? undefined : textAt(registry, key, name);
  const number = (key: string, name: string): number | undefined =>
    hidden(key) ? undefined : numberAt(registry, key, name);
  const build = text(CURRENT_VERSION, 'CurrentBuild');
  const system = number(CURRENT_VERSION, 'CurrentMajorVersionNumber') === undefined ? '6.3' : '10.0';
  const named = text(CURRENT_VERSION, 'ProductName');
  // From build 22000 on a client is Windows 11, whatever its name says.
  const name =
    !windows.server && Number(build) >= 22_000 ? named?.replace('Windows 10', 'Windows 11') : named;
  return {
    os: 'windows',
    arch: 'x64',
    simulated: true,
    hardware: SIMULATED_HARDWARE,
    distribution: undefined,
    version: build === undefined ? undefined : `${system}.${build}.${number(CURRENT_VERSION, 'UBR') ?? 0}`,
    prettyName: `${name ?? 'Windows'} (simulated)`,
    hostname: text(COMPUTER_NAME, 'ComputerName'),
    machineId: text(CRYPTOGRAPHY, 'MachineGuid'),
    bootId: number(PREFETCH, 'BootId')?.toString(),
    init: undefined,
    container: undefined,
    role: roleOf(text(PRODUCT, 'ProductType')),
    hardwareId: text(HARDWARE, 'LastConfig')?.replaceAll(/[{}]/g, ''),
    installation: text(CURRENT_VERSION, 'InstallationType'),
    edition: text(CURRENT_VERSION, 'EditionID'),
  };
}

function roleOf(type: string | undefined): HostFacts['role'] {
  if (type === 'WinNT') return 'client';
  if (type === 'ServerNT') return 'server';
  return type === 'LanmanNT' ? 'domain-controller' : undefined;
}
