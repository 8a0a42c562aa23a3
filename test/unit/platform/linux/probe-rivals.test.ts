// Configuration managements beside us on a simulated Linux machine: installed, and owning the managed file or not.
import { expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import { probeRivals } from '../../../../platform/linux/probe-rivals.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { rivalsOf } from '../../../../src/enroll/survey.js';
import { rivalOf, saysOf } from '../../../support/probe-answers.js';
import { refusing } from '../../../support/refusing-host.js';

const FILE = '/etc/opt/microsoft/mdatp/managed/mdatp_managed.json';
const RESOURCES = '/opt/puppetlabs/puppet/cache/state/resources.txt';

const machineWith = (files: Readonly<Record<string, string>>) => {
  const machine = createSimulatedLinux();
  for (const [path, content] of Object.entries(files)) machine.setFile(path, content);
  return machine;
};
const rival = async (host: Host, name: string) => rivalOf({ probes: await probeRivals(host) }, name);

test('a machine without any says nothing of any', async () => {
  expect(await probeRivals(createSimulatedLinux())).toEqual([]);
});

test.each([
  ['Puppet', '/opt/puppetlabs/bin/puppet'],
  ['Puppet', '/usr/bin/puppet'],
  ['Chef', '/opt/chef/bin/chef-client'],
  ['Chef', '/opt/cinc/bin/cinc-client'],
  ['Salt', '/etc/salt/minion'],
  ['Ansible', '/root/.ansible/tmp/x'],
])('%s is present when %s is there, and nothing says that it owns the file', async (name, path) => {
  const said = await rival(machineWith({ [path]: '' }), name);
  expect(said).toMatchObject({ answer: 'present' });
  expect(saysOf(said)).toEqual(['installed', 'nothing says that it owns it']);
});

test.each([
  ['Puppet', '/opt/puppetlabs/bin/puppet', RESOURCES, `package[mdatp]\nfile[${FILE}]\n`],
  ['Puppet', '/usr/bin/puppet', '/var/lib/puppet/state/resources.txt', `file[${FILE}]\n`],
  [
    'Salt',
    '/etc/salt/minion',
    '/var/cache/salt/minion/highstate.cache.p',
    `\u0082\u00d9file_|-mdatp_|-${FILE}_|-managed\u0000`,
  ],
  ['Salt', '/etc/salt/minion', `/var/cache/salt/minion/file_backup${FILE}_Mon_Mar_02_2026`, '{}'],
  ['Chef', '/opt/chef/bin/chef-client', `/var/chef/backup${FILE}.chef-20260302081500.123456`, '{}'],
  ['Ansible', '/root/.ansible/tmp/x', `${FILE}.4711.2026-03-02@08:15:00~`, '{}'],
  ['Puppet', '/opt/puppetlabs/bin/puppet', FILE, '{"_comment": "This file is managed by Puppet"}'],
  ['Ansible', '/usr/bin/ansible-pull', FILE, '{"_comment": "Ansible managed: /srv/x.j2"}'],
  ['Salt', '/usr/bin/salt-minion', FILE, '{"_comment": "Managed by Salt"}'],
])('%s (%s) owns the file by the word of %s', async (name, program, path, content) => {
  const said = await rival(machineWith({ [program]: '', [path]: content }), name);
  expect(said).toMatchObject({ answer: 'present' });
  expect(said?.evidence[0]?.source).toBe(path);
  expect(saysOf(said)[1]).toBe('installed');
});

test('what owns the file is what is named where a rival is', async () => {
  const machine = createSimulatedLinux();
  machine.enter('puppet-owned');
  expect(rivalsOf(await probeRivals(machine))).toEqual([
    `Puppet (${RESOURCES}: its last run took care of mdatp_managed.json)`,
  ]);
  machine.leave('puppet-owned');
  expect(await probeRivals(machine)).toEqual([]);
});

test('Ansible, which comes over the network and installs nothing, is known by what it left', async () => {
  const machine = createSimulatedLinux();
  machine.enter('ansible-owned');
  expect(await rival(machine, 'Ansible')).toMatchObject({ answer: 'present' });
});

test('a last run that did not take care of the file is said', async () => {
  const machine = machineWith({ '/opt/puppetlabs/bin/puppet': '', [RESOURCES]: 'file[/etc/motd]\n' });
  expect(saysOf(await rival(machine, 'Puppet'))).toEqual([
    'installed',
    'its last run did not take care of mdatp_managed.json',
  ]);
});

test('a state that is too long, or cannot be read, is said and not believed', async () => {
  const machine = machineWith({ '/opt/puppetlabs/bin/puppet': '', [RESOURCES]: 'x'.repeat(4_194_305) });
  expect(saysOf(await rival(machine, 'Puppet')).join()).toContain('is larger than');
  const denied = await rival(refusing(machine, RESOURCES), 'Puppet');
  expect(denied).toMatchObject({ answer: 'present' });
  expect(saysOf(denied).join()).toContain('access denied');
});

test('a program that cannot be looked for is unknown, unless the file says whose it is', async () => {
  const machine = createSimulatedLinux();
  expect(await rival(refusing(machine, '/etc/salt/minion'), 'Salt')).toMatchObject({ answer: 'unknown' });
  machine.setFile(FILE, '{"_": "managed by salt"}');
  expect(await rival(refusing(machine, '/etc/salt/minion'), 'Salt')).toMatchObject({ answer: 'present' });
});
