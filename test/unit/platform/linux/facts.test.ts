// What a Linux machine says about itself, however its files are written.
import { expect, test } from 'vitest';
import { parseOsRelease, readLinuxFacts } from '../../../../platform/linux/facts.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { refusing } from '../../../support/refusing-host.js';

test('os-release is read with either quotes or none, and its comments are not', () => {
  const text = '# NAME=x\nNAME="A \\"B\\" \\$C"\r\nID=\'debian\'\nVERSION_ID=12\nlower=1\nBROKEN\n';
  expect([...parseOsRelease(text)]).toEqual([
    ['NAME', 'A "B" $C'],
    ['ID', 'debian'],
    ['VERSION_ID', '12'],
  ]);
});

test('a machine without these files says nothing, and one in a container says so', async () => {
  const host = createSimulatedLinux();
  host.setFile('/run/systemd/container', 'lxc\n');
  expect((await readLinuxFacts(host)).container).toBe('lxc');
  host.setFile('/run/systemd/container', undefined);
  host.setFile('/.dockerenv', '');
  expect((await readLinuxFacts(host)).container).toBe('docker');
  for (const path of Object.keys(host.state().files)) host.setFile(path, undefined);
  expect(Object.values(await readLinuxFacts(host)).every((fact) => fact === undefined)).toBe(true);
});

test('a fact is one printable word, whatever stands in the file', async () => {
  const host = createSimulatedLinux();
  host.setFile('/proc/sys/kernel/hostname', 'name\u001b[2J second\n');
  expect((await readLinuxFacts(host)).hostname).toBe('name');
});

test('the id of the hardware is the firmware’s, lower case, and never a placeholder that many boards share', async () => {
  const host = createSimulatedLinux();
  const idOf = async (text: string | undefined) => {
    host.setFile('/sys/class/dmi/id/product_uuid', text);
    return (await readLinuxFacts(host)).hardwareId;
  };
  expect(await idOf('7D2A94C0-3F18-4B6E-A5D1-90E2C4B7F863\n')).toBe('7d2a94c0-3f18-4b6e-a5d1-90e2c4b7f863');
  for (const nothing of [
    undefined,
    '',
    'Not Settable\n',
    '00000000-0000-0000-0000-000000000000\n',
    'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF\n',
    '03000200-0400-0500-0006-000700080009\n',
  ])
    expect(await idOf(nothing)).toBeUndefined();
});

test('where only root may read the hardware’s id, it is left unsaid', async () => {
  const host = refusing(createSimulatedLinux(), '/sys/class/dmi/id/product_uuid');
  expect(await readLinuxFacts(host)).toMatchObject({ hardwareId: undefined, hostname: 'simulated-linux' });
});
