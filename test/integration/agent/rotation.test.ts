// A new key for the same device: by age, and because an administrator asked. Through real turns and a real service.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AgentDevice } from '../../support/agent-device.js';
import { createAgentDevice } from '../../support/agent-device.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { VirtualDays } from '../../support/virtual-days.js';
import { installVirtualDays } from '../../support/virtual-days.js';

const DAY_MS = 24 * 3_600_000;

let time: VirtualDays;
let service: TestService;
let device: AgentDevice;
beforeEach(async () => {
  time = installVirtualDays();
  service = await startTestService();
  device = createAgentDevice(service.clock);
  expect(await device.onboard(await service.onboarding())).toMatchObject({
    code: 0,
  });
  await sync();
});
afterEach(async () => {
  device[Symbol.dispose]();
  await service[Symbol.asyncDispose]();
  time.restore();
});

const keyOf = (): string => readFileSync(join(device.state, 'device-key.pem'), 'utf8');
const idOf = (): string => String(device.status()['deviceId']);
async function sync(): Promise<void> {
  const { fault, state } = await device.turn('sync');
  expect({ fault, state }).toEqual({ fault: null, state: 'managed' });
}
const keys = async (): Promise<unknown> =>
  Reflect.get(Object(await askCli(service.dataDir, ['device', 'show', idOf()], service.clock)), 'keys');

test('an administrator asks for it: once, at the next sync, and the device stays the same', async () => {
  const [key, id] = [keyOf(), idOf()];
  const asked = await runCli(service.dataDir, ['device', 'rotate-key', id], { clock: service.clock });
  expect(asked).toMatchObject({ code: 0, out: expect.stringContaining('next check-in') });
  time.pass(90 * 60_000);
  await sync();
  const second = keyOf();
  expect([second === key, idOf() === id]).toEqual([false, true]);
  for (const _ of [1, 2]) {
    time.pass(2 * DAY_MS);
    await sync();
    expect(await keys()).toHaveLength(1);
  }
  expect(keyOf()).toBe(second);
});

test('one that is disabled is not asked', async () => {
  await askCli(service.dataDir, ['device', 'disable', idOf()], service.clock);
  const asked = await runCli(service.dataDir, ['device', 'rotate-key', idOf()], { clock: service.clock });
  expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('disabled') });
});

test('it comes by itself between the 81st and the 99th day', async () => {
  const key = keyOf();
  time.pass(80 * DAY_MS);
  await sync();
  expect(keyOf()).toBe(key);
  time.pass(19 * DAY_MS + 60_000);
  await sync();
  expect(keyOf()).not.toBe(key);
  await sync();
  expect(await keys()).toHaveLength(1);
});
