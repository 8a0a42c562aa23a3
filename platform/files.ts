// Files of the real machine: bounded reads without following links, whole-file durable writes. The only file I/O of a Host.

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
  readSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join, normalize, sep } from 'node:path';
import type { Fault, Result } from '../src/model/result.js';
import { fail, ok } from '../src/model/result.js';
import { fileFault } from './file-fault.js';
import type { FileAttributes, FileContent, FileStat, Host, ReadOptions } from './host.js';
import { distrust, ownerIsTrusted } from './trust.js';

export type Files = Pick<Host, 'read' | 'writeAtomic' | 'remove' | 'list' | 'stat'>;

/** Where a path of the machine really is: the prefix cannot be climbed out of with `..`. */
export function place(root: string, path: string): string {
  return join(root, normalize(sep + path));
}

export function createFiles(root: string): Files {
  const inFlight = new Set<string>();
  let writes = 0;
  const attempt = async <T>(path: string, work: (real: string) => Result<T>): Promise<Result<T>> => {
    try {
      return work(place(root, path));
    } catch (error) {
      return fail(fileFault(error, path));
    }
  };
  return {
    read: (path, options) => attempt(path, (real) => readBounded(real, path, options)),
    writeAtomic: (path, bytes, attributes) =>
      attempt(path, (real) => {
        writes += 1;
        const temporary = `${temporaryPrefix(real)}${process.pid}-${writes}`;
        inFlight.add(temporary);
        try {
          return replaceFile({ real, temporary, name: path, root, inFlight }, bytes, attributes);
        } finally {
          inFlight.delete(temporary);
        }
      }),
    remove: (path) =>
      attempt(path, (real) => {
        const unsafe = distrust({ path: dirname(real), root, name: path });
        if (unsafe !== undefined) return fail(unsafe);
        unlinkSync(real);
        syncFolder(dirname(real));
        return ok(undefined);
      }).then((result) => (isMissing(result) ? ok(undefined) : result)),
    list: (path) =>
      attempt<readonly string[] | undefined>(path, (real) => ok(readdirSync(real).sort())).then((result) =>
        isMissing(result) ? ok(undefined) : result,
      ),
    stat: (path) =>
      attempt<FileStat | undefined>(path, (real) => ok(toStat(lstatSync(real)))).then((result) =>
        isMissing(result) ? ok(undefined) : result,
      ),
  };
}

const isMissing = (result: Result<unknown>): boolean => !result.ok && result.error.kind === 'missing';

function readBounded(real: string, name: string, options: ReadOptions): Result<FileContent | undefined> {
  const noFollow = options.follow === true ? 0 : constants.O_NOFOLLOW;
  const file = openOrMissing(real, constants.O_RDONLY | constants.O_NONBLOCK | noFollow);
  if (file === undefined) return ok(undefined);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return fail({ kind: 'unsafe', target: name, why: 'it is not a regular file' });
    const bytes = readUpTo(file, options.maxBytes, stats.size);
    if (bytes === undefined) return fail({ kind: 'too-big', what: name, limitBytes: options.maxBytes });
    return ok({ bytes, stat: toStat(stats) });
  } finally {
    closeSync(file);
  }
}

function openOrMissing(real: string, flags: number): number | undefined {
  try {
    return openSync(real, flags);
  } catch (error) {
    if (fileFault(error, real).kind === 'missing') return undefined;
    throw error;
  }
}

/** Kernel files say size 0, so the end is where a read gives nothing. `undefined`: more than the limit. */
function readUpTo(file: number, maxBytes: number, sizeHint: number): Uint8Array | undefined {
  if (sizeHint > maxBytes) return undefined;
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (let step = Math.max(sizeHint + 1, 4096); ; step = 65_536) {
    const chunk = Buffer.allocUnsafe(step);
    const got = readSync(file, chunk, 0, step, null);
    if (got === 0) return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
    total += got;
    if (total > maxBytes) return undefined;
    chunks.push(chunk.subarray(0, got));
  }
}

interface Replacement {
  readonly real: string;
  readonly temporary: string;
  /** The path as the machine names it. */
  readonly name: string;
  readonly root: string;
  readonly inFlight: ReadonlySet<string>;
}

function replaceFile(
  target: Replacement,
  bytes: Uint8Array,
  attributes: FileAttributes | 'keep',
): Result<void> {
  const folder = dirname(target.real);
  const unsafe =
    makeFolders(target, folder) ?? distrust({ path: folder, root: target.root, name: target.name });
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
  syncFolder(folder);
  return ok(undefined);
}

/** Makes what is missing, each only inside a folder that is trusted; 0755 whatever our umask is. */
function makeFolders(target: Replacement, folder: string): Fault | undefined {
  if (lstatOrMissing(folder) !== undefined) return undefined;
  const parent = dirname(folder);
  const unsafe =
    makeFolders(target, parent) ?? distrust({ path: parent, root: target.root, name: target.name });
  if (unsafe !== undefined) return unsafe;
  mkdirSync(folder, { mode: 0o755 });
  chmodSync(folder, 0o755);
  syncFolder(parent);
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

const temporaryPrefix = (real: string): string => join(dirname(real), `.${basename(real)}.holdfast-`);

/** What killed writers left behind: ours that are not under way, and those of processes that are no more. */
function removeLeftovers(target: Replacement, folder: string): void {
  const prefix = temporaryPrefix(target.real);
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    const writer = path.startsWith(prefix) ? /^(\d+)-\d+$/.exec(path.slice(prefix.length))?.[1] : undefined;
    if (writer === undefined || target.inFlight.has(path)) continue;
    const pid = Number(writer);
    if (pid === process.pid || !isRunning(pid)) rmSync(path, { force: true });
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function lstatOrMissing(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}

function toStat(stats: Stats): FileStat {
  return {
    type: stats.isFile()
      ? 'file'
      : stats.isDirectory()
        ? 'folder'
        : stats.isSymbolicLink()
          ? 'link'
          : 'other',
    size: stats.size,
    modifiedMs: stats.mtimeMs,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    trustedOwner: ownerIsTrusted(stats),
  };
}
