// A device whose key is gone (a damaged file, a chip that was cleared): it can prove nothing any more, keeps what is in
// force, says what helps, and comes back with a new onboarding file.
import { rmSync, writeFileSync } from 'node:fs';
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
beforeEach(async () => {
  service = await startTestService();
  device = createAgentDevice(service.clock);
  await askCli(service.dataDir, ['policy', 'import', SAMPLE], service.clock);
  const assign = ['policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices'];
  await askCli(service.dataDir, assign, service.clock);
  expect(await onboard()).toBe(0);
  expect((await device.run('sync')).code).toBe(0);
});
afterEach(async () => {
  device[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});

async function onboard(): Promise<number> {
  return (await device.onboard(await service.onboarding())).code;
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
