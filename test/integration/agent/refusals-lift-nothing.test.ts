// What a service can say without a signature, and silence: through real turns, none of it ends enforcement or repairs.

import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import { MANAGED } from '../../support/linux-rows.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import type { VirtualDays } from '../../support/virtual-days.js';
import { installVirtualDays } from '../../support/virtual-days.js';

const SAMPLE = join(import.meta.dirname, '../../../samples/policies/linux-antivirus-baseline.json');
const DAY_MS = 24 * 3_600_000;

let time: VirtualDays;
let service: TestService;
let device: AgentDevice;
let wanted: unknown;
let stranger: Server | undefined;
beforeEach(async () => {
  time = installVirtualDays();
  service = await startTestService();
  device = createAgentDevice(service.clock);
  await ask('policy', 'import', SAMPLE);
  await ask('policy', 'assign', 'Linux servers: antivirus baseline', '--all-devices');
  await device.onboard(await service.onboarding());
  expect((await device.run('sync')).code).toBe(0);
  wanted = JSON.parse(device.managed() ?? '');
});
afterEach(async () => {
  await new Promise((resolve) => (stranger === undefined ? resolve(undefined) : stranger.close(resolve)));
  stranger = undefined;
  device[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
  time.restore();
});

const ask = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const idOf = (): string => String(device.status()['deviceId']);

/** Somebody undoes it before each turn, on each of the days. */
async function expectEnforced(days: number): Promise<void> {
  for (let day = 0; day < days; day++) {
    for (const turn of ['sync', 'drift'] as const) {
      time.pass(DAY_MS / 2);
      device.machine.setFile(MANAGED, '{}');
      await device.turn(turn);
      expect(JSON.parse(device.managed() ?? '')).toEqual(wanted);
    }
  }
}

test('a device that is disabled, whether its token still counts or not', async () => {
  await ask('device', 'disable', idOf());
  await expectEnforced(3);
  expect(device.status()).toMatchObject({ enrollment: { code: 'disabled' } });
  await ask('device', 'enable', idOf());
  await device.turn('sync');
  expect(device.status()).toMatchObject({ enrollment: { number: 1 } });
  // Told with that very check-in: what it has overcome is over.
  expect(await ask('device', 'list')).toMatchObject([
    { presence: { statusNumber: 1, statusCode: 'managed' } },
  ]);
});

test('a device that was retired', async () => {
  const id = idOf();
  await ask('device', 'retire', id);
  await expectEnforced(3);
  expect(idOf()).toBe(id);
});

test.each([401, 403, 404, 410, 426, 500])('a service that answers everything with %i', async (status) => {
  await service.down();
  stranger = createServer((_, response) => response.writeHead(status).end('{}'));
  const { port } = new URL(service.url);
  await new Promise<void>((resolve) => stranger?.listen(Number(port), '127.0.0.1', resolve));
  await expectEnforced(2);
  expect(device.status()).toMatchObject({ service: { reached: false } });
});

test('an assignment that has expired while nobody was there', async () => {
  await service.down();
  time.pass(60 * DAY_MS);
  await expectEnforced(1);
  expect(device.status()).toMatchObject({
    enrollment: { state: 'stale' },
    warnings: expect.arrayContaining([expect.stringContaining('has expired')]),
  });
});
