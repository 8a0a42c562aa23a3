// The Intune probe on a simulated Linux machine: managed, not managed, cannot tell, and on what evidence.
import { expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import { parseRegistration, probeIntune } from '../../../../platform/linux/probe-intune.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import type { LinuxSituation } from '../../../../platform/simulated/linux-situations.js';
import { saysOf } from '../../../support/probe-answers.js';
import { refusing } from '../../../support/refusing-host.js';

const REGISTRATION = '/home/ada/.config/intune/registration.toml';
const OTHER_PLACE = '/home/ada/.local/state/intune/registration.toml';
const BROKER = '/var/lib/microsoft-identity-device-broker';
const DEVICE = 'device_hint = "5c1f0a3e-7d24-4b96-8e50-c9a8b7d6e5f4"\n';

const machineIn = (...situations: readonly LinuxSituation[]) => {
  const machine = createSimulatedLinux();
  for (const situation of situations) machine.enter(situation);
  return machine;
};
const probe = async (host: Host) => probeIntune(host, await host.facts());
const answer = async (host: Host) => (await probe(host)).answer;

test.each([
  ['intune-enrolled', 'managed'],
  ['intune-package-only', 'not-managed'],
  ['intune-broker-only', 'not-managed'],
  ['intune-planted', 'unknown'],
] as const)('a machine that is %s: %s', async (situation, expected) => {
  expect(await answer(machineIn(situation))).toBe(expected);
});

test('the evidence names the registration, the device broker and the unit, and no id', async () => {
  const { evidence } = await probe(machineIn('intune-enrolled'));
  expect(evidence).toEqual([
    { source: REGISTRATION, says: 'a registration of the device at Intune' },
    { source: BROKER, says: 'the device is registered' },
    { source: '/usr/lib/systemd/system/intune-daemon.service', says: 'there' },
  ]);
});

test('whether a policy of its own is seen is not said: Defender gets none by this way on Linux', async () => {
  expect(await probe(machineIn('intune-enrolled'))).not.toHaveProperty('policySeen');
});

test.each([OTHER_PLACE, '/root/.config/intune/registration.toml'])(
  'a registration at %s counts as well',
  async (path) => {
    const machine = machineIn('intune-broker-only');
    machine.setFile(path, DEVICE);
    expect(await answer(machine)).toBe('managed');
  },
);

test('a registration of an account whose home lies elsewhere counts', async () => {
  const machine = machineIn('intune-broker-only');
  machine.setFile(
    '/etc/passwd',
    'root:x:0:0:root:/root:/bin/sh\nada:x:1000:1000::/srv/people/ada:/bin/sh\nbad line\n',
  );
  machine.setFile('/srv/people/ada/.config/intune/registration.toml', DEVICE);
  expect(await answer(machine)).toBe('managed');
});

test('what a package that is gone left behind manages nothing, nor does its empty folder', async () => {
  const machine = machineIn('intune-enrolled');
  machine.setFile('/opt/microsoft/intune/bin/intune-portal', undefined);
  expect(await answer(machine)).toBe('not-managed');
  expect(saysOf(await probe(machine))).toContain('the device is registered, which alone is single sign-on');
  const emptied = {
    ...machine,
    list: async (path: string) =>
      path === '/opt/microsoft/intune' ? { ok: true as const, value: [] } : machine.list(path),
  };
  expect(saysOf(await probe(emptied))).toContain('an empty folder is left');
  expect(await answer(emptied)).toBe('not-managed');
});

test('a cleared registration is none, and one in a form that nobody knows cannot be told', async () => {
  const machine = machineIn('intune-enrolled');
  machine.setFile(REGISTRATION, '\n');
  expect(await answer(machine)).toBe('not-managed');
  machine.setFile(REGISTRATION, '{"v":2}');
  expect(await answer(machine)).toBe('unknown');
});

test('the usual link from the one place to the other adds nothing, and one that leads elsewhere cannot be told', async () => {
  const machine = machineIn('intune-broker-only');
  machine.setLink(OTHER_PLACE, REGISTRATION);
  expect(await answer(machine)).toBe('not-managed');
  machine.setFile(REGISTRATION, undefined);
  expect(await answer(machine)).toBe('unknown');
});

test.each(['/opt/microsoft/intune', BROKER, REGISTRATION, '/etc/passwd', '/home'])(
  'where %s cannot be read it cannot be told, and the evidence says so',
  async (path) => {
    const said = await probe(refusing(machineIn('intune-broker-only'), path));
    expect(said).toMatchObject({ answer: 'unknown', required: true });
    expect(saysOf(said).join()).toContain('access denied');
  },
);

test('the name of a home that would steer a terminal does not get into the evidence', async () => {
  const machine = machineIn('intune-broker-only');
  machine.setFile('/home/e\u001b[2Jve/.config/intune/registration.toml', DEVICE);
  expect(JSON.stringify(await probe(machine))).not.toContain('u001b');
});

test('a registration that is found counts more than one that cannot be read', async () => {
  const machine = machineIn('intune-enrolled');
  expect(await answer(refusing(machine, OTHER_PLACE))).toBe('managed');
});

test('"cannot tell" holds a device back only where Intune manages Linux at all', async () => {
  const machine = machineIn('intune-planted');
  for (const [id, required] of [
    ['ubuntu', true],
    ['rhel', true],
    ['amzn', false],
  ] as const) {
    machine.setFile('/etc/os-release', `ID=${id}\nVERSION_ID="9"\n`);
    expect(await probe(machine)).toMatchObject({ answer: 'unknown', required });
  }
});

test.each([
  ["device_hint = '5c1f0a3e-7d24-4b96-8e50-c9a8b7d6e5f4'", 'device'],
  ['  DEVICE_HINT="5C1F0A3E-7D24-4B96-8E50-C9A8B7D6E5F4" # of 2026\r\n', 'device'],
  ['device_id = "5c1f0a3e-7d24-4b96-8e50-c9a8b7d6e5f4"', 'device'],
  ['[intune]\naad_device_hint = "0d9c8b7a-6f5e-4d3c-8b2a-1908f7e6d5c4"', 'directory-only'],
  ["account_hint = '2b7e4a10-93c5-4d68-8f21-6a0b9c3d5e74'\nneeds_patching = 'true'", 'directory-only'],
  ["device_hint = ''\naccount_hint = '2b7e4a10-93c5-4d68-8f21-6a0b9c3d5e74'", 'directory-only'],
  ['device_hint = "x"', 'odd'],
  ['planted', 'odd'],
  ['\u0000\u001b[2J', 'odd'],
  ['', 'none'],
  [' \r\n', 'none'],
])('the registration %j is %s', (text, expected) => {
  expect(parseRegistration(text)).toBe(expected);
});
