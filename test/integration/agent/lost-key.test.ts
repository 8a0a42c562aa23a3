// A device whose key is gone (a damaged file, a chip that was cleared): it can prove nothing any more, keeps what is in
// force, says what helps, and comes back with a new onboarding file.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

let service: TestService;
let device: AgentDevice;
let folder = '';
beforeEach(async () => {
  service = await startTestService();
  device = createAgentDevice(service.clock);
  folder = mkdtempSync(join(tmpdir(), 'holdfast-lost-key-'));
  await askCli(service.dataDir, ['policy', 'import', SAMPLE], service.clock);
  const assign = ['policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices'];
  await askCli(service.dataDir, assign, service.clock);
  expect(await onboard()).toBe(0);
  expect((await device.run('sync')).code).toBe(0);
});
afterEach(async () => {
  device[Symbol.dispose]();
  rmSync(folder, { recursive: true });
  await service[Symbol.asyncDispose]();
});

async function onboard(): Promise<number> {
  const { file, secret } = await service.onboarding();
  writeFileSync(join(folder, 'onboarding.jwt'), file);
  return (await device.runWith(`${secret}\n`, 'onboard', join(folder, 'onboarding.jwt'))).code;
}

test.each([
  ['is gone', (file: string) => rmSync(file)],
  ['is no key any more', (file: string) => writeFileSync(file, 'scrambled')],
])('a device whose key %s', async (_, lose) => {
  const before = device.status()['deviceId'];
  const wanted = JSON.parse(device.managed() ?? '');
  lose(join(device.state, 'device-key.pem'));
  for (const turn of ['sync', 'drift', 'sync'] as const) {
    device.machine.setFile(MANAGED, '{}');
    await device.turn(turn);
    expect(JSON.parse(device.managed() ?? '')).toEqual(wanted);
  }
  expect(device.status()).toMatchObject({
    enrollment: { code: 'key-lost', remedy: expect.stringContaining('Onboard') },
  });
  expect(await onboard()).toBe(0);
  expect((await device.run('sync')).code).toBe(0);
  expect(device.status()).toMatchObject({ enrollment: { number: 1 } });
  expect(device.status()['deviceId']).not.toBe(before);
});
