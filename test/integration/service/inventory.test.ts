// What a device says of itself, as an administrator sees it.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { checkIn, enrol, json, linuxDevice, postInventory } from '../../support/service-client.js';

let service: TestService;
let device: Enrolled;
beforeEach(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding());
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const shown = async () => (await runCli(service.dataDir, ['device', 'show', device.id])).out;

const DAY = 24 * 3_600_000;

const full = () => ({
  device: { ...linuxDevice, manufacturer: 'QEMU', model: 'Standard PC', role: 'server' },
  engine: {
    state: 'ready',
    version: '101.24072.0000',
    signatureVersion: '1.419.1.0',
    signaturesAt: new Date(Date.now() - 3 * DAY - 1000).toISOString(),
    realTime: true,
    passive: false,
    tamperProtected: null,
  },
  sensor: { onboarded: true, organisation: 'org-1' },
  firewall: 'partly',
  managers: ['configmgr', 'Puppet'],
  hardware: { processor: 'Virtual CPU', cores: 4, memory: 8 * 2 ** 30, virtual: true },
});

test('all of it is shown', async () => {
  expect((await postInventory(device, 1, full())).status).toBe(204);
  const { device: description, ...inventory } = full();
  expect(await cli('device', 'show', device.id)).toMatchObject({
    description,
    inventory: { ...inventory, engine: { ...inventory.engine, signaturesAt: expect.any(String) } },
    kind: 'linux',
  });
  const out = await shown();
  expect(out).toContain(
    'Engine      ready 101.24072.0000, real-time protection on, tamper protection not known',
  );
  expect(out).toMatch(/Signatures {2}1\.419\.1\.0 of \S+Z, 3 days old/);
  expect(out).toContain('Sensor      onboarded to org-1');
  expect(out).toContain('Firewall    partly');
  expect(out).toContain('Machine     server, QEMU Standard PC, x64, Virtual CPU, 4 cores, 8.0 GiB, virtual');
});

test('a summary stands in the list, and other managers are warned of', async () => {
  await postInventory(device, 1, full());
  expect(await cli('device', 'list')).toMatchObject([
    {
      inventory: {
        role: 'server',
        signatureVersion: '1.419.1.0',
        realTime: true,
        tamperProtected: null,
        onboarded: true,
        firewall: 'partly',
        managers: ['configmgr', 'Puppet'],
      },
    },
  ]);
  const warning = 'other managers were seen on web-01: configmgr, Puppet';
  expect((await runCli(service.dataDir, ['device', 'list'])).out).toContain(`Warning: ${warning}`);
  expect(await shown()).toContain(`Warning     ${warning}`);
});

test('what a system does not say is not made up', async () => {
  await postInventory(device, 1, { engine: { state: 'missing', version: null } });
  const out = await shown();
  expect(out).toContain('Engine      missing, real-time protection not known, tamper protection not known');
  expect(out).toContain('Signatures  version not known');
  expect(out).toContain('Sensor      not known whether onboarded');
  expect(out).toContain('Firewall    not known');
  expect(out).not.toContain('Warning');
});

test('a device cannot say a time that would keep it from being shown', async () => {
  const engine = { state: 'ready', version: null, signaturesAt: '9999-99-99T99:99:99Z' };
  expect((await postInventory(device, 1, { engine })).status).toBe(400);
  expect(await shown()).toContain('Inventory   not reported yet');
});

test('before the first one there is none, and the next check-in asks for it', async () => {
  expect(await shown()).toContain('Inventory   not reported yet');
  expect(await json(await checkIn(device, 1), 200)).toMatchObject({ need: ['inventory'] });
});

test('the newest one counts, and only a device that has its number may send it', async () => {
  await postInventory(device, 2, full());
  expect((await postInventory(device, 2, {})).status).toBe(409);
  expect(await cli('device', 'list')).toMatchObject([{ inventory: { firewall: 'partly' } }]);
  await postInventory(device, 3, { firewall: 'on' });
  expect(await cli('device', 'show', device.id)).toMatchObject({
    inventory: { firewall: 'on', engine: { state: 'ready', version: '101.24' } },
  });
  expect(await cli('device', 'show', device.id)).not.toHaveProperty('inventory.managers');
});
