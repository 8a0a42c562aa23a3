// A whole Linux machine that is not there: a Host over plain data, with faults on demand. Starts nothing, waits never.

import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type {
  FileAttributes,
  FileContent,
  FileStat,
  Host,
  ReadOptions,
  RunOptions,
  RunOutput,
} from '../host.js';
import { readLinuxFacts } from '../linux/facts.js';
import type { AgentState, Faults, MachineState, SimulatedFile } from './machine-state.js';
import { fileText, MANAGED_FILE, MDATP, newMachine } from './machine-state.js';
import type { MachineForm, MachineStore } from './machine-store.js';
import { createMachineStore, hasParts } from './machine-store.js';
import { runSimulatedMdatp } from './mdatp.js';

export interface SimulatedLinux extends Host {
  state(): MachineState;
  setFaults(faults: Partial<Omit<Faults, 'tamperProtected'>> & { readonly tamperProtected?: boolean }): void;
  setAgent(agent: Partial<AgentState>): void;
  /** What another administrator does to a file; `undefined` removes it. */
  setFile(path: string, content: string | undefined): void;
  setLink(path: string, target: string): void;
  /** What only a restart of the daemon takes up is in force after it. */
  restartDaemon(): void;
  /** Commands run so far by this object, program first. */
  readonly runs: readonly (readonly string[])[];
}

const LINUX: MachineForm<MachineState> = {
  fresh: newMachine,
  is: (json): json is MachineState => hasParts(json, 1, ['files', 'agent', 'faults']),
};

/** With a path, the machine is that file (made at the first change); else it lives in memory. */
export function createSimulatedLinux(options: { readonly statePath?: string } = {}): SimulatedLinux {
  const store = createMachineStore(LINUX, options.statePath);
  const runs: (readonly string[])[] = [];
  const files = createSimulatedFiles(store);
  return {
    ...files,
    runs,
    run: async (program, args, runOptions) => {
      runs.push([program, ...args]);
      return runSimulated(store, program, args, runOptions);
    },
    facts: async () => ({ ...(await readLinuxFacts(files)), os: 'linux', arch: 'x64', simulated: true }),
    state: store.get,
    ...createControls(store),
  };
}

type Controls = Pick<SimulatedLinux, 'setFaults' | 'setAgent' | 'setFile' | 'setLink' | 'restartDaemon'>;

function createControls(store: MachineStore<MachineState>): Controls {
  const update = (change: (state: MachineState) => Partial<MachineState>): void => {
    const state = store.get();
    store.set({ ...state, ...change(state) });
  };
  return {
    setFaults: ({ tamperProtected, ...faults }) =>
      update((state) => {
        const tamper = tamperProtected ? { kept: fileText(state, MANAGED_FILE) } : null;
        const kept = tamperProtected === undefined ? state.faults.tamperProtected : tamper;
        return { faults: { ...state.faults, ...faults, tamperProtected: kept } };
      }),
    setAgent: (agent) => update((state) => ({ agent: { ...state.agent, ...agent } })),
    setFile: (path, content) =>
      update((state) =>
        content === undefined ? without(state, path) : withFile(state, path, Buffer.from(content), 'keep'),
      ),
    setLink: (path, target) =>
      update((state) => ({ files: { ...state.files, [path]: { type: 'link', target } } })),
    restartDaemon: () =>
      update((state) => ({ agent: { ...state.agent, managedAtStart: fileText(state, MANAGED_FILE) } })),
  };
}

/** Time never passes here: a program that hangs has already hung for its whole time limit. */
function runSimulated(
  store: MachineStore<MachineState>,
  program: string,
  args: readonly string[],
  { signal, timeoutMs, maxOutputBytes }: RunOptions,
): Result<RunOutput> {
  const state = store.get();
  if (signal.aborted) return fail({ kind: 'cancelled', what: program });
  if (program !== MDATP || state.faults.notInstalled) return fail({ kind: 'missing', target: program });
  if (state.faults.hangs) return fail({ kind: 'timeout', what: program, afterMs: timeoutMs });
  const { exitCode, stdout, stderr, agent } = runSimulatedMdatp(state, args);
  if (agent !== undefined) store.set({ ...state, agent });
  const [out, error] = [Buffer.from(stdout), Buffer.from(stderr)];
  if (out.length + error.length > maxOutputBytes) {
    return fail({ kind: 'too-big', what: `output of ${program}`, limitBytes: maxOutputBytes });
  }
  return ok({ exitCode, stdout: out, stderr: error });
}

function createSimulatedFiles(
  store: MachineStore<MachineState>,
): Pick<Host, 'read' | 'writeAtomic' | 'remove' | 'removeFolder' | 'list' | 'stat'> {
  return {
    read: async (path, options) => readSimulated(store.get(), path, options),
    stat: async (path) => ok(statSimulated(store.get(), path)),
    list: async (path) => ok(listSimulated(store.get(), path)),
    writeAtomic: async (path, bytes, attributes) => {
      const state = store.get();
      const refused = refusal(state, path);
      if (refused !== undefined) return fail(refused);
      store.set({ ...state, ...withFile(state, path, bytes, attributes) });
      return ok(undefined);
    },
    remove: async (path) => {
      const state = store.get();
      if (!Object.hasOwn(state.files, path)) return ok(undefined);
      if (state.faults.disk === 'read-only') return fail({ kind: 'disk', target: path, why: 'read-only' });
      store.set({ ...state, ...without(state, path) });
      return ok(undefined);
    },
    // Folders are where files are: an empty one is gone already.
    removeFolder: async (path) => ok(listSimulated(store.get(), path) === undefined),
  };
}

function refusal(state: MachineState, path: string): Fault | undefined {
  if (state.faults.disk !== null) return { kind: 'disk', target: path, why: state.faults.disk };
  const type = statSimulated(state, path)?.type;
  if (type === 'link') return { kind: 'unsafe', target: path, why: 'it is a symbolic link' };
  return type === 'folder' ? { kind: 'unsafe', target: path, why: 'it is not a regular file' } : undefined;
}

function readSimulated(
  state: MachineState,
  path: string,
  options: ReadOptions,
): Result<FileContent | undefined> {
  const found = fileAt(state, path);
  const follow = found?.type === 'link' && options.follow === true;
  const file = follow ? fileAt(state, found.target) : found;
  if (file?.type === 'link') return fail({ kind: 'unsafe', target: path, why: 'it is a symbolic link' });
  if (file === undefined) return ok(undefined);
  const bytes = Buffer.from(file.content, 'base64');
  if (bytes.length > options.maxBytes) {
    return fail({ kind: 'too-big', what: path, limitBytes: options.maxBytes });
  }
  return ok({ bytes, stat: statOf(file) });
}

const fileAt = (state: MachineState, path: string): SimulatedFile | undefined =>
  Object.hasOwn(state.files, path) ? state.files[path] : undefined;

/** The agent's program is there while it is installed; it has no content. */
function statSimulated(state: MachineState, path: string): FileStat | undefined {
  const root = { uid: 0, gid: 0, size: 0, modifiedMs: 0, trustedOwner: true };
  if (path === MDATP) return state.faults.notInstalled ? undefined : { ...root, type: 'file', mode: 0o755 };
  const file = fileAt(state, path);
  if (file !== undefined) return statOf(file);
  return listSimulated(state, path) === undefined ? undefined : { ...root, type: 'folder', mode: 0o755 };
}

function statOf(file: SimulatedFile): FileStat {
  if (file.type === 'link') {
    return { type: 'link', mode: 0o777, uid: 0, gid: 0, size: 0, modifiedMs: 0, trustedOwner: true };
  }
  const { mode, uid, gid, content, changed } = file;
  const size = Buffer.byteLength(content, 'base64');
  return { type: 'file', mode, uid, gid, size, modifiedMs: changed, trustedOwner: uid === 0 };
}

function listSimulated(state: MachineState, path: string): readonly string[] | undefined {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const paths = Object.keys(state.files).concat(state.faults.notInstalled ? [] : [MDATP]);
  const names = paths
    .filter((file) => file.startsWith(prefix))
    .map((file) => file.slice(prefix.length).split('/')[0] ?? '');
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}

function withFile(
  state: MachineState,
  path: string,
  bytes: Uint8Array,
  attributes: FileAttributes | 'keep',
): Pick<MachineState, 'files'> {
  const before = fileAt(state, path);
  const kept = before?.type === 'file' ? before : { mode: 0o644, uid: 0, gid: 0, changed: 0 };
  const { mode, uid, gid } = attributes === 'keep' ? kept : attributes;
  const content = Buffer.from(bytes).toString('base64');
  return {
    files: { ...state.files, [path]: { type: 'file', content, mode, uid, gid, changed: kept.changed + 1 } },
  };
}

function without(state: MachineState, path: string): Pick<MachineState, 'files'> {
  const { [path]: _, ...files } = state.files;
  return { files };
}
