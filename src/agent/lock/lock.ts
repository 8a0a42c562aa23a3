// One holder at a time, however it ends. A lock is a row of generations NAME.1, NAME.2, ...: the highest says who
// holds it, and it is taken over only by linking the next one, which one process alone can do. A generation is
// never removed while it is the highest, so two contenders can never both win. Only touches the lock folder.

import { linkSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { errorCode, readJson, removeQuietly, toFault, writeWhole } from '../files/own-files.js';
import type { Processes } from './processes.js';

export type LockName = 'daemon' | 'turn';

export interface Holder {
  readonly pid: number;
  /** Which start of the machine, where the system says so: after a restart every pid is somebody else's. */
  readonly boot: string;
  /** When the process began, in the system's own unit: tells a reused pid. */
  readonly began: string;
}

export interface Lock {
  release(): void;
}

export type LockError =
  | { readonly kind: 'held'; readonly by: Holder }
  | { readonly kind: 'fault'; readonly fault: Fault };

export const lockFault = (error: LockError, locks: string): Fault =>
  error.kind === 'fault'
    ? error.fault
    : { kind: 'busy', target: locks, why: `a daemon runs already (process ${error.by.pid}); stop it first` };

interface Generation {
  readonly number: number;
  /** `undefined`: released, or not readable as ours. */
  readonly holder: Holder | undefined;
}

/** The folder must exist. */
export function acquireLock(folder: string, name: LockName, processes: Processes): Result<Lock, LockError> {
  const last = highest(folder, name);
  if (last?.holder !== undefined && isAlive(last.holder, processes))
    return fail({ kind: 'held', by: last.holder });
  const number = (last?.number ?? 0) + 1;
  const mine = processes.self();
  const taken = link(folder, name, number, mine);
  if (!taken.ok) return fail({ kind: 'fault', fault: taken.error });
  const winner = highest(folder, name);
  if (!taken.value || winner?.number !== number) {
    if (taken.value) removeQuietly(fileOf(folder, name, number));
    return winner?.holder === undefined
      ? acquireLock(folder, name, processes)
      : fail({ kind: 'held', by: winner.holder });
  }
  for (const older of generations(folder, name))
    if (older < number) removeQuietly(fileOf(folder, name, older));
  return ok({
    release: () => {
      writeWhole(fileOf(folder, name, number), '{}', { mode: 0o600, durable: false });
    },
  });
}

/** Who holds it now; `undefined`: nobody who is alive. */
export function lockHolder(folder: string, name: LockName, processes: Processes): Holder | undefined {
  const holder = highest(folder, name)?.holder;
  return holder !== undefined && isAlive(holder, processes) ? holder : undefined;
}

const fileOf = (folder: string, name: LockName, number: number): string => join(folder, `${name}.${number}`);

/** False: another process was quicker. The content is there from the first moment. */
function link(folder: string, name: LockName, number: number, mine: Holder): Result<boolean> {
  const draft = join(folder, `draft.${mine.pid}.${name}`);
  const written = writeWhole(draft, JSON.stringify(mine), { mode: 0o600, durable: false });
  if (!written.ok) return written;
  try {
    linkSync(draft, fileOf(folder, name, number));
    return ok(true);
  } catch (error) {
    return errorCode(error) === 'EEXIST' ? ok(false) : fail(toFault(folder, error));
  } finally {
    removeQuietly(draft);
  }
}

function highest(folder: string, name: LockName): Generation | undefined {
  const number = generations(folder, name).at(-1);
  if (number === undefined) return undefined;
  return { number, holder: parseHolder(readJson(fileOf(folder, name, number))) };
}

function generations(folder: string, name: LockName): readonly number[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => Number(file.slice(name.length + 1)))
    .filter((number) => Number.isSafeInteger(number) && number > 0)
    .sort((a, b) => a - b);
}

/** A holder that the system cannot tell about (another boot, pid gone or reused) holds nothing. */
function isAlive(holder: Holder, processes: Processes): boolean {
  const { boot } = processes.self();
  if (holder.boot !== boot) return false;
  const began = processes.began(holder.pid);
  return began !== undefined && began === holder.began;
}

function parseHolder(raw: unknown): Holder | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { pid, boot, began } = { pid: undefined, boot: undefined, began: undefined, ...raw };
  if (typeof pid !== 'number' || typeof boot !== 'string' || typeof began !== 'string') return undefined;
  return { pid, boot, began };
}
