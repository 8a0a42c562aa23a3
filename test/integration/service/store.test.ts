// The database: durable, private, never older than the program, and emptied of what is over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceId } from '../../../src/model/ids.js';
import type { Store } from '../../../src/service/store/database.js';
import { closeStore, inTransaction, isUnavailable, openStore } from '../../../src/service/store/database.js';
import { listObjects } from '../../../src/service/store/directory.js';
import { listKeySets } from '../../../src/service/store/key-sets.js';
import { migrations } from '../../../src/service/store/migrations.js';
import {
  findPayload,
  insertPayload,
  purgeExpired,
  savePayload,
} from '../../../src/service/store/oauth-payloads.js';
import { readPresence } from '../../../src/service/store/presence.js';
import type { Tables } from '../../../src/service/store/tables.js';

let folder: string;
let file: string;
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-store-'));
  file = join(folder, 'a.db');
  store = await openStore(file, 1);
});
afterEach(async () => {
  await closeStore(store);
  rmSync(folder, { recursive: true, force: true });
});

const mark = { model: 'ReplayDetection', id: 'a' };

test('what was committed is seen by a second handle at once', async () => {
  const other = await openStore(file, 2);
  await savePayload(store, mark, { jti: 'a' }, undefined);
  expect(await findPayload(other, mark)).toEqual({ jti: 'a' });
  await closeStore(other);
});

test('a transaction that fails leaves nothing', async () => {
  const failing = inTransaction(store, async (trx) => {
    await savePayload(trx, mark, {}, undefined);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await findPayload(store, mark)).toBeUndefined();
});

test('a disk that is full says so, and all is normal once there is room', async () => {
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(store);
  const limit = sql.raw(`pragma max_page_count = ${pages.rows[0]?.page_count}`);
  const fill = () =>
    inTransaction(store, (trx) => savePayload(trx, { model: 'm', id: 'x' }, { big: 'x'.repeat(50_000) }, 1));
  await limit.execute(store);
  const error = await fill().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'SQLITE_FULL' });
  expect(isUnavailable(error)).toBe(true);
  await sql`pragma max_page_count = 1000000`.execute(store);
  await fill();
  expect(await findPayload(store, { model: 'm', id: 'x' })).toMatchObject({ big: expect.any(String) });
});

test('transactions asked for at once run one after the other', async () => {
  const order: string[] = [];
  const work = (name: string) =>
    inTransaction(store, async (trx) => {
      order.push(`${name} begins`);
      await savePayload(trx, { model: 'x', id: name }, {}, undefined);
      order.push(`${name} ends`);
    });
  await Promise.all(['a', 'b', 'c'].map(work));
  expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
});

test('a mark is made once', async () => {
  expect(await insertPayload(store, mark, {}, 1)).toBe(true);
  expect(await insertPayload(store, mark, {}, 1)).toBe(false);
});

test('purging takes what is over and nothing else', async () => {
  await savePayload(store, { model: 'x', id: 'over' }, {}, 999);
  await savePayload(store, { model: 'x', id: 'now' }, {}, 1000);
  await savePayload(store, { model: 'x', id: 'for ever' }, {}, undefined);
  expect(await purgeExpired(store, 1000, 0)).toBe(1);
  expect(await findPayload(store, { model: 'x', id: 'over' })).toBeUndefined();
  expect(await findPayload(store, { model: 'x', id: 'now' })).toEqual({});
});

test('every commit is on disk before it is answered', () => {
  const database = new Database(file);
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  database.close();
});

test('a database of the second version is brought on: its keys are the first set, its devices have objects', async () => {
  const old = join(folder, 'old.db');
  const second = new Kysely<Tables>({ dialect: new SqliteDialect({ database: new Database(old) }) });
  await sql`create table migration (number integer primary key, name text, at bigint)`.execute(second);
  for (const { number, name, up } of migrations.filter((each) => each.number <= 2)) {
    await up(second);
    await second.insertInto('migration').values({ number, name, at: 1 }).execute();
  }
  const device = {
    state: 'active',
    display_name: 'web-01',
    os_type: 'Linux',
    os_version: '12',
    description: '{}',
  };
  const rest = {
    tags: '[]',
    simulated: 0,
    management_type: 'MicrosoftSense',
    is_managed: 1,
    profile_type: 'x',
  };
  await sql`insert into tenant (id, name, created_at, mode, generation, nonce_secret) values ('t', 'T', 1, 'enforce', 1, 's')`.execute(
    second,
  );
  await sql`insert into tenant_key (kid, purpose, jwk, created_at) values ('k', 'signing', '{}', 5), ('l', 'token', '{}', 5)`.execute(
    second,
  );
  await second
    .insertInto('device')
    .values({ id: 'd', ...device, ...rest, created_at: 3, enrollment_id: 'e', client_metadata: '{}' })
    .execute();
  await sql`insert into presence (device_id, seq) values ('d', 4)`.execute(second);
  await closeStore(second);
  const now = await openStore(old, 2);
  expect(await listKeySets(now)).toEqual([{ ver: 0, kids: ['k'], jws: undefined, createdAt: 5 }]);
  expect(await listObjects(now, deviceId('d'))).toMatchObject([
    { directoryId: 'd', tenantId: 't', synthetic: true, createdAt: 3 },
  ]);
  expect(await readPresence(now, 'd')).toMatchObject({ seq: 4, checkinSeq: undefined, keySet: undefined });
  await closeStore(now);
});

test('opening again changes nothing; a database of a newer version is refused', async () => {
  await closeStore(await openStore(file, 3));
  expect(await store.selectFrom('migration').selectAll().execute()).toEqual(
    migrations.map(({ number, name }) => ({ number, name, at: 1 })),
  );

  await store.insertInto('migration').values({ number: 999, name: 'later', at: 1 }).execute();
  await expect(openStore(file, 4)).rejects.toThrow('newer version');
});
