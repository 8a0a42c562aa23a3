// The folder with the database and its keys: ours alone, or it is not used. Reads and makes that folder only.

import type { Stats } from 'node:fs';
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';

/** One that is there must be ours; it is closed to others where it is empty, and otherwise must be closed already. */
export function makeDataFolder(path: string): Result<void, string> {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const checked = checkDataFolder(path);
    if (!checked.ok) return checked;
    if (!isOpenToOthers(statSync(path))) return ok(undefined);
    if (readdirSync(path).length > 0)
      return fail(`${path} holds other files and others may read it: give a folder of its own`);
    chmodSync(path, 0o700);
    return ok(undefined);
  } catch (error) {
    return fail(`${path} could not be made: ${reasonOf(error)}`);
  }
}

/** Whoever owns the folder, or may write to it, could put another database there, with keys that devices then trust. */
export function checkDataFolder(path: string): Result<void, string> {
  try {
    const stats = statSync(path);
    if (!stats.isDirectory()) return fail(`${path} is not a folder`);
    const self = process.geteuid?.();
    // Windows has neither: there the folder's access list decides.
    if (self === undefined) return ok(undefined);
    if (stats.uid !== self)
      return fail(
        `${path} belongs to user ${stats.uid}, not to user ${self}: run this as the user it belongs to`,
      );
    if ((stats.mode & 0o022) !== 0) return fail(`others may write to ${path}: run "chmod 700" on it first`);
    return ok(undefined);
  } catch (error) {
    return fail(`${path} could not be read: ${reasonOf(error)}`);
  }
}

/** Readable by its owner only, and never over a file that is there. */
export function writePrivateFile(path: string, text: string): Result<void, string> {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return ok(undefined);
  } catch (error) {
    return fail(
      codeOf(error) === 'EEXIST'
        ? `${path} is there already and is not overwritten: name another file, or remove it first`
        : `${path} could not be written: ${reasonOf(error)}`,
    );
  }
}

const isOpenToOthers = ({ mode }: Stats): boolean => process.geteuid !== undefined && (mode & 0o077) !== 0;

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** The usual ones in words; Node's own name the path once more. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'access is denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is no folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  if (typeof code === 'string' && Object.hasOwn(REASONS, code)) return REASONS[code] ?? code;
  return error instanceof Error ? error.message : 'unknown reason';
}
