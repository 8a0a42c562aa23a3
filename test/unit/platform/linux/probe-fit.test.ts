// Special cases of Linux machines: yes, no, cannot tell, each on its own evidence.
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import { MDATP_PATHS } from '../../../../platform/linux/mdatp.js';
import { probeLinux } from '../../../../platform/linux/probe.js';
import { parseKernel } from '../../../../platform/linux/probe-fit.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { epochMs } from '../../../../src/model/ids.js';
import type { FitCase } from '../../../../src/model/probe.js';
import { fitOf } from '../../../support/probe-answers.js';
import { hanging, printing, refusing } from '../../../support/refusing-host.js';

const { signal } = new AbortController();
const [MDATP] = MDATP_PATHS;
const survey = (host: Host) => probeLinux(host, undefined, epochMs(3_600_000_000_000), signal);
const answer = async (host: Host, name: FitCase) => fitOf(await survey(host), name);
const machineWith = (files: Readonly<Record<string, string | undefined>>) => {
  const machine = createSimulatedLinux();
  for (const [path, content] of Object.entries(files)) machine.setFile(path, content);
  return machine;
};

test('an application container is told from a container that runs an init', async () => {
  const machine = createSimulatedLinux();
  machine.enter('application-container');
  expect(await answer(machine, 'application-container')).toBe('yes');
  machine.leave('application-container');
  machine.enter('system-container');
  expect(await answer(machine, 'application-container')).toBe('no');
});

test.each([
  ['x64', 'no'],
  ['arm64', 'no'],
  ['ia32', 'yes'],
  ['arm', 'yes'],
])('the architecture %s: 32-bit %s', async (arch, expected) => {
  const machine = createSimulatedLinux();
  const host = { ...machine, facts: async () => ({ ...(await machine.facts()), arch }) };
  expect(await answer(host, '32-bit')).toBe(expected);
});

describe('the kernel', () => {
  test.each([
    ['3.10.0-327.el7.x86_64', 'no'],
    ['3.10.0-1160.119.1.el7.x86_64', 'no'],
    ['3.10.0-229.el7.x86_64', 'yes'],
    ['3.10.108', 'no'],
    ['3.10.0', 'yes'],
    ['2.6.32-754.el6.x86_64', 'yes'],
    ['3.13.0-24-generic', 'no'],
    ['4.19.0-27-amd64', 'no'],
    ['5.14.0-503.el9.x86_64', 'no'],
    ['6.1.0-1-cloud', 'no'],
    ['6.12-rc1', 'no'],
    ['unknown', 'unknown'],
    ['', 'unknown'],
  ])('%s is below the floor: %s', async (release, expected) => {
    expect(await answer(machineWith({ '/proc/sys/kernel/osrelease': release }), 'kernel-below-floor')).toBe(
      expected,
    );
  });

  test('that cannot be read is unknown', async () => {
    expect(await answer(machineWith({ '/proc/sys/kernel/osrelease': undefined }), 'kernel-below-floor')).toBe(
      'unknown',
    );
    expect(parseKernel('3.10')).toEqual([3, 10, 0, 0]);
  });
});

test('systemd is missing where neither its folder is there nor process 1 is it', async () => {
  const folder = '/run/systemd/system/simulated.service';
  expect(await answer(machineWith({ [folder]: undefined }), 'no-systemd')).toBe('no');
  const openrc = machineWith({ [folder]: undefined, '/proc/1/comm': 'init\n' });
  expect(await answer(openrc, 'no-systemd')).toBe('yes');
  expect(await answer(refusing(openrc, '/run/systemd/system'), 'no-systemd')).toBe('unknown');
  expect(await answer(machineWith({ '/proc/1/comm': 'init\n' }), 'no-systemd')).toBe('no');
});

describe('signs of a virtual desktop or of a disk that is thrown away', () => {
  test.each([
    [{ '/opt/Citrix/VDA/bin/ctxvda': '' }, 'yes'],
    [{ '/usr/lib/vmware/viewagent/bin/x': '' }, 'yes'],
    [{ '/etc/vmware/viewagent-config.txt': '' }, 'yes'],
    [{ '/etc/machine-id': '' }, 'yes'],
    [{ '/etc/machine-id': undefined }, 'yes'],
    [{ '/etc/machine-id': 'uninitialized\n' }, 'yes'],
    [{ '/proc/self/mounts': 'overlay / overlay rw 0 0\n' }, 'yes'],
    [{ '/proc/self/mounts': '/dev/sda1 / ext4 rw 0 0\ntmpfs / tmpfs rw 0 0\n' }, 'yes'],
    [
      {
        '/proc/self/mounts':
          'overlay / overlay rw 0 0\n/dev/sda1 / xfs rw 0 0\noverlay /mnt overlay rw 0 0\n',
      },
      'no',
    ],
    [{ '/proc/self/mounts': 'overlay / overlay rw 0 0\n', '/run/systemd/container': 'lxc\n' }, 'no'],
    [{ '/proc/self/mounts': undefined }, 'no'],
  ])('%j: %s', async (files, expected) => {
    expect(await answer(machineWith(files), 'vdi-hints')).toBe(expected);
  });

  test('that cannot be looked for are unknown', async () => {
    expect(await answer(refusing(createSimulatedLinux(), '/opt/Citrix/VDA'), 'vdi-hints')).toBe('unknown');
  });

  test('are gone when the machine has a disk of its own again', async () => {
    const machine = createSimulatedLinux();
    machine.enter('throwaway-root');
    expect(await answer(machine, 'vdi-hints')).toBe('yes');
    machine.leave('throwaway-root');
    expect(await answer(machine, 'vdi-hints')).toBe('no');
  });
});

describe('Defender', () => {
  const cases = ['defender-missing', 'defender-below-floor', 'sensor-not-onboarded'] as const;
  const answers = async (host: Host) => {
    const round = await survey(host);
    return cases.map((name) => fitOf(round, name));
  };

  test('that is healthy is none of the cases', async () => {
    expect(await answers(createSimulatedLinux())).toEqual(['no', 'no', 'no']);
  });

  test('that is not there is missing, and nothing more is asked of it', async () => {
    const machine = createSimulatedLinux();
    machine.setFaults({ notInstalled: true });
    expect(await answers(machine)).toEqual(['yes', undefined, undefined]);
  });

  test('that is older than settings management is below the floor', async () => {
    const machine = createSimulatedLinux();
    for (const [version, expected] of [
      ['101.23052.0008', 'yes'],
      ['101.98.30', 'yes'],
      ['101.23052.0009', 'no'],
      ['new', 'unknown'],
    ] as const) {
      machine.setAgent({ version });
      expect(await answer(machine, 'defender-below-floor')).toBe(expected);
    }
  });

  test('without a licence, or without an organisation, is not onboarded', async () => {
    const machine = createSimulatedLinux();
    machine.setFaults({ notLicensed: true });
    expect(await answer(machine, 'sensor-not-onboarded')).toBe('yes');
    const saying = (json: object) => printing(machine, { [MDATP]: JSON.stringify(json) });
    const version = '101.25042.0002';
    expect(
      await answer(
        saying({ appVersion: version, licensed: true, orgId: 'unavailable' }),
        'sensor-not-onboarded',
      ),
    ).toBe('yes');
    expect(await answer(saying({ appVersion: version, orgId: 'x' }), 'sensor-not-onboarded')).toBe('unknown');
  });

  test('that hangs or talks nonsense is there, and the rest is unknown', async () => {
    const machine = createSimulatedLinux();
    expect(await answers(hanging(machine, MDATP))).toEqual(['no', 'unknown', 'unknown']);
    expect(await answers(printing(machine, { [MDATP]: 'ok' }))).toEqual(['no', 'unknown', 'unknown']);
  });

  test('that cannot be looked for is unknown', async () => {
    expect(await answers(refusing(createSimulatedLinux(), MDATP))).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

test('a missing board vendor matters to one version of the agent alone', async () => {
  const machine = createSimulatedLinux();
  machine.enter('without-board-vendor');
  expect(await answer(machine, 'board-vendor-missing')).toBeUndefined();
  machine.setAgent({ version: '101.23052.0009' });
  expect(await answer(machine, 'board-vendor-missing')).toBe('yes');
  const path = '/sys/class/dmi/id/board_vendor';
  expect(await answer(refusing(machine, path), 'board-vendor-missing')).toBe('unknown');
  machine.leave('without-board-vendor');
  expect(await answer(machine, 'board-vendor-missing')).toBe('no');
});
