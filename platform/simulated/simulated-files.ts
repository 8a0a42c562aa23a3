// The files of a simulated machine, as a Host has them. Over its store only; touches no disk.

import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { FileAttributes, FileContent, FileStat, Host, ReadOptions } from '../host.js';
import type { MachineState, SimulatedFile } from './machine-state.js';
import type { MachineStore } from './machine-store.js';

/** Paths of the programs that are installed; they have no content. */
export type ProgramsOf = (state: MachineState) => readonly string[];

export function createSimulatedFiles(
  store: MachineStore<MachineState>,
  programs: ProgramsOf,
): Pick<Host, 'read' | 'writeAtomic' | 'remove' | 'removeFolder' | 'list' | 'stat'> {
  return {
    read: async (path, options) => readSimulated(store.get(), path, options),
    stat: async (path) => ok(statSimulated(store.get(), path, programs)),
    list: async (path) => ok(listSimulated(store.get(), path, programs)),
    writeAtomic: async (path, bytes, attributes) => {
      const state = store.get();
      const refused = refusal(state, path, programs);
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
    removeFolder: async (path) => ok(listSimulated(store.get(), path, programs) === undefined),
  };
}

function refusal(state: MachineState, path: string, programs: ProgramsOf): Fault | undefined {
  if (state.faults.disk !== null) return { kind: 'disk', target: path, why: state.faults.disk };
  const type = statSimulated(state, path, programs)?.type;
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

function statSimulated(state: MachineState, path: string, programs: ProgramsOf): FileStat | undefined {
  const root = { uid: 0, gid: 0, size: 0, modifiedMs: 0, trustedOwner: true };
  if (programs(state).includes(path)) return { ...root, type: 'file', mode: 0o755 };
  const file = fileAt(state, path);
  if (file !== undefined) return statOf(file);
  return listSimulated(state, path, programs) === undefined
    ? undefined
    : { ...root, type: 'folder', mode: 0o755 };
}

function statOf(file: SimulatedFile): FileStat {
  if (file.type === 'link') {
    return { type: 'link', mode: 0o777, uid: 0, gid: 0, size: 0, modifiedMs: 0, trustedOwner: true };
  }
  const { mode, uid, gid, content, changed } = file;
  const size = Buffer.byteLength(content, 'base64');
  return { type: 'file', mode, uid, gid, size, modifiedMs: changed, trustedOwner: uid === 0 };
}

function listSimulated(
  state: MachineState,
  path: string,
  programs: ProgramsOf,
): readonly string[] | undefined {
  const prefix = path.endsWith('/') ? path : `${path}/`;
  const paths = [...Object.keys(state.files), ...programs(state)];
  const names = paths
    .filter((file) => file.startsWith(prefix))
    .map((file) => file.slice(prefix.length).split('/')[0] ?? '');
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}

export function withFile(
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

export function without(state: MachineState, path: string): Pick<MachineState, 'files'> {
  const { [path]: _, ...files } = state.files;
  return { files };
}
