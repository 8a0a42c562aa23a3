// The agent's memory on disk: facts, settings that are ours, documents, outbox. Everything small is read once at
// the start; every change is one transaction. Only place of the agent with SQL, beside database.ts.

import type Database from 'better-sqlite3';
import type { Memory, Owned, OwnedContainer } from '../../enforce/memory.js';
import type { ContainerId, SettingKey, Sha256 } from '../../model/ids.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { OutboxItem } from '../../report/outbox.js';
import { diskFault, isCorrupt, openDatabase, openToRead, replaceCorrupt } from './database.js';
import type { Fact } from './facts.js';
import { isSealedRow } from './salvage.js';
import type { SealedRow } from './sealed.js';
import { unseal } from './sealed.js';
import type { Moved, Writer } from './writer.js';
import { createWriter, saveIntents } from './writer.js';

export interface StoreHealth {
  /** The database is a new one although there was an older one: `corrupt` was set aside, `emptied` was not ours. */
  readonly fresh: 'corrupt' | 'empty' | undefined;
  /** Rows whose content is not what was written; they are left out. */
  readonly damaged: readonly string[];
  readonly readOnly: Fault | undefined;
}

export interface Store {
  readonly health: StoreHealth;
  read<T>(fact: Fact<T>): T | undefined;
  /** As they were when the turn began. */
  readonly memory: Memory;
  outbox(): readonly OutboxItem[];
  /** The bytes as stored; the caller checks them against the digest. */
  document(sha256: Sha256): Uint8Array | undefined;
  /** One transaction, on disk when it returns. A disk that is full or read-only is a fault; all else throws. */
  write(changes: (writer: Writer) => void): Result<void>;
  close(): void;
}

export function openStore(path: string, nowMs: number): Store {
  const opened = openDatabase(path, nowMs);
  try {
    return createStore(path, opened.db, {
      nowMs,
      fresh: opened.setAside ?? (opened.wasEmpty ? 'empty' : undefined),
      readOnly: opened.readOnly,
    });
  } catch (error) {
    opened.db.close();
    if (!isCorrupt(error)) throw error;
    const again = replaceCorrupt(path, nowMs);
    return createStore(path, again.db, { nowMs, fresh: 'corrupt', readOnly: again.readOnly });
  }
}

/** As it stands, for commands that only look. */
export function readStore(path: string): Store {
  const { db, readOnly } = openToRead(path);
  return createStore(path, db, { nowMs: 0, fresh: undefined, readOnly });
}

interface Opening {
  readonly nowMs: number;
  readonly fresh: StoreHealth['fresh'];
  readonly readOnly: Fault | undefined;
}

function createStore(path: string, db: Database.Database, opening: Opening): Store {
  const damaged: string[] = [];
  const sound = (rows: readonly SealedRow[], what: string): (readonly [string, unknown])[] =>
    rows.flatMap((row) => {
      const opened = unseal(row);
      if (opened.is === 'sound') return [[row.name, opened.value] as const];
      damaged.push(`${what} ${row.name}`);
      return [];
    });
  const factRows = readRows(db, 'select name, value, digest from fact');
  const facts = new Map(sound(factRows, 'fact'));
  const digests = new Map(factRows.map(({ name, digest }) => [name, digest]));
  const owned = new Map<SettingKey, Owned>();
  for (const [, value] of sound(readRows(db, 'select key as name, value, digest from owned'), 'setting'))
    if (isOwned(value)) owned.set(value.key, value);
  const containers = new Map<ContainerId, OwnedContainer>();
  for (const [, value] of sound(readRows(db, 'select id as name, value, digest from container'), 'file'))
    if (isOwnedContainer(value)) containers.set(value.id, value);

  const write = (changes: (writer: Writer) => void): Result<void> => {
    if (opening.readOnly !== undefined) return fail(opening.readOnly);
    try {
      const moved: Moved = { put: new Map(), dropped: new Set() };
      db.transaction(() => changes(createWriter(db, digests, moved))).immediate();
      for (const [name, { value, digest }] of moved.put) {
        facts.set(name, value);
        digests.set(name, digest);
      }
      for (const name of moved.dropped) {
        facts.delete(name);
        digests.delete(name);
      }
      return ok(undefined);
    } catch (error) {
      // The turn ends; the next one finds a sound database, with what could be saved.
      if (isCorrupt(error)) {
        db.close();
        replaceCorrupt(path, opening.nowMs).db.close();
      }
      const fault = diskFault(path, error);
      if (fault === undefined) throw error;
      return fail(fault);
    }
  };

  return {
    health: { fresh: opening.fresh, damaged, readOnly: opening.readOnly },
    read: (fact) => {
      const value = facts.get(fact.name);
      return fact.is(value) ? value : undefined;
    },
    memory: {
      owned,
      containers,
      saveIntents: (intents) => write((writer) => saveIntents(writer, intents, { owned, containers })),
    },
    outbox: () =>
      unlessCorrupt([], () =>
        sound(
          readRows(db, 'select policy as name, value, digest from outbox order by policy'),
          'report',
        ).flatMap(([, value]) => (isOutboxItem(value) ? [value] : [])),
      ),
    document: (sha256) => {
      const bytes = unlessCorrupt(undefined, () =>
        db.prepare('select bytes from document where sha256 = ?').pluck().get(sha256),
      );
      return bytes instanceof Uint8Array ? bytes : undefined;
    },
    write,
    close: () => void db.close(),
  };
}

/** What is lost there exists elsewhere: documents as files, reports in the next pass. */
function unlessCorrupt<T>(instead: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isCorrupt(error)) return instead;
    throw error;
  }
}

function readRows(db: Database.Database, sql: string): readonly SealedRow[] {
  return db.prepare(sql).all().filter(isSealedRow);
}

const hasTexts = (raw: unknown, members: readonly string[]): boolean =>
  typeof raw === 'object' &&
  raw !== null &&
  members.every((name) => typeof Reflect.get(raw, name) === 'string');
const hasMembers = (raw: unknown, members: readonly string[]): boolean =>
  typeof raw === 'object' && raw !== null && members.every((name) => name in raw);

const isOwned = (raw: unknown): raw is Owned =>
  hasTexts(raw, ['key', 'phase']) && hasMembers(raw, ['preImage', 'written', 'writtenAt', 'policies']);
const isOwnedContainer = (raw: unknown): raw is OwnedContainer =>
  hasTexts(raw, ['id', 'lastSha256']) && hasMembers(raw, ['baseline']);
const isOutboxItem = (raw: unknown): raw is OutboxItem =>
  hasTexts(raw, ['policy']) && hasMembers(raw, ['item', 'observedAt']);
