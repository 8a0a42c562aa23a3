// A device and a real service: enrolled, synced, tampered with, cut off, emptied. Seen from outside, by commands.
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { MANAGED } from '../../support/linux-rows.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';

const SAMPLES = join(import.meta.dirname, '../../../samples/policies');
const BASELINE = 'Linux servers: antivirus baseline';
const POSTGRES = 'Linux servers: exclusions for PostgreSQL';

let service: TestService;
let device: AgentDevice;
let files = '';

beforeAll(async () => {
  service = await startTestService();
  await importSamples();
});
afterAll(() => service[Symbol.asyncDispose]());

beforeEach(async () => {
  files = mkdtempSync(join(tmpdir(), 'holdfast-onboarding-'));
  device = createAgentDevice(service.clock);
  await assignAll();
});
afterEach(() => {
  device[Symbol.dispose]();
  rmSync(files, { recursive: true });
});

async function admin(...args: readonly string[]): Promise<void> {
  const ran = await runCli(service.dataDir, args, { clock: service.clock });
  if (ran.code !== 0) throw new Error(ran.err);
}

async function importSamples(): Promise<void> {
  for (const name of ['linux-antivirus-baseline', 'linux-exclusions-postgresql'])
    await admin('policy', 'import', join(SAMPLES, `${name}.json`));
}

async function assignAll(): Promise<void> {
  for (const name of [BASELINE, POSTGRES]) await admin('policy', 'assign', name, '--all-devices');
}

async function enroll(): Promise<string> {
  const { file: statement, secret } = await service.onboarding();
  const file = join(files, 'onboarding.jwt');
  writeFileSync(file, statement);
  const ran = await device.runWith(`${secret}\n`, 'onboard', file);
  expect(ran).toMatchObject({ code: 0, err: '' });
  return secret;
}

const stateOf = (id: string): unknown => {
  const settings = device.status()['settings'];
  if (!Array.isArray(settings)) return undefined;
  return settings.find((setting) => String(setting.id).includes(id));
};

test('enrolled, synced, and every setting answered; the second sync writes nothing', async () => {
  await enroll();
  const schedule = JSON.parse(readFileSync(join(device.state, 'schedule.json'), 'utf8'));
  expect(schedule.sync.why).toBe('first');
  expect(Math.round((schedule.sync.at - service.clock.now()) / 60_000)).toBe(10);
  const first = await device.run('sync');
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toMatch(
    /^Checked in\. A new assignment was taken \(\d+, 2 policies\)\. Settings were written\./,
  );
  expect(stateOf('cloudservice_enabled')).toMatchObject({ state: 'remediated' });
  const again = await device.run('sync', '--json');
  expect(JSON.parse(again.out)).toMatchObject({
    exitCode: 0,
    wrote: false,
    state: 'managed',
    reportsWaiting: 0,
  });
});

test('the secret is gone from the device, and the public status tells neither secrets nor exclusions', async () => {
  const secret = await enroll();
  await device.run('sync');
  const database = readFileSync(join(device.state, 'state.db'));
  expect(database.includes(secret)).toBe(false);
  const status = readFileSync(join(device.state, 'status.json'), 'utf8');
  expect(statSync(join(device.state, 'status.json')).mode & 0o777).toBe(0o644);
  expect(status).not.toContain('/var/lib/postgresql');
  expect(device.managed()).toContain('/var/lib/postgresql');
});

test('what somebody undid is set again and told as drift', async () => {
  await enroll();
  await device.run('sync');
  const text = device.managed() ?? '';
  device.machine.setFile(
    MANAGED,
    text.replace('"automaticDefinitionUpdateEnabled": true', '"automaticDefinitionUpdateEnabled": false'),
  );
  expect(device.managed()).not.toBe(text);
  await device.run('sync');
  expect(device.managed()).toBe(text);
  expect(stateOf('automaticdefinitionupdateenabled')).toMatchObject({ state: 'remediated', drift: true });
});

test('drift that was repaired between two syncs is told once, though the state is as asked again', async () => {
  await enroll();
  await device.run('sync');
  await device.run('sync');
  device.machine.setFile(MANAGED, '{}');
  expect(await device.turn('drift')).toMatchObject({ wrote: true });
  expect(await device.turn('drift')).toMatchObject({ wrote: false });
  const told = async () => {
    expect((await device.run('sync')).code).toBe(0);
    const ran = await runCli(service.dataDir, ['report', '--device', String(device.status()['deviceId'])], {
      clock: service.clock,
    });
    return ran.out.split('\n').filter((line) => line.includes(', drift'));
  };
  const drifted = await told();
  expect(drifted.join('\n')).toContain('cloudservice_enabled');
  expect(drifted.join('\n')).toContain('drift-repaired');
  expect(await told()).toEqual([]);
});

test('a policy that is unassigned gives its values back, byte for byte', async () => {
  const before = '{\n  "cloudService": {"enabled": false}, "cloudService": {"odd": 1}\n}\n';
  device.machine.setFile(MANAGED, before);
  await enroll();
  await device.run('sync');
  expect(device.managed()).not.toBe(before);
  for (const name of [BASELINE, POSTGRES]) await admin('policy', 'unassign', name, '--all-devices');
  expect((await device.run('sync')).code).toBe(0);
  expect(device.managed()).toBe(before);
});

test('restore gives everything back and pauses until somebody syncs', async () => {
  await enroll();
  await device.run('sync');
  const set = device.managed();
  expect((await device.run('restore')).code).toBe(0);
  expect(device.managed()).toBeUndefined();
  expect((await device.run('sync')).code).toBe(0);
  expect(device.managed()).toBe(set);
});

test('without the service the cached policy is enforced, and the report waits', async () => {
  const shared = service;
  service = await startTestService();
  try {
    await importSamples();
    await assignAll();
    await enroll();
    await device.run('sync');
    await device.run('sync');
  } finally {
    await service[Symbol.asyncDispose]();
    service = shared;
  }
  const text = device.managed();
  device.machine.setFile(MANAGED, '{}');
  const cut = await device.run('sync', '--json');
  expect(cut.code).toBe(6);
  expect(JSON.parse(device.managed() ?? '')).toEqual(JSON.parse(text ?? ''));
  expect(JSON.parse(cut.out).reportsWaiting).toBeGreaterThan(0);
  expect(device.status()['exitCode']).toBe(6);
});

test('an emptied database is not a new device: identity and policies come back from beside it', async () => {
  await enroll();
  await device.run('sync');
  const { deviceId } = device.status();
  const text = device.managed();
  truncateSync(join(device.state, 'state.db'), 0);
  const ran = await device.run('sync');
  expect(ran.code).toBe(0);
  expect(device.status()).toMatchObject({ deviceId, enrollment: { state: 'managed' } });
  expect(device.managed()).toBe(text);
  expect(await askCli(service.dataDir, ['device', 'list'], service.clock)).toBeTruthy();
});

test('a wrong secret enrolls nothing and says what to do', async () => {
  const { file: statement } = await service.onboarding();
  const file = join(files, 'onboarding.jwt');
  writeFileSync(file, statement);
  const ran = await device.runWith('not-the-secret\n', 'onboard', file);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain('secret');
  expect(device.status()['exitCode']).toBe(3);
});

test('an onboarding file that was edited is refused with code 8', async () => {
  const { file: statement, secret } = await service.onboarding();
  const file = join(files, 'onboarding.jwt');
  writeFileSync(file, `${statement.slice(0, -8)}AAAAAAAA`);
  const ran = await device.runWith(secret, 'onboard', file);
  expect(ran.code).toBe(8);
  expect(ran.err).toContain('not trusted');
});

test('the same device that registers once more does not take an older assignment', async () => {
  await enroll();
  await device.run('sync');
  const id = String(device.status()['deviceId']);
  const setAtService = (state: string) =>
    service.store.updateTable('device').set({ state }).where('id', '=', id).execute();
  await setAtService('left');
  expect((await device.run('sync')).code).not.toBe(0);
  await setAtService('active');
  await enroll();
  expect(device.status()['deviceId']).toBe(id);
  await service.store
    .updateTable('device_assignment')
    .set({ ver: 0, expires_at: 0 })
    .where('device_id', '=', id)
    .execute();
  expect(await device.run('sync')).toMatchObject({ code: 8 });
});

test('a device that the service forgot begins anew under another id, and takes what is assigned to that', async () => {
  await enroll();
  await device.run('sync');
  const id = String(device.status()['deviceId']);
  await service.store.updateTable('device').set({ state: 'left' }).where('id', '=', id).execute();
  await service.store.deleteFrom('device_key').where('device_id', '=', id).execute();
  expect((await device.run('sync')).code).not.toBe(0);
  await enroll();
  expect(device.status()['deviceId']).not.toBe(id);
  expect(await device.run('sync')).toMatchObject({ code: 0 });
});
