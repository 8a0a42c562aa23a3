// What can still be read of a corrupt database before it is set aside: the former values of settings, which exist
// nowhere else. Each row carries its own digest, so what is taken over is what was written. SQL only.

import Database from 'better-sqlite3';
import type { SealedRow } from './sealed.js';
import { unseal } from './sealed.js';

export interface Salvaged {
  readonly owned: readonly SealedRow[];
  readonly containers: readonly SealedRow[];
}

const NOTHING: Salvaged = { owned: [], containers: [] };

export function salvage(path: string): Salvaged {
  let db: Database.Database;
  try {
    db = new Database(path, { fileMustExist: true });
  } catch {
    return NOTHING;
  }
  try {
    return {
      owned: soundRows(db, 'select key as name, value, digest from owned'),
      containers: soundRows(db, 'select id as name, value, digest from container'),
    };
  } finally {
    db.close();
  }
}

/** Row by row, up to where the damage begins. */
function soundRows(db: Database.Database, sql: string): readonly SealedRow[] {
  const rows: SealedRow[] = [];
  try {
    for (const row of db.prepare(sql).iterate())
      if (isSealedRow(row) && unseal(row).is === 'sound') rows.push(row);
  } catch {
    // What comes after cannot be read.
  }
  return rows;
}

export const isSealedRow = (raw: unknown): raw is SealedRow =>
  typeof raw === 'object' &&
  raw !== null &&
  ['name', 'value', 'digest'].every((name) => typeof Reflect.get(raw, name) === 'string');
