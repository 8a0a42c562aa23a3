// Policies that want the same things, through the adapter onto a simulated Windows machine.
import { describe, expect, test } from 'vitest';
import { textAt } from '../../../../platform/simulated/registry.js';
import { createWindowsDevice, WINDOWS } from '../../../support/windows-rows.js';

const row = (end: string) => {
  const found = WINDOWS.rows.find(({ key }) => key.endsWith(end));
  if (found === undefined) throw new Error(`no row ${end}`);
  return found;
};
const RULES = row('{firewallrulename}');
const PATHS = row('_excludedpaths');
const rule = (name: string, port: number) => ({
  name,
  enabled: true,
  direction: 'in',
  action: 'allow',
  protocol: 6,
  localPorts: [String(port)],
});

describe('firewall rules of two policies', () => {
  const first = [RULES, [rule('Web', 80), rule('Mail', 25)], 'Servers'] as const;
  const second = [RULES, [rule('Web', 8080), rule('Time', 123)], 'Web servers'] as const;

  test('are all delivered but the one they contradict each other about, which stays as it is in force', async () => {
    const device = createWindowsDevice();
    const before = device.machine.state().registry;
    await device.pass([[RULES, [rule('Web', 80)], 'Servers']]);
    const done = await device.pass([first, second]);
    expect(done.findings.map(({ state, policies }) => [state, policies.map(({ name }) => name)])).toEqual([
      ['conflict', ['Servers', 'Web servers']],
      ['remediated', ['Servers', 'Web servers']],
    ]);
    expect(done.findings[0]?.reason?.text).toContain('"Web"');
    const { readBack } = done.findings[1] ?? {};
    const there = readBack?.is === 'value' && typeof readBack.value === 'object' ? readBack.value : [];
    expect(there.map((one) => (typeof one === 'object' ? [one['name'], one['localPorts']] : one))).toEqual(
      expect.arrayContaining([
        ['Web', ['80']],
        ['Mail', ['25']],
        ['Time', ['123']],
      ]),
    );
    expect(there).toHaveLength(3);
    expect((await device.pass([first, second])).wrote).toBe(false);
    await device.restore();
    expect(device.machine.state().registry).toEqual(before);
  });
});

test('exclusions of both templates stand together, and each goes with its policy', async () => {
  const device = createWindowsDevice();
  const before = device.machine.state().registry;
  await device.pass([
    [PATHS, ['C:\\a'], 'Antivirus'],
    [PATHS, ['C:\\b', 'c:\\A'], 'Exclusions'],
  ]);
  const key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender\\Exclusions\\Paths';
  const stands = () => ['C:\\a', 'C:\\b'].map((path) => textAt(device.machine.state().registry, key, path));
  expect(stands()).toEqual(['0', '0']);
  await device.pass([[PATHS, ['C:\\a'], 'Antivirus']]);
  expect(stands()).toEqual(['0', undefined]);
  await device.restore();
  expect(device.machine.state().registry).toEqual(before);
});

test('a rule of attack surface reduction that two policies contradict is held, its neighbours are set', async () => {
  const device = createWindowsDevice();
  const [held, set] = ['_blockwebshellcreationforservers', '_blockrebootingmachineinsafemode'].map(row);
  if (held === undefined || set === undefined) throw new Error('two rules');
  const done = await device.pass([
    [held, 'block', 'A'],
    [held, 'audit', 'B'],
    [set, 'block', 'A'],
    [set, 'block', 'B'],
  ]);
  expect([done.finding(held)?.state, done.finding(set)?.state]).toEqual(['conflict', 'remediated']);
  expect(done.finding(held)?.readBack.is).not.toBe('value');
});
