// Where a simulated machine lives: in memory, or whole in one JSON file that several processes may share.

import { closeSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import type { MachineState } from './machine-state.js';
import { newMachine } from './machine-state.js';

export interface MachineStore {
  get(): MachineState;
  set(state: MachineState): void;
}

export function createMemoryStore(initial: MachineState = newMachine()): MachineStore {
  let state = initial;
  return {
    get: () => state,
    set: (next) => {
      state = next;
    },
  };
}

/** Reads again when another process has replaced the file. A file that is no machine is an error of the caller's. */
export function createFileStore(path: string): MachineStore {
  let seen: { readonly stamp: string; readonly state: MachineState } | undefined;
  return {
    get: () => {
      const stamp = stampOf(path);
      if (stamp === undefined) return newMachine();
      if (seen?.stamp !== stamp) seen = { stamp, state: parseMachine(readFileSync(path, 'utf8'), path) };
      return seen.state;
    },
    set: (state) => {
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
function parseMachine(text: string, path: string): MachineState {
  const json: unknown = JSON.parse(text);
  if (isMachine(json)) return json;
  throw new Error(`${path} does not hold a simulated machine`);
}

function isMachine(json: unknown): json is MachineState {
  if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== 1) return false;
  return ['files', 'agent', 'faults'].every((name) => Object.hasOwn(json, name));
}
