// What a device trusts over the years: keys that follow each other, a service that comes back from a backup, a database
// of its own that is lost. What is in force stays so all the while.
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { MANAGED } from '../../support/linux-rows.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli as runServiceCli } from '../../support/service-cli.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');

let service: TestService;
let device: AgentDevice;
let files = '';

beforeEach(async () => {
  service = await startTestService();
  device = createAgentDevice(service.clock);
  files = mkdtempSync(join(tmpdir(), 'holdfast-keys-'));
  await assign('linux-antivirus-baseline', 'Linux servers: antivirus baseline');
  const { file, secret } = await service.onboarding();
  const path = join(files, 'onboarding.jwt');
  writeFileSync(path, file);
  expect(await device.runWith(`${secret}\n`, 'onboard', path)).toMatchObject({ code: 0 });
  expect((await device.run('sync')).code).toBe(0);
});
afterEach(async () => {
  device[Symbol.dispose]();
  rmSync(files, { recursive: true });
  await service[Symbol.asyncDispose]();
});

const ask = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);

async function assign(file: string, name: string): Promise<void> {
  await ask('policy', 'import', join(SAMPLES, `${file}.json`));
  await ask('policy', 'assign', name, '--all-devices');
}

const rotate = async (): Promise<string> => String(Reflect.get(Object(await ask('keys', 'rotate')), 'kid'));
const held = (name: string): string => join(device.state, 'documents', name);
async function expectEnforced(): Promise<void> {
  const wanted = JSON.parse(device.managed() ?? '');
  device.machine.setFile(MANAGED, '{}');
  await device.turn('drift');
  expect(JSON.parse(device.managed() ?? '')).toEqual(wanted);
}
function loseDatabase(): void {
  for (const part of ['', '-wal', '-shm']) rmSync(join(device.state, `state.db${part}`), { force: true });
}

describe('keys that follow each other', () => {
  const first = (): string => kidOf(held('assignment.jwt'));

  test('are taken over at the next sync, kept beside the database, and count from then on', async () => {
    const before = first();
    const kid = await rotate();
    expect((await device.turn('sync')).fault).toBeNull();
    expect(existsSync(held('keyset-1.jwt'))).toBe(true);
    await ask('keys', 'retire', before);
    await device.turn('sync');
    await assign('linux-exclusions-postgresql', 'Linux servers: exclusions for PostgreSQL');
    const after = await device.turn('sync');
    expect(after).toMatchObject({ fault: null, assignmentMoved: true, exitCode: 0, warnings: [] });
    expect(first()).toBe(kid);
    expect(readdirSync(join(device.state, 'documents')).filter((name) => name.startsWith('keyset-'))).toEqual(
      ['keyset-1.jwt', 'keyset-2.jwt'],
    );
  });

  test('also past a key that was retired meanwhile: in one sync, with a new assignment and without a false alarm', async () => {
    const before = first();
    const kid = await rotate();
    await ask('keys', 'retire', before);
    await assign('linux-exclusions-postgresql', 'Linux servers: exclusions for PostgreSQL');
    const after = await device.turn('sync');
    expect(after).toMatchObject({ fault: null, assignmentMoved: true, exitCode: 0, warnings: [] });
    expect(first()).toBe(kid);
    await expectEnforced();
  });

  test('several at once, for a device that was away for long', async () => {
    for (let times = 0; times < 3; times++) await rotate();
    expect((await device.turn('sync')).fault).toBeNull();
    expect(existsSync(held('keyset-3.jwt'))).toBe(true);
    expect((await device.turn('sync')).warnings).toEqual([]);
  });

  test('are verified again at each start: a changed one ends the chain there, and is fetched again', async () => {
    await rotate();
    await device.turn('sync');
    const file = held('keyset-1.jwt');
    writeFileSync(file, `${readFileSync(file, 'utf8').slice(0, -6)}AAAAAA`);
    const after = await device.turn('sync');
    expect(after.warnings.join()).toContain('the new set of keys is not trusted (tampered)');
    expect(after.exitCode).toBe(0);
    expect((await device.turn('sync')).warnings).toEqual([]);
    await expectEnforced();
  });

  test('outlive the database', async () => {
    await rotate();
    await device.turn('sync');
    loseDatabase();
    expect((await device.turn('sync')).fault).toBeNull();
    await expectEnforced();
  });
});

const kidOf = (file: string): string => {
  const [head = ''] = readFileSync(file, 'utf8').split('.');
  return String(JSON.parse(Buffer.from(head, 'base64url').toString('utf8')).kid);
};

describe('a service that was restored from a backup', () => {
  /** The device has accepted a version that the backup does not know. */
  const restore = async (): Promise<void> => {
    const putBack = await service.backup();
    await assign('linux-exclusions-postgresql', 'Linux servers: exclusions for PostgreSQL');
    expect((await device.turn('sync')).assignment).toBe(2);
    service.clock.advance(90 * 60_000);
    await putBack();
  };

  test('is not followed back, and said; what is in force stays', async () => {
    await restore();
    const after = await device.turn('sync');
    expect(after).toMatchObject({ exitCode: 8, assignment: 2, fault: { code: 'rolled-back' } });
    await expectEnforced();
    const { out } = await runServiceCli(service.dataDir, ['report'], { clock: service.clock });
    expect(out).toMatch(/^Warning: .*version 2 and refuses older ones.*raise the epoch/m);
    expect(out).not.toContain('copy');
  });

  test('is followed once the offline key has said so', async () => {
    await restore();
    await device.turn('sync');
    await ask('epoch', 'raise', '--key', join(service.dataDir, 'offline-key.json'));
    const after = await device.turn('sync');
    expect(after).toMatchObject({ exitCode: 0, fault: null, assignmentMoved: true });
    expect(existsSync(held('epoch.jwt'))).toBe(true);
    loseDatabase();
    expect(await device.turn('sync')).toMatchObject({ fault: null, assignmentMoved: false });
    expect((await device.turn('sync')).warnings).toEqual([]);
    await expectEnforced();
  });
});

test('a device that registered after the backup keeps what is in force, asks once a day, and comes back with a new onboarding file', async () => {
  const putBack = await service.backup();
  using late = createAgentDevice(service.clock);
  const onboard = async (): Promise<number> => {
    const { file, secret } = await service.onboarding();
    writeFileSync(join(files, 'late.jwt'), file);
    return (await late.runWith(`${secret}\n`, 'onboard', join(files, 'late.jwt'))).code;
  };
  expect(await onboard()).toBe(0);
  expect((await late.run('sync')).code).toBe(0);
  const wanted = JSON.parse(late.managed() ?? '');
  await putBack();
  for (const _ of [1, 2]) {
    late.machine.setFile(MANAGED, '{}');
    await late.turn('sync');
    expect(JSON.parse(late.managed() ?? '')).toEqual(wanted);
    const { sync } = JSON.parse(readFileSync(join(late.state, 'schedule.json'), 'utf8'));
    expect(sync.at - service.clock.now()).toBeGreaterThan(22 * 3_600_000);
  }
  expect(late.status()).toMatchObject({ enrollment: { remedy: expect.stringContaining('nboard') } });
  expect(await onboard()).toBe(0);
  expect((await late.run('sync')).code).toBe(0);
  expect(late.status()).toMatchObject({ enrollment: { number: 1 } });
});

describe('a database of the device that was lost', () => {
  test('does not open the way back to an older assignment', async () => {
    const older = join(files, 'older.jwt');
    copyFileSync(held('assignment.jwt'), older);
    await assign('linux-exclusions-postgresql', 'Linux servers: exclusions for PostgreSQL');
    expect((await device.turn('sync')).assignment).toBe(2);
    loseDatabase();
    copyFileSync(older, held('assignment.jwt'));
    await service[Symbol.asyncDispose]();
    const after = await device.turn('drift');
    expect(after.warnings.join()).toContain('the assignment is not trusted (rolled-back)');
    service = await startTestService();
  });

  test('does not do so either where its id was lost too, and it registers again with its key', async () => {
    const { deviceId } = device.status();
    await assign('linux-exclusions-postgresql', 'Linux servers: exclusions for PostgreSQL');
    expect((await device.turn('sync')).assignment).toBe(2);
    loseDatabase();
    for (const name of [held('assignment.jwt'), held('onboarding.jwt'), join(device.state, 'enrolled')])
      rmSync(name);
    await device.turn('drift');
    const { file, secret } = await service.onboarding();
    const path = join(files, 'again.jwt');
    writeFileSync(path, file);
    expect(await device.runWith(`${secret}\n`, 'onboard', path)).toMatchObject({ code: 0 });
    expect(device.status()).toMatchObject({ deviceId });
    await service.store.deleteFrom('device_assignment').execute();
    expect(await device.turn('sync')).toMatchObject({ exitCode: 8, fault: { code: 'rolled-back' } });
  });

  test('costs nothing where the counts beside it are damaged: that is as if they were not there', async () => {
    writeFileSync(join(device.state, 'lasting.json'), '{"name":"lasting","value":"{}","digest":"00"}');
    loseDatabase();
    expect((await device.turn('sync')).fault).toBeNull();
    await expectEnforced();
  });
});
