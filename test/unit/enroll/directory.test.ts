// Which directory identity of a machine is reused: that of our own tenant, whole.
import { expect, test } from 'vitest';
import { directoryLink } from '../../../src/enroll/directory.js';
import { tenantId } from '../../../src/model/ids.js';
import type { DirectoryIdentity, Probe } from '../../../src/model/probe.js';

const TENANT = '11111111-1111-4111-8111-111111111111';
const DEVICE = '33333333-3333-4333-8333-333333333333';
const ours = tenantId(TENANT);
const probe = (answer: Extract<Probe, { asks: 'tenant' }>['answer']): Probe => ({
  asks: 'tenant',
  answer,
  evidence: [],
});
const joined = (more: Partial<DirectoryIdentity> = {}): Probe =>
  probe({ is: 'joined', tenant: TENANT, device: DEVICE, trust: 'AzureAd', ...more });

test('a join of our own tenant is said whole', () => {
  const expected = { deviceId: DEVICE, tenantId: TENANT, trustType: 'AzureAd' };
  expect(directoryLink([joined()], ours)).toEqual(expected);
});

test('ids are compared and sent in lower case, as the wire has them', () => {
  const link = directoryLink([joined({ tenant: TENANT.toUpperCase(), device: DEVICE.toUpperCase() })], ours);
  expect(link).toMatchObject({ deviceId: DEVICE, tenantId: TENANT });
});

test.each([
  ['of another tenant', joined({ tenant: '22222222-2222-4222-8222-222222222222' })],
  ['whose device id the system does not say', probe({ is: 'joined', tenant: TENANT, trust: 'AzureAd' })],
  ['whose kind the system does not say', probe({ is: 'joined', tenant: TENANT, device: DEVICE })],
  ['whose device id is none', joined({ device: 'WORKSTATION-7' })],
  ['that could not be read', probe({ is: 'unknown' })],
  ['that is none', probe({ is: 'none' })],
])('a join %s links to nothing', (_title, one) => {
  expect(directoryLink([one], ours)).toBeUndefined();
});

test('before an onboarding file names a tenant nothing is linked', () => {
  expect(directoryLink([joined()], undefined)).toBeUndefined();
});
