// A copied disk: two machines with one identity. The service tells them apart by the counter; the copy says so,
// goes on protecting, and neither registers again by itself nor asks all the time.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { MANAGED } from '../../support/linux-rows.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';

const SAMPLE = join(import.meta.dirname, '../../../samples/policies/linux-antivirus-baseline.json');
const HOUR = 3_600_000;

let service: TestService;
let original: AgentDevice;
let copy: AgentDevice;
let files = '';

beforeEach(async () => {
  service = await startTestService();
  original = createAgentDevice(service.clock);
  copy = createAgentDevice(service.clock);
  files = mkdtempSync(join(tmpdir(), 'holdfast-onboarding-'));
  await askCli(service.dataDir, ['policy', 'import', SAMPLE], service.clock);
  const assign = ['policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices'];
  await askCli(service.dataDir, assign, service.clock);
  await onboard(original);
  await original.run('sync');
  cpSync(original.state, copy.state, { recursive: true });
  copy.machine.setFile(MANAGED, original.managed() ?? '');
  await original.run('sync');
});
afterEach(async () => {
  original[Symbol.dispose]();
  copy[Symbol.dispose]();
  rmSync(files, { recursive: true });
  await service[Symbol.asyncDispose]();
});

async function onboard(device: AgentDevice): Promise<void> {
  const { file, secret } = await service.onboarding();
  const path = join(files, 'onboarding.jwt');
  writeFileSync(path, file);
  expect(await device.runWith(`${secret}\n`, 'onboard', path)).toMatchObject({ code: 0 });
}

const devices = async (): Promise<number> => {
  const listed = await askCli(service.dataDir, ['device', 'list'], service.clock);
  if (!Array.isArray(listed)) throw new Error('no list of devices');
  return listed.length;
};

test('the copy is refused, says why and what to do, and its settings stay enforced', async () => {
  const asked = copy.managed();
  copy.machine.setFile(MANAGED, '{}');
  const ran = await copy.run('sync');
  expect(ran.code).toBe(1);
  expect(ran.out).toContain('seq-regressed');
  expect(ran.out).toContain('holdfast onboard FILE');
  expect(JSON.parse(copy.managed() ?? '')).toEqual(JSON.parse(asked ?? ''));
  expect(copy.status()).toMatchObject({
    enrollment: { code: 'clone-suspected', number: null },
    service: { refused: true },
  });
  expect((await original.run('sync')).code).toBe(0);
});

test('the copy does not register by itself, and asks again only after a day', async () => {
  const before = await devices();
  const { deviceId } = copy.status();
  await copy.turn('sync');
  const { sync } = JSON.parse(readFileSync(join(copy.state, 'schedule.json'), 'utf8'));
  expect(sync.at - service.clock.now()).toBeGreaterThan(22 * HOUR);
  await copy.turn('sync');
  await copy.turn('drift');
  expect(copy.status()['deviceId']).toBe(deviceId);
  expect(await devices()).toBe(before);
});

test('a new onboarding file makes the copy a device of its own, beside the original', async () => {
  const before = await devices();
  await copy.run('sync');
  await onboard(copy);
  expect((await copy.run('sync')).code).toBe(0);
  expect(copy.status()['deviceId']).not.toBe(original.status()['deviceId']);
  expect(await devices()).toBe(before + 1);
  expect((await original.run('sync')).code).toBe(0);
});
