// The files of the simulated Windows machine as a Host has them: found whatever their case. Over its store only.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { FileStat, Host } from '../host.js';
import type { MachineStore } from './machine-store.js';
import type { WindowsFile, WindowsState } from './windows-state.js';

type Files = Pick<Host, 'read' | 'writeAtomic' | 'remove' | 'removeFolder' | 'list' | 'stat'>;

/** Owner and mode mean nothing on Windows: they are root's. */
const OWNED = { uid: 0, gid: 0, trustedOwner: true } as const;

/** `programs`: paths that exist and have no content. */
export function createWindowsFiles(
  store: MachineStore<WindowsState>,
  listPrograms: () => readonly string[],
): Files {
  const stat = (path: string): FileStat | undefined => {
    const state = store.get();
    const file = fileAt(state, path);
    if (file !== undefined) return statOf(file);
    const programs = listPrograms();
    if (programs.some((program) => sameFile(program, path)))
      return { ...OWNED, type: 'file', mode: 0o755, size: 0, modifiedMs: 0 };
    return namesIn(state, programs, path) === undefined
      ? undefined
      : { ...OWNED, type: 'folder', mode: 0o755, size: 0, modifiedMs: 0 };
  };
  return {
    read: async (path, { maxBytes }) => {
      const file = fileAt(store.get(), path);
      if (file === undefined) return ok(undefined);
      const bytes = Buffer.from(file.content, 'base64');
      return bytes.length > maxBytes
        ? fail({ kind: 'too-big', what: path, limitBytes: maxBytes })
        : ok({ bytes, stat: statOf(file) });
    },
    stat: async (path) => ok(stat(path)),
    list: async (path) => ok(namesIn(store.get(), listPrograms(), path)),
    writeAtomic: async (path, bytes) => {
      const state = store.get();
      const refused = refusal(state, path, stat(path)?.type === 'folder');
      if (!refused.ok) return refused;
      store.set({ ...state, files: withWindowsFile(state.files, path, bytes) });
      return ok(undefined);
    },
    remove: async (path) => {
      const state = store.get();
      if (fileAt(state, path) === undefined) return ok(undefined);
      if (state.faults.disk === 'read-only') return fail({ kind: 'disk', target: path, why: 'read-only' });
      store.set({ ...state, files: withoutWindowsFile(state.files, path) });
      return ok(undefined);
    },
    // Folders are where files are: an empty one is gone already.
    removeFolder: async (path) => ok(namesIn(store.get(), listPrograms(), path) === undefined),
  };
}

function refusal(state: WindowsState, path: string, isFolder: boolean): Result<void> {
  if (state.faults.disk !== null) return fail({ kind: 'disk', target: path, why: state.faults.disk });
  return isFolder ? fail({ kind: 'unsafe', target: path, why: 'it is not a regular file' }) : ok(undefined);
}

/** A slash will do where a backslash is meant. */
const keyOf = (path: string): string => path.replaceAll('/', '\\').toLowerCase();

const sameFile = (path: string, other: string): boolean => keyOf(path) === keyOf(other);

export const fileAt = (state: Pick<WindowsState, 'files'>, path: string): WindowsFile | undefined =>
  Object.hasOwn(state.files, keyOf(path)) ? state.files[keyOf(path)] : undefined;

export function withWindowsFile(
  files: WindowsState['files'],
  path: string,
  bytes: Uint8Array,
): WindowsState['files'] {
  const before = fileAt({ files }, path);
  const content = Buffer.from(bytes).toString('base64');
  const changed = (before?.changed ?? 0) + 1;
  return { ...files, [keyOf(path)]: { path: before?.path ?? path.replaceAll('/', '\\'), content, changed } };
}

export function withoutWindowsFile(files: WindowsState['files'], path: string): WindowsState['files'] {
  const { [keyOf(path)]: _, ...rest } = files;
  return rest;
}

function statOf({ content, changed }: WindowsFile): FileStat {
  return {
    ...OWNED,
    type: 'file',
    mode: 0o644,
    size: Buffer.byteLength(content, 'base64'),
    modifiedMs: changed,
  };
}

function namesIn(
  state: WindowsState,
  programs: readonly string[],
  path: string,
): readonly string[] | undefined {
  const prefix = `${keyOf(path).replace(/\\$/, '')}\\`;
  const paths = [...Object.values(state.files).map((file) => file.path), ...programs];
  const names = new Map<string, string>();
  for (const file of paths) {
    if (!keyOf(file).startsWith(prefix)) continue;
    const name = file.slice(prefix.length).split('\\')[0] ?? '';
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  }
  return names.size === 0 ? undefined : [...names.values()].sort();
}
