// What a Linux machine says about itself, however its files are written.
import { expect, test } from 'vitest';
import { parseOsRelease, readLinuxFacts } from '../../../../platform/linux/facts.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';

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
