// What a check-in asks of the database when nothing has changed: thousands of devices do nothing else all day.
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { checkIn, enrol, json } from '../../support/service-client.js';

const MACHINE = `sha256:${'5'.repeat(64)}`;
const TAG = new URL('../../../samples/policies/linux-edr-tag.json', import.meta.url).pathname;

let service: TestService;
let device: Enrolled;
let policy: string;
beforeEach(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding());
  const { imported } = (await askCli(service.dataDir, ['policy', 'import', TAG], service.clock)) as {
    readonly imported: readonly { readonly revision: { readonly id: string } }[];
  };
  policy = imported[0]?.revision.id ?? '';
  await askCli(service.dataDir, ['policy', 'assign', policy, '--all-devices'], service.clock);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await service[Symbol.asyncDispose]();
});

/** "verb table" of each statement that runs meanwhile, by anybody. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  await work();
  return prepare.mock.calls.map(
    ([sql]) =>
      /^(select|delete|insert|update)\b(?:.* (?:from|into))? "(\w+)"/.exec(sql)?.slice(1).join(' ') ?? sql,
  );
}

const heldBy = async (seq: number) => {
  const jws = String((await json(await checkIn(device, seq), 200))['assignment']);
  const ver = (JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as { ver: number })
    .ver;
  return { ver, digest: `sha256:${createHash('sha256').update(jws).digest('hex')}` };
};

test('an unchanged check-in is one transaction that reads three rows and writes one', async () => {
  const assignment = await heldBy(1);
  const said = { assignment, keySet: 0, epoch: 1, machine: MACHINE, boot: 1 };
  const statements = await statementsOf(async () => {
    expect(await json(await checkIn(device, 2, said), 200)).toMatchObject({ assignment: 'current' });
  });
  expect(statements).toEqual([
    'select device',
    'select device_key',
    'begin immediate',
    'select presence',
    'update presence',
    'select tenant',
    'select device_assignment',
    'commit',
  ]);
});

test('what decides over an assignment is read once after a change, and not again', async () => {
  const assignment = await heldBy(1);
  await askCli(service.dataDir, ['group', 'create', 'others'], service.clock);
  await askCli(service.dataDir, ['policy', 'assign', policy, '--group', 'others'], service.clock);
  const first = await statementsOf(() => checkIn(device, 2, { assignment }));
  vi.restoreAllMocks();
  const second = await statementsOf(() => checkIn(device, 3, { assignment }));
  const decided = ['select scope_choice', 'select policy', 'insert device_assignment'];
  expect(first).toEqual(expect.arrayContaining(decided));
  expect(second.filter((statement) => decided.includes(statement))).toEqual([]);
  expect(second).toHaveLength(8);
});
