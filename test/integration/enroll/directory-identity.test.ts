// A Windows that its directory knows already, and a real service: which object it is there, whose tenant counts, and
// what a later join changes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tenantId } from '../../../src/model/ids.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import type { WindowsAgentDevice } from '../../support/windows-agent-device.js';
import { createWindowsAgentDevice } from '../../support/windows-agent-device.js';

const TENANT = '8d3f0f5e-61a2-4b0c-9f6d-2f1f0c9a7b11';
const OTHER_TENANT = '0a6b1c2d-3e4f-4a5b-8c6d-7e8f9a0b1c2d';
const OBJECT = '5c0e7f1a-9b24-4d3c-8e6f-1a2b3c4d5e6f';
const POLICIES = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender';
const BASELINE = join(import.meta.dirname, '../../../samples/policies/windows-antivirus-baseline.json');

let service: TestService;
let device: WindowsAgentDevice;
let folder = '';
let untouched = '';
beforeEach(async () => {
  service = await startTestService({ tenant: tenantId(TENANT) });
  device = createWindowsAgentDevice(service.clock);
  untouched = settings();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-directory-'));
  await ask('policy', 'import', BASELINE);
  const [policy] = (await ask('policy', 'list')) as readonly { readonly id: string }[];
  await ask('policy', 'assign', policy?.id ?? '', '--all-devices');
});
afterEach(async () => {
  device[Symbol.dispose]();
  rmSync(folder, { recursive: true });
  await service[Symbol.asyncDispose]();
});

const ask = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const listed = async () => (await ask('device', 'list')) as readonly { readonly id: string }[];
const shown = async () => (await ask('device', 'show', (await listed())[0]?.id ?? '')) as object;

async function onboard(): Promise<number> {
  const { file, secret } = await service.onboarding();
  const path = join(folder, 'onboarding.jwt');
  writeFileSync(path, file);
  return (await device.runWith(`${secret}\n`, 'onboard', path)).code;
}

const settings = (): string =>
  JSON.stringify(
    Object.entries(device.machine.state().registry).filter(([path]) =>
      path.toLowerCase().startsWith(POLICIES.toLowerCase()),
    ),
  );
const isEnforced = (): boolean => settings() !== untouched;

test.each([
  ['joined', {}, 'AzureAd'],
  ['hybrid', { domain: 'EXAMPLE' }, 'ServerAd'],
] as const)(
  'a machine that is %s is linked to its object, and no second one is made',
  async (_, more, trustType) => {
    device.machine.join({ tenant: TENANT, device: OBJECT, ...more });
    expect(await onboard()).toBe(0);
    expect((await device.run('sync')).code).toBe(0);
    expect(isEnforced()).toBe(true);
    expect(await listed()).toHaveLength(1);
    expect(await shown()).toMatchObject({
      directory: [{ directoryId: OBJECT, trustType, synthetic: false, tenantId: TENANT }],
    });
  },
);

test('one of another tenant has status 15: it is not registered, and nothing is enforced', async () => {
  device.machine.join({ tenant: OTHER_TENANT, device: OBJECT });
  expect(await onboard()).not.toBe(0);
  await device.run('sync');
  expect(device.status()).toMatchObject({ enrollment: { number: 15 } });
  expect(isEnforced()).toBe(false);
  expect(await listed()).toEqual([]);
});

test('a join that comes later retires the synthetic object; the device is the same and stays managed', async () => {
  expect(await onboard()).toBe(0);
  expect((await device.run('sync')).code).toBe(0);
  const [before] = await listed();
  expect(await shown()).toMatchObject({ directory: [{ synthetic: true }] });
  device.machine.join({ tenant: TENANT, device: OBJECT });
  service.clock.advance(90 * 60_000);
  expect((await device.run('sync')).code).toBe(0);
  expect(await listed()).toMatchObject([{ id: before?.id, state: 'active' }]);
  expect(await shown()).toMatchObject({
    directory: [
      { directoryId: OBJECT, synthetic: false },
      { directoryId: before?.id, synthetic: true, retiredAt: expect.any(Number) },
    ],
  });
  expect(isEnforced()).toBe(true);
});

test('a machine that is joined to another tenant later keeps what is in force, takes nothing new, and says 15', async () => {
  await onboard();
  await device.run('sync');
  device.machine.join({ tenant: OTHER_TENANT, device: OBJECT });
  service.clock.advance(90 * 60_000);
  await device.run('sync');
  expect(device.status()).toMatchObject({ enrollment: { number: 15 } });
  expect(isEnforced()).toBe(true);
  expect(await shown()).toMatchObject({ presence: { statusNumber: 15 }, directory: [{ synthetic: true }] });
});
