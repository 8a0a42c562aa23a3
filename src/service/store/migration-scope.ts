// Migration 4: scope of enforcement, tags of devices, rules for tags and groups, inventory, wake counters and events.

import type { Kysely } from 'kysely';
import { createTable } from './columns.js';
import type { Tables } from './tables.js';

export async function scope(db: Kysely<Tables>): Promise<void> {
  await createTable(db, 'scope_choice', ['kind'], { kind: 'text', choice: 'text' });
  await createTable(db, 'tenant_switch', ['name'], { name: 'text', is_on: 'integer' });
  await createTable(db, 'device_tag', ['device_id', 'tag', 'source'], {
    device_id: 'text',
    tag: 'text',
    source: 'text',
  });
  await createTable(db, 'tag_rule', ['id'], {
    id: 'text',
    tag: 'text',
    rule: 'text',
    created_at: 'integer',
    needs_review: 'integer',
    frozen: 'text?',
  });
  await createTable(db, 'group_rule', ['group_id'], {
    group_id: 'text',
    rule: 'text',
    needs_review: 'integer',
    frozen: 'text?',
  });
  await db.schema.alterTable('device').addColumn('inventory', 'text').execute();
  await createTable(db, 'wake_counter', ['bucket'], { bucket: 'integer', counter: 'integer' });
  await db.schema
    .createTable('device_event')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('jti', 'text', (column) => column.notNull().unique())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('event', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('device_event_device')
    .unique()
    .on('device_event')
    .columns(['device_id', 'event'])
    .execute();
  await db.schema.createIndex('device_event_expiry').on('device_event').column('expires_at').execute();
}
