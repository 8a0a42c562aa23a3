// Files of the real machine: bounded reads without following links, listing, removing. With replace-file.ts the only
// file I/O of a Host.

import type { Stats } from 'node:fs';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  unlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from '../src/model/result.js';
import { fail, ok } from '../src/model/result.js';
import { fileFault } from './file-fault.js';
import type { FileRules } from './file-rules.js';
import type { FileContent, FileStat, Host, ReadOptions } from './host.js';
import { removeEmpty, removeLeftovers, replaceFile, temporaryPrefix } from './replace-file.js';

export type Files = Pick<Host, 'read' | 'writeAtomic' | 'remove' | 'removeFolder' | 'list' | 'stat'>;

export function createFiles(root: string, rules: FileRules): Files {
  const inFlight = new Set<string>();
  let writes = 0;
  const attempt = async <T>(path: string, work: (real: string) => Result<T>): Promise<Result<T>> => {
    try {
      return work(rules.place(root, path));
    } catch (error) {
      return fail(fileFault(error, path, rules.need));
    }
  };
  return {
    read: (path, options) => attempt(path, (real) => readBounded(rules, real, path, options)),
    writeAtomic: (path, bytes, attributes) =>
      attempt(path, (real) => {
        writes += 1;
        const temporary = `${temporaryPrefix(real)}${process.pid}-${writes}`;
        inFlight.add(temporary);
        try {
          return replaceFile({ real, temporary, name: path, root, inFlight, rules }, bytes, attributes);
        } finally {
          inFlight.delete(temporary);
        }
      }),
    remove: (path) =>
      attempt(path, (real) => {
        const unsafe = rules.distrust({ path: dirname(real), root, name: path });
        if (unsafe !== undefined) return fail(unsafe);
        removeLeftovers({ real, inFlight }, dirname(real));
        unlinkSync(real);
        rules.syncFolder(dirname(real));
        return ok(undefined);
      }).then((result) => (isMissing(result) ? ok(undefined) : result)),
    removeFolder: (path) =>
      attempt(path, (real) => {
        const unsafe = rules.distrust({ path: dirname(real), root, name: path });
        return unsafe === undefined ? ok(removeEmpty(real, rules)) : fail(unsafe);
      }).then((result) => (isMissing(result) ? ok(true) : result)),
    list: (path) =>
      attempt<readonly string[] | undefined>(path, (real) => ok(readdirSync(real).sort())).then((result) =>
        isMissing(result) ? ok(undefined) : result,
      ),
    stat: (path) =>
      attempt<FileStat | undefined>(path, (real) => ok(toStat(rules, lstatSync(real)))).then((result) =>
        isMissing(result) ? ok(undefined) : result,
      ),
  };
}

const isMissing = (result: Result<unknown>): boolean => !result.ok && result.error.kind === 'missing';

function readBounded(
  rules: FileRules,
  real: string,
  name: string,
  options: ReadOptions,
): Result<FileContent | undefined> {
  if (options.follow !== true && rules.isLink(real))
    return fail({ kind: 'unsafe', target: name, why: 'it is a symbolic link' });
  const noFollow = options.follow === true ? 0 : constants.O_NOFOLLOW;
  const file = openOrMissing(real, constants.O_RDONLY | constants.O_NONBLOCK | noFollow);
  if (file === undefined) return ok(undefined);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return fail({ kind: 'unsafe', target: name, why: 'it is not a regular file' });
    const bytes = readUpTo(file, options.maxBytes, stats.size);
    if (bytes === undefined) return fail({ kind: 'too-big', what: name, limitBytes: options.maxBytes });
    return ok({ bytes, stat: toStat(rules, stats) });
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

function toStat(rules: FileRules, stats: Stats): FileStat {
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
    trustedOwner: rules.trustsOwner(stats),
  };
}
