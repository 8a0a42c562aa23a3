// The agent's own small files: written whole and renamed into place, read with a size limit. Only place of the
// agent (beside the database) that writes to its folders.

import {
  chmodSync,
  closeSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';

export interface WriteOptions {
  readonly mode: number;
  /** Survives a power cut when it returns; else only a crash of ours. */
  readonly durable: boolean;
}

/** Never half a file: the name shows the old content or the new one. */
export function writeWhole(path: string, content: string | Uint8Array, options: WriteOptions): Result<void> {
  const temporary = join(dirname(path), `.${process.pid}.${basename(path)}.tmp`);
  try {
    rmSync(temporary, { force: true });
    const file = openSync(temporary, 'wx', options.mode);
    try {
      writeAll(file, typeof content === 'string' ? Buffer.from(content) : content);
      fchmodSync(file, options.mode);
      if (options.durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    if (options.durable) syncFolder(dirname(path));
    return ok(undefined);
  } catch (error) {
    removeQuietly(temporary);
    return fail(toFault(path, error));
  }
}

/** `undefined`: there is none. */
export function readBytes(path: string, limitBytes: number): Result<Buffer | undefined> {
  try {
    const file = openSync(path, 'r');
    try {
      const { size } = fstatSync(file);
      if (size > limitBytes) return fail({ kind: 'too-big', what: path, limitBytes });
      const buffer = Buffer.alloc(size);
      let at = 0;
      while (at < size) {
        const read = readSync(file, buffer, at, size - at, at);
        if (read === 0) break;
        at += read;
      }
      return ok(buffer.subarray(0, at));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? ok(undefined) : fail(toFault(path, error));
  }
}

/** JSON of ours. A file that does not parse is as if it were not there: each of them can be made again. */
export function readJson(path: string, limitBytes = 1_048_576): unknown {
  const bytes = readBytes(path, limitBytes);
  if (!bytes.ok || bytes.value === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(bytes.value.toString('utf8'));
    return parsed;
  } catch {
    return undefined;
  }
}

/** Makes the folder, or refuses one that somebody else prepared (a link, another owner). Too wide a mode is mended. */
export function ensureFolder(path: string, mode: number): Result<void> {
  try {
    mkdirSync(path, { recursive: true, mode });
    const stat = lstatSync(path);
    if (!stat.isDirectory()) return fail({ kind: 'unsafe', target: path, why: 'it is not a folder' });
    const self = process.geteuid?.();
    if (self !== undefined && stat.uid !== self)
      return fail({ kind: 'unsafe', target: path, why: `it belongs to another account (${stat.uid})` });
    if (self !== undefined && (stat.mode & 0o022) !== 0) chmodSync(path, mode);
    return ok(undefined);
  } catch (error) {
    return fail(toFault(path, error));
  }
}

export function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What cannot be removed is overwritten or judged the next time.
  }
}

export function toFault(target: string, error: unknown): Fault {
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
      return { kind: 'denied', target, need: 'root' };
    case 'ENOENT':
      return { kind: 'missing', target };
    case 'ENOSPC':
    case 'EDQUOT':
      return { kind: 'disk', target, why: 'full' };
    case 'EROFS':
      return { kind: 'disk', target, why: 'read-only' };
    default:
      return { kind: 'disk', target, why: 'io' };
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function writeAll(file: number, bytes: Uint8Array): void {
  let at = 0;
  while (at < bytes.length) at += writeSync(file, bytes, at, bytes.length - at);
}

/** A rename is durable when its folder is. Windows has no such call and needs none. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
