// Another manager is seen, then cannot be told for a while: the hours until values are given back go on counting.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { epochMs } from '../../../src/model/ids.js';
import { createAgentDevice } from '../../support/agent-device.js';

const BASELINE = join(import.meta.dirname, '../../../samples/policies/linux-antivirus-baseline.json');
const HOUR_MS = 3_600_000;
const INSTALLED = ['/opt/microsoft/intune/bin/agent', '/root/.config/intune/registration.toml'];
/** Without it, it cannot be told whether the registration is one. */
const BROKER = '/var/lib/microsoft-identity-device-broker/1.db';

test('a survey that cannot tell neither repairs anything nor starts the eight hours anew', async () => {
  let now = Date.UTC(2026, 0, 5);
  using device = createAgentDevice({ now: () => epochMs(now), monotonicMs: () => now });
  const { machine } = device;
  await device.run('apply', BASELINE);
  expect(device.managed()).toContain('real_time');

  const registration = "device_hint = '5c1f0a3e-7d24-4b96-8e50-c9a8b7d6e5f4'";
  for (const path of [...INSTALLED, BROKER]) machine.setFile(path, registration);
  expect((await device.run('sync')).code).toBe(7);
  const tampered = (device.managed() ?? '').replace('real_time', 'passive');
  machine.setFile('/etc/opt/microsoft/mdatp/managed/mdatp_managed.json', tampered);

  now += 4 * HOUR_MS;
  machine.setFile(BROKER, undefined);
  await device.run('sync');
  expect(device.managed()).toBe(tampered);

  now += 5 * HOUR_MS;
  machine.setFile(BROKER, '');
  await device.run('sync');
  expect(device.managed()).not.toContain('scanArchives');
});
