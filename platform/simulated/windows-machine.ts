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
import { createWindowsFiles, fileAt, withWindowsFile } from './windows-files.js';
import type { WindowsPreset } from './windows-presets.js';
import { COMPUTER_NAME, CRYPTOGRAPHY, CURRENT_VERSION, newWindows } from './windows-presets.js';
import type { WindowsState } from './windows-state.js';

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
      hasParts(json, 'windows-1', ['registry', 'files', 'services', 'defender', 'faults']),
  };
  const store = createMachineStore(form, options);
  const runs: (readonly string[])[] = [];
  return {
    ...createWindowsFiles(store, Object.keys(PROGRAMS)),
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
  if (program === undefined) return fail({ kind: 'missing', target: path });
  const state = store.get();
  if (state.faults.hangs.some((file) => path.toLowerCase().endsWith(`\\${file.toLowerCase()}`)))
    return fail({ kind: 'timeout', what: path, afterMs: timeoutMs });
  const { exitCode, stdout, stderr, next } = program(state, args, stdin);
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

function factsOf({ registry, windows, boots }: WindowsState): HostFacts {
  const build = textAt(registry, CURRENT_VERSION, 'CurrentBuild') ?? '';
  const revision = numberAt(registry, CURRENT_VERSION, 'UBR') ?? 0;
  const named = textAt(registry, CURRENT_VERSION, 'ProductName') ?? '';
  // From build 22000 on a client is Windows 11, whatever its name says.
  const name = !windows.server && Number(build) >= 22_000 ? named.replace('Windows 10', 'Windows 11') : named;
  return {
    os: 'windows',
    arch: 'x64',
    simulated: true,
    hardware: SIMULATED_HARDWARE,
    distribution: undefined,
    version: `10.0.${build}.${revision}`,
    prettyName: `${name} (simulated)`,
    hostname: textAt(registry, COMPUTER_NAME, 'ComputerName'),
    machineId: textAt(registry, CRYPTOGRAPHY, 'MachineGuid'),
    bootId: `00000000-0000-4000-8000-${String(boots).padStart(12, '0')}`,
    init: undefined,
    container: undefined,
  };
}
