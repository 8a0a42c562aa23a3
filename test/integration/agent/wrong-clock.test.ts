// A device whose clock is wrong, at a service whose clock is right: it syncs, and says so.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAgentDevice } from '../../support/agent-device.js';
import { createMovableClock, startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';

const HOUR = 3_600_000;

test.each([
  [3 * HOUR, '3 hours ahead of'],
  [-5 * HOUR, '5 hours behind'],
])('off by %i ms it is managed all the same, and the skew is said', async (ms, says) => {
  await using service = await startTestService();
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-clock-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const clock = createMovableClock();
  using device = createAgentDevice(clock);
  const { file, secret } = await service.onboarding();
  writeFileSync(join(folder, 'onboarding.jws'), file);
  expect(await device.runWith(secret, 'onboard', join(folder, 'onboarding.jws'))).toMatchObject({ code: 0 });
  clock.advance(ms);
  const synced = await device.run('sync');
  expect(synced.code).toBe(0);
  expect(synced.err).toContain(`The clock of this device is ${says} the service's`);
  expect(device.status()).toMatchObject({ enrollment: { number: 1 } });
});

test.each([3 * HOUR, -5 * HOUR])(
  'off by %i ms and disabled, it is told as disabled, and as managed once it is enabled: the skew is no revocation',
  async (ms) => {
    await using service = await startTestService();
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-clock-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const clock = createMovableClock();
    using device = createAgentDevice(clock);
    const { file, secret } = await service.onboarding();
    writeFileSync(join(folder, 'onboarding.jws'), file);
    await device.runWith(secret, 'onboard', join(folder, 'onboarding.jws'));
    const change = (to: 'disable' | 'enable') =>
      askCli(service.dataDir, ['device', to, String(device.status()['deviceId'])], service.clock);
    await change('disable');
    clock.advance(ms);
    expect((await device.run('sync')).code).toBe(1);
    expect((await device.run('status')).out).toContain('disabled in the service');
    expect(device.status()).toMatchObject({ enrollment: { code: 'disabled', number: null } });
    await change('enable');
    expect((await device.run('sync')).code).toBe(0);
    expect(device.status()).toMatchObject({ enrollment: { number: 1 } });
  },
);
