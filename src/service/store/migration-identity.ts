// Migration 3: what a device says of its past, registration anew, directory objects, sets of keys and epochs.

import type { Kysely } from 'kysely';
import { createTable } from './columns.js';
import type { Tables } from './tables.js';

export async function identity(db: Kysely<Tables>): Promise<void> {
  await presenceColumns(db);
  await deviceColumns(db);
  await createTable(db, 'directory_object', ['id'], {
    id: 'text',
    device_id: 'text',
    tenant_id: 'text',
    directory_id: 'text',
    trust_type: 'text?',
    synthetic: 'integer',
    created_at: 'integer',
    retired_at: 'integer?',
  });
  for (const column of ['device_id', 'directory_id'])
    await db.schema.createIndex(`directory_object_${column}`).on('directory_object').column(column).execute();
  await createTable(db, 'rekey_token', ['id'], {
    id: 'text',
    hash: 'text',
    device_id: 'text',
    family: 'text',
    why: 'text',
    created_at: 'integer',
    expires_at: 'integer',
    used_by: 'text?',
  });
  await db.schema.createIndex('rekey_token_hash').unique().on('rekey_token').column('hash').execute();
  for (const column of ['device_id', 'family'])
    await db.schema.createIndex(`rekey_token_${column}`).on('rekey_token').column(column).execute();
  await keySets(db);
  await fillObjects(db);
}

async function presenceColumns(db: Kysely<Tables>): Promise<void> {
  for (const text of ['status_cause', 'status_since', 'machine', 'clone_why'])
    await db.schema.alterTable('presence').addColumn(text, 'text').execute();
  for (const number of ['checkin_seq', 'prev', 'boot', 'key_set', 'epoch', 'cloned_at'])
    await db.schema.alterTable('presence').addColumn(number, 'bigint').execute();
}

async function deviceColumns(db: Kysely<Tables>): Promise<void> {
  for (const text of ['succeeds', 'family', 'directory_conflict'])
    await db.schema.alterTable('device').addColumn(text, 'text').execute();
  await db.schema
    .alterTable('tenant')
    .addColumn('epoch', 'bigint', (column) => column.notNull().defaultTo(1))
    .execute();
}

/** The keys of a tenant that is there are its first set. */
async function keySets(db: Kysely<Tables>): Promise<void> {
  await createTable(db, 'key_set', ['ver'], {
    ver: 'integer',
    kids: 'text',
    jws: 'text?',
    created_at: 'integer',
  });
  await createTable(db, 'epoch_statement', ['epoch'], {
    epoch: 'integer',
    jws: 'text',
    why: 'text?',
    at: 'integer',
  });
  const keys = await db
    .selectFrom('tenant_key')
    .selectAll()
    .where('purpose', '=', 'signing')
    .orderBy('created_at')
    .execute();
  const [first] = keys;
  if (first === undefined) return;
  const kids = JSON.stringify(keys.map(({ kid }) => kid));
  await db.insertInto('key_set').values({ ver: 0, kids, jws: null, created_at: first.created_at }).execute();
}

/** Until now every device had a synthetic object, which was the device itself. */
async function fillObjects(db: Kysely<Tables>): Promise<void> {
  const tenant = await db.selectFrom('tenant').select('id').executeTakeFirst();
  if (tenant === undefined) return;
  await db
    .insertInto('directory_object')
    .columns([
      'id',
      'device_id',
      'tenant_id',
      'directory_id',
      'trust_type',
      'synthetic',
      'created_at',
      'retired_at',
    ])
    .expression((eb) =>
      eb
        .selectFrom('device')
        .select([
          'id',
          'id as device_id',
          eb.val(tenant.id).as('tenant_id'),
          'id as directory_id',
          eb.val(null).as('trust_type'),
          eb.val(1).as('synthetic'),
          'created_at',
          'left_at',
        ]),
    )
    .execute();
}
