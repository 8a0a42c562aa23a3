// How a migration writes a table down: columns by name and type, in the words of SQLite.

import type { CreateTableBuilder, Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from './tables.js';

export type Columns = Readonly<Record<string, 'text' | 'text?' | 'integer' | 'integer?' | 'bytes'>>;

export async function createTable(
  db: Kysely<Tables>,
  name: string,
  key: readonly string[],
  columns: Columns,
): Promise<void> {
  let builder: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [column, type] of Object.entries(columns)) {
    const sqlType = type === 'bytes' ? sql`blob` : type.startsWith('text') ? sql`text` : sql`bigint`;
    builder = builder.addColumn(column, sqlType, (made) => (type.endsWith('?') ? made : made.notNull()));
  }
  await builder.addPrimaryKeyConstraint(`${name}_key`, [...key] as never).execute();
}
