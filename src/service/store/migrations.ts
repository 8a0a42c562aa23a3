// Every change of the schema, numbered, forward only, each one transaction. A released one is never edited.

import type { Kysely } from 'kysely';
import { createTable as table } from './columns.js';
import { identity } from './migration-identity.js';
import { scope } from './migration-scope.js';
import { word } from './migration-word.js';
import type { Tables } from './tables.js';

interface Migration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<Tables>): Promise<void>;
}

export const migrations: readonly Migration[] = [
  { number: 1, name: 'first', up: first },
  { number: 2, name: 'indexes', up: indexes },
  { number: 3, name: 'identity', up: identity },
  { number: 4, name: 'scope', up: scope },
  { number: 5, name: 'word', up: word },
];

/** Brings the database to the newest number; refuses one that a newer program made. */
export async function migrate(db: Kysely<Tables>, at: number): Promise<void> {
  await db.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  const newest = migrations.at(-1)?.number ?? 0;
  const before = await reached(db);
  if (before > newest)
    throw new Error('the database was made by a newer version of holdfast-service; install that one');
  if (before === newest) return;
  for (const migration of migrations) {
    await db.transaction().execute(async (trx) => {
      if ((await reached(trx)) >= migration.number) return;
      await migration.up(trx);
      await trx
        .insertInto('migration')
        .values({ number: migration.number, name: migration.name, at })
        .execute();
    });
  }
}

async function reached(db: Kysely<Tables>): Promise<number> {
  const row = await db
    .selectFrom('migration')
    .select((eb) => eb.fn.max<number | null>('number').as('number'))
    .executeTakeFirst();
  return row?.number ?? 0;
}

async function first(db: Kysely<Tables>): Promise<void> {
  await table(db, 'tenant', ['id'], {
    id: 'text',
    name: 'text',
    created_at: 'integer',
    url: 'text?',
    mode: 'text',
    generation: 'integer',
    nonce_secret: 'text',
  });
  await table(db, 'tenant_key', ['kid'], {
    kid: 'text',
    purpose: 'text',
    jwk: 'text',
    created_at: 'integer',
  });
  await devices(db);
  await policies(db);
  await reports(db);
  await identities(db);
}

/** What every rotation, registration and hourly cleaning looks for. */
async function indexes(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createIndex('registration_token_device')
    .on('registration_token')
    .columns(['device_id', 'number'])
    .execute();
  await db.schema.createIndex('oauth_payload_expiry').on('oauth_payload').column('expires_at').execute();
  await db.schema.createIndex('idempotency_at').on('idempotency').column('at').execute();
}

async function devices(db: Kysely<Tables>): Promise<void> {
  await table(db, 'device', ['id'], {
    id: 'text',
    state: 'text',
    display_name: 'text',
    os_type: 'text',
    os_version: 'text',
    description: 'text',
    tags: 'text',
    ring: 'text?',
    simulated: 'integer',
    trust_type: 'text?',
    management_type: 'text',
    is_managed: 'integer',
    profile_type: 'text',
    created_at: 'integer',
    left_at: 'integer?',
    enrollment_id: 'text',
    agent_version: 'text?',
    engine_state: 'text?',
    engine_version: 'text?',
    inventory_digest: 'text?',
    client_metadata: 'text',
  });
  await table(db, 'device_key', ['device_id', 'thumbprint'], {
    device_id: 'text',
    thumbprint: 'text',
    jwk: 'text',
    added_at: 'integer',
  });
  await db.schema
    .createIndex('device_key_thumbprint')
    .unique()
    .on('device_key')
    .column('thumbprint')
    .execute();
  await table(db, 'presence', ['device_id'], {
    device_id: 'text',
    last_seen: 'integer?',
    seq: 'integer',
    assignment_ver: 'integer?',
    report_digest: 'text?',
    regressed_at: 'integer?',
    status_number: 'integer?',
    status_code: 'text?',
  });
  await table(db, 'device_group', ['id'], { id: 'text', name: 'text', created_at: 'integer' });
  await db.schema.createIndex('device_group_name').unique().on('device_group').column('name').execute();
  await table(db, 'group_member', ['group_id', 'device_id'], { group_id: 'text', device_id: 'text' });
  await db.schema.createIndex('group_member_device').on('group_member').column('device_id').execute();
}

async function policies(db: Kysely<Tables>): Promise<void> {
  await table(db, 'policy', ['id'], {
    id: 'text',
    name: 'text',
    revision: 'integer',
    created_at: 'integer',
    deleted_at: 'integer?',
  });
  await table(db, 'policy_revision', ['policy_id', 'revision'], {
    policy_id: 'text',
    revision: 'integer',
    name: 'text',
    sha256: 'text',
    size: 'integer',
    bytes: 'bytes',
    platforms: 'text',
    family: 'text',
    settings: 'integer',
    mistakes: 'integer',
    refused: 'text?',
    source: 'text',
    imported_at: 'integer',
  });
  await db.schema.createIndex('policy_revision_sha256').on('policy_revision').column('sha256').execute();
  await table(db, 'assignment_target', ['policy_id', 'target', 'group_id'], {
    policy_id: 'text',
    target: 'text',
    group_id: 'text',
    exclude: 'integer',
  });
  await table(db, 'device_assignment', ['device_id'], {
    device_id: 'text',
    generation: 'integer',
    ver: 'integer',
    content: 'text',
    digest: 'text',
    jws: 'text',
    issued_at: 'integer',
    expires_at: 'integer',
  });
}

async function reports(db: Kysely<Tables>): Promise<void> {
  await table(db, 'device_policy', ['device_id', 'policy_id'], {
    device_id: 'text',
    policy_id: 'text',
    revision: 'integer',
    state: 'text',
    counts: 'text',
    settings: 'text',
    complete: 'integer',
    observed_at: 'text',
    received_at: 'integer',
  });
  await table(db, 'setting_issue', ['device_id', 'policy_id', 'setting_id'], {
    device_id: 'text',
    policy_id: 'text',
    setting_id: 'text',
    state: 'text',
    reason: 'text?',
    error_code: 'integer?',
  });
  await table(db, 'idempotency', ['device_id', 'key'], {
    device_id: 'text',
    key: 'text',
    digest: 'text',
    at: 'integer',
  });
}

async function identities(db: Kysely<Tables>): Promise<void> {
  await table(db, 'enrollment', ['id'], {
    id: 'text',
    secret_hash: 'text',
    created_at: 'integer',
    expires_at: 'integer',
    max_uses: 'integer?',
    uses: 'integer',
    revoked_at: 'integer?',
    tags: 'text',
  });
  await db.schema.createIndex('enrollment_secret').unique().on('enrollment').column('secret_hash').execute();
  await db.schema
    .createTable('registration_token')
    .addColumn('number', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('hash', 'text', (column) => column.notNull().unique())
    .addColumn('device_id', 'text', (column) => column.notNull())
    .addColumn('payload', 'text', (column) => column.notNull())
    .execute();
  await table(db, 'oauth_payload', ['model', 'id'], {
    model: 'text',
    id: 'text',
    payload: 'text',
    expires_at: 'integer?',
  });
}
