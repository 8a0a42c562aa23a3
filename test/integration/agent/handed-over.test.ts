// A device that the service knows is taken over by another manager: what it says of its policies, here and there.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';

const SAMPLE = join(import.meta.dirname, '../../../samples/policies/linux-antivirus-baseline.json');
const HOUR_MS = 3_600_000;

let service: TestService;
let device: AgentDevice;

beforeEach(async () => {
  service = await startTestService();
  device = createAgentDevice(service.clock);
  await askCli(service.dataDir, ['policy', 'import', SAMPLE], service.clock);
  const assign = ['policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices'];
  await askCli(service.dataDir, assign, service.clock);
  await device.onboard(await service.onboarding());
  expect((await device.run('sync')).code).toBe(0);
});
afterEach(async () => {
  device[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
});

const stateHere = () => device.status()['policies'];
const stateThere = () => askCli(service.dataDir, ['report'], service.clock);
const is = (state: string) => [expect.objectContaining({ state })];

test('of what was given back to another manager neither the device nor the service says that it is compliant', async () => {
  device.machine.enter('intune-enrolled');
  expect((await device.run('sync')).code).toBe(7);
  service.clock.advance(9 * HOUR_MS);
  expect((await device.run('sync')).code).toBe(7);
  expect(device.managed() ?? '').not.toContain('real_time');
  expect(stateHere()).toEqual(is('notApplicable'));
  expect(await stateThere()).toMatchObject({ policies: is('notApplicable') });
  expect(device.status()).toMatchObject({ service: { waitingReports: 0 } });
});

test('what is paused by "holdfast restore" is not called compliant', async () => {
  expect((await device.run('restore')).code).toBe(0);
  await device.turn('drift');
  expect(stateHere()).toEqual(is('notApplicable'));
});
