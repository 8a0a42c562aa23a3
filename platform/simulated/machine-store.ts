// Where a simulated machine lives: in memory, or whole in one JSON file that several processes may share.

import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';

export interface MachineStore<State> {
  get(): State;
  set(state: State): void;
}

/** What one kind of machine looks like: a new one, and whether something read from a file is one. */
export interface MachineForm<State> {
  fresh(): State;
  is(json: unknown): json is State;
}

export interface MachinePlace {
  /** The machine is that file, made at the first change; without it, it lives in memory. */
  readonly statePath?: string;
  /** While this is not there, nothing is kept beyond this process. Default: the folder of the file. */
  readonly keptWith?: string;
}

export function createMachineStore<State>(
  form: MachineForm<State>,
  { statePath, keptWith }: MachinePlace,
): MachineStore<State> {
  return statePath === undefined
    ? createMemoryStore(form.fresh())
    : createFileStore(form, statePath, keptWith ?? dirname(statePath));
}

function createMemoryStore<State>(initial: State): MachineStore<State> {
  let state = initial;
  return {
    get: () => state,
    set: (next) => {
      state = next;
    },
  };
}

/**
 * Reads again when another process has replaced the file. A look (a plan) makes nothing, neither a folder nor a file
 * in one that is not a machine's yet. A file that is no machine is an error of the caller's.
 */
function createFileStore<State>(
  form: MachineForm<State>,
  path: string,
  keptWith: string,
): MachineStore<State> {
  let seen: { readonly stamp: string; readonly state: State } | undefined;
  let unkept: State | undefined;
  return {
    get: () => {
      const stamp = stampOf(path);
      if (stamp === undefined) {
        unkept ??= form.fresh();
        return unkept;
      }
      if (seen?.stamp !== stamp) seen = { stamp, state: parseMachine(form, path) };
      return seen.state;
    },
    set: (state) => {
      if (!existsSync(keptWith)) {
        unkept = state;
        return;
      }
      const temporary = `${path}.${process.pid}.new`;
      const file = openSync(temporary, 'w', 0o600);
      try {
        writeSync(file, JSON.stringify(state));
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, path);
      const stamp = stampOf(path);
      seen = stamp === undefined ? undefined : { stamp, state };
    },
  };
}

function stampOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.ino}-${stats.mtimeNs}-${stats.size}`;
}

/** Written by ourselves only: the check is for a file that is something else. */
function parseMachine<State>(form: MachineForm<State>, path: string): State {
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (form.is(json)) return json;
  throw new Error(`${path} does not hold a simulated machine of this kind`);
}

/** The marks that every kind has: its format, and the parts that must be there. */
export function hasParts(json: unknown, format: string | number, parts: readonly string[]): boolean {
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== format)
    return false;
  return parts.every((name) => Object.hasOwn(json, name));
}
