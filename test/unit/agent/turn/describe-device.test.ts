// What a device says of itself at registration: a join that it has, and its role, by what the survey found.
import { expect, test } from 'vitest';
import { describeDevice } from '../../../../src/agent/turn/describe-device.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import { epochMs, tenantId } from '../../../../src/model/ids.js';
import type { DirectoryIdentity, Probe } from '../../../../src/model/probe.js';
import type { DeviceDescription } from '../../../../src/model/wire/schemas.js';

const DEVICE = '5f0d2c11-77ab-4e0e-9d3a-0c1b2a394857';
const TENANT = '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5';

const machineOf = (type: DeviceDescription['os']['type']) => ({
  describe: async (tags: readonly string[]): Promise<DeviceDescription> => ({
    hostname: 'pear-04',
    os: { type, version: '1' },
    tags: [...tags],
    simulated: true,
  }),
});

const described = (type: DeviceDescription['os']['type'], ...probes: readonly Probe[]) =>
  describeDevice(
    { machine: machineOf(type) },
    {
      claims: undefined,
      inventory: undefined,
      state: { is: 'eligible', tenant: tenantId(TENANT) },
      probes: { probes, fingerprint: '', askedAt: epochMs(0) },
      survey: surveyVerdict(probes),
    },
  );

const joined = (more: Partial<DirectoryIdentity> = {}): Probe => ({
  asks: 'tenant',
  answer: { is: 'joined', tenant: TENANT, device: DEVICE, trust: 'ServerAd', ...more },
  evidence: [],
});
const nameless: Probe = { asks: 'tenant', answer: { is: 'joined', tenant: TENANT }, evidence: [] };
const controller: Probe = { asks: 'fit', case: 'domain-controller', answer: 'yes', evidence: [] };

test('a join of the machine is told whole, in lower case', async () => {
  const directory = { deviceId: DEVICE, tenantId: TENANT, trustType: 'ServerAd' };
  expect(await described('Windows', joined())).toMatchObject({ directory });
  const loud = joined({ device: DEVICE.toUpperCase(), tenant: TENANT.toUpperCase() });
  expect(await described('Windows', loud)).toMatchObject({ directory });
});

test.each([
  ['no join', []],
  ['a join that names no device', [nameless]],
  ['a device id that is none', [joined({ device: 'pear-04' })]],
  ['a join to another tenant', [joined({ tenant: '00000000-0000-4000-8000-000000000001' })]],
] as const satisfies readonly (readonly [string, readonly Probe[]])[])(
  '%s: nothing to link to is told',
  async (_, probes) => {
    expect(await described('Windows', ...probes)).not.toHaveProperty('directory');
  },
);

test('the role is that of a domain controller, a server, or not said', async () => {
  expect((await described('Windows Server', controller)).role).toBe('domain-controller');
  expect((await described('Windows Server')).role).toBe('server');
  expect(await described('Linux')).not.toHaveProperty('role');
});
