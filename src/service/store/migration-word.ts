// Migration 5: what helps a device by its own word and when it asks again, and the key that an administrator wants new.

import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

export async function word(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('presence').addColumn('status_remedy', 'text').execute();
  for (const number of ['status_every', 'rotate_asked_at'])
    await db.schema.alterTable('presence').addColumn(number, 'bigint').execute();
}
