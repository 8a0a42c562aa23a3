// Puts a whole file in the place of another, durably: all of it or nothing, also when killed. File I/O.

import type { Stats } from 'node:fs';
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Fault, Result } from '../src/model/result.js';
import { fail, ok } from '../src/model/result.js';
import type { FileRules } from './file-rules.js';
import type { FileAttributes } from './host.js';

export interface Replacement {
  readonly real: string;
  readonly temporary: string;
  /** The path as the machine names it. */
  readonly name: string;
  readonly root: string;
  readonly inFlight: ReadonlySet<string>;
  readonly rules: FileRules;
}

export function replaceFile(
  target: Replacement,
  bytes: Uint8Array,
  attributes: FileAttributes | 'keep',
): Result<void> {
  const folder = dirname(target.real);
  const made: string[] = [];
  try {
    return replaceIn({ folder, made }, target, bytes, attributes);
  } finally {
    // They are empty only when nothing was written.
    made.reverse().every((folderMade) => removeEmpty(folderMade, target.rules));
  }
}

function replaceIn(
  { folder, made }: { readonly folder: string; readonly made: string[] },
  target: Replacement,
  bytes: Uint8Array,
  attributes: FileAttributes | 'keep',
): Result<void> {
  const unsafe =
    makeFolders({ target, made }, folder) ??
    target.rules.distrust({ path: folder, root: target.root, name: target.name });
  if (unsafe !== undefined) return fail(unsafe);
  const before = lstatOrMissing(target.real);
  if (before !== undefined && !before.isFile()) {
    const why = before.isSymbolicLink() ? 'it is a symbolic link' : 'it is not a regular file';
    return fail({ kind: 'unsafe', target: target.name, why });
  }
  removeLeftovers(target, folder);
  try {
    writeNew(target.temporary, bytes, attributes === 'keep' ? before : attributes);
    renameSync(target.temporary, target.real);
  } catch (error) {
    rmSync(target.temporary, { force: true });
    throw error;
  }
  target.rules.syncFolder(folder);
  return ok(undefined);
}

interface Making {
  readonly target: Replacement;
  /** The folders that were made so far, outermost first. */
  readonly made: string[];
}

/** Makes what is missing, each only inside a folder that is trusted; 0755 whatever our umask is. */
function makeFolders(making: Making, folder: string): Fault | undefined {
  if (lstatOrMissing(folder) !== undefined) return undefined;
  const { target, made } = making;
  const parent = dirname(folder);
  const unsafe =
    makeFolders(making, parent) ??
    target.rules.distrust({ path: parent, root: target.root, name: target.name });
  if (unsafe !== undefined) return unsafe;
  mkdirSync(folder, { mode: 0o755 });
  made.push(folder);
  chmodSync(folder, 0o755);
  target.rules.syncFolder(parent);
  return undefined;
}

function writeNew(temporary: string, bytes: Uint8Array, attributes: FileAttributes | undefined): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = openSync(temporary, flags, 0o600);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
    const made = fstatSync(file);
    const { uid, gid } = attributes ?? made;
    if (uid !== made.uid || gid !== made.gid) fchownSync(file, uid, gid);
    // After the owner: changing the owner clears the set-id bits.
    fchmodSync(file, (attributes?.mode ?? 0o644) & 0o7777);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export const temporaryPrefix = (real: string): string => join(dirname(real), `.${basename(real)}.holdfast-`);

/** What killed writers left behind: ours that are not under way, and those of processes that are no more. */
export function removeLeftovers(target: Pick<Replacement, 'real' | 'inFlight'>, folder: string): void {
  const prefix = temporaryPrefix(target.real);
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    const writer = path.startsWith(prefix) ? /^(\d+)-\d+$/.exec(path.slice(prefix.length))?.[1] : undefined;
    if (writer === undefined || target.inFlight.has(path)) continue;
    const pid = Number(writer);
    if (pid === process.pid || !isRunning(pid)) rmSync(path, { force: true });
  }
}

/** False: something is in it. */
export function removeEmpty(folder: string, rules: FileRules): boolean {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY') return false;
    throw error;
  }
  rules.syncFolder(dirname(folder));
  return true;
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function lstatOrMissing(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
