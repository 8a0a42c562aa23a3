// Opens the database and brings it to the present form. One that is corrupt is set aside, never repaired in
// place; on a disk that cannot be written it is read into memory. SQL only.

import { chmodSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { Fault } from '../../model/result.js';
import { MIGRATIONS } from './migrations.js';
import { salvage } from './salvage.js';

export interface OpenDatabase {
  readonly db: Database.Database;
  /** What an earlier database was, when this one is new in its place. */
  readonly setAside: 'corrupt' | undefined;
  /** Without tables when it was opened: new, or emptied. */
  readonly wasEmpty: boolean;
  /** Writing is not possible; all that is read is a copy in memory. */
  readonly readOnly: Fault | undefined;
}

/** `nowMs` names the file that a corrupt database is moved to. */
export function openDatabase(path: string, nowMs: number): OpenDatabase {
  try {
    return tryOpen(path, undefined);
  } catch (error) {
    if (isCorrupt(error)) {
      return replaceCorrupt(path, nowMs);
    }
    const fault = diskFault(path, error);
    if (fault === undefined) throw error;
    return inMemory(path, fault);
  }
}

/** A new one in its place, with what could be saved of the old one. */
export function replaceCorrupt(path: string, nowMs: number): OpenDatabase {
  const { owned, containers } = salvage(path);
  setDatabaseAside(path, nowMs);
  const opened = tryOpen(path, 'corrupt');
  const { db } = opened;
  db.transaction(() => {
    for (const { name, value, digest } of owned)
      db.prepare('insert into owned values (?, ?, ?)').run(name, value, digest);
    for (const { name, value, digest } of containers)
      db.prepare('insert into container values (?, ?, ?)').run(name, value, digest);
  })();
  return opened;
}

/** For commands that only look: nothing is written, not even a folder. What cannot be read is as if it were not there. */
export function openToRead(path: string): OpenDatabase {
  const readOnly: Fault = { kind: 'disk', target: path, why: 'read-only' };
  const wal = `${path}-wal`;
  if (existsSync(wal) && statSync(wal).size > 0) {
    const db = new Database(path, { readonly: true, timeout: 5000 });
    return { db, setAside: undefined, wasEmpty: false, readOnly };
  }
  return { ...inMemory(path, readOnly), wasEmpty: false };
}

/** The write-ahead log goes with its database: beside a new one it would be replayed into it. */
export function setDatabaseAside(path: string, nowMs: number): void {
  for (const part of ['', '-wal', '-shm']) {
    if (existsSync(path + part)) renameSync(path + part, `${path}.corrupt-${nowMs}${part}`);
  }
}

export function isCorrupt(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code);
}

/** `undefined`: not the disk's fault. */
export function diskFault(target: string, error: unknown): Fault | undefined {
  if (!(error instanceof Database.SqliteError)) return undefined;
  if (error.code === 'SQLITE_FULL') return { kind: 'disk', target, why: 'full' };
  if (/^SQLITE_(?:READONLY|CANTOPEN)/.test(error.code)) return { kind: 'disk', target, why: 'read-only' };
  return error.code.startsWith('SQLITE_IOERR') ? { kind: 'disk', target, why: 'io' } : undefined;
}

function tryOpen(path: string, setAside: OpenDatabase['setAside']): OpenDatabase {
  const db = new Database(path, { timeout: 5000 });
  try {
    db.pragma('journal_mode = WAL');
    // The binding's default would be NORMAL, which loses an acknowledged transaction in a power cut.
    db.pragma('synchronous = FULL');
    // A secret that has done its work is overwritten, not only unlinked.
    db.pragma('secure_delete = ON');
    const wasEmpty = versionOf(db) === 0;
    migrate(db);
    makePrivate(path);
    return { db, setAside, wasEmpty, readOnly: undefined };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * It holds policies and former values with their secrets. The files that SQLite puts beside it later take its mode.
 * Windows knows no modes, and changing one of an open file fails there: its folder's access list is what counts.
 */
function makePrivate(path: string): void {
  if (process.getuid === undefined) return;
  if ((statSync(path).mode & 0o077) === 0) return;
  for (const part of ['', '-wal', '-shm']) if (existsSync(path + part)) chmodSync(path + part, 0o600);
}

function inMemory(path: string, fault: Fault): OpenDatabase {
  const bytes = existsSync(path) ? readFileSync(path) : undefined;
  const db =
    bytes === undefined || bytes.length === 0 ? new Database(':memory:') : new Database(withoutWal(bytes));
  const wasEmpty = versionOf(db) === 0;
  migrate(db);
  return { db, setAside: undefined, wasEmpty, readOnly: fault };
}

/** Bytes 18 and 19 of the header say "write-ahead log", which a database in memory cannot have. */
function withoutWal(bytes: Buffer): Buffer {
  if (bytes.length > 20) bytes.fill(1, 18, 20);
  return bytes;
}

function versionOf(db: Database.Database): number {
  const version: unknown = db.pragma('user_version', { simple: true });
  return typeof version === 'number' ? version : 0;
}

function migrate(db: Database.Database): void {
  const version = versionOf(db);
  if (version > MIGRATIONS.length)
    throw new Error(`${db.name} was made by a newer Holdfast (form ${version}); install that one again`);
  for (const [at, step] of MIGRATIONS.entries()) {
    if (at < version) continue;
    db.transaction(() => {
      db.exec(step);
      db.pragma(`user_version = ${at + 1}`);
    })();
  }
}
