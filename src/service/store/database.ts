// The service's database: SQLite by Kysely, WAL, every commit synced. The only file that knows the dialect.

import { chmodSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { DatabaseConnection, Driver } from 'kysely';
import { CompiledQuery, Kysely, SqliteDialect, SqliteDriver, sql } from 'kysely';
import { migrate } from './migrations.js';
import type { Tables } from './tables.js';

/** Handle for all store functions; a transaction is one too. */
export type Store = Kysely<Tables>;

/** Unit: milliseconds that a command waits for the running service's write. */
const BUSY_MS = 5000;

/** `busyMs`: waiting stops everything else in the process, so one that answers others waits less. */
export async function openStore(file: string, at: number, busyMs: number = BUSY_MS): Promise<Store> {
  const database = new Database(file, { timeout: busyMs });
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'trusted_schema = OFF'])
    database.pragma(pragma);
  if (file !== ':memory:') chmodSync(file, 0o600);
  const store = new Kysely<Tables>({ dialect: new ImmediateDialect(database) });
  await migrate(store, at);
  return store;
}

export const closeStore = (store: Store): Promise<void> => store.destroy();

/** All or nothing. Use only the handle given: the outer one waits for the end of the transaction. */
export function inTransaction<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  return store.transaction().execute(work);
}

export async function isAnswering(store: Store): Promise<boolean> {
  const { rows } = await sql<{ one: number }>`select 1 as one from tenant`.execute(store);
  return rows.length > 0;
}

/** Another process holds the database, or its disk is full, gone or read-only: it passes, and nobody did wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)/.test(String(error.code));
}

/**
 * A write transaction takes its lock at the start, so that a read in it cannot go stale before its write. One that
 * the database ended by itself (a full disk) is not ended again: that would hide why.
 */
class ImmediateDialect extends SqliteDialect {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: Database.Database;

  constructor(database: Database.Database) {
    super({ database });
    this.#database = database;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}
