// The Linux probes on a simulated machine: what each says, on what evidence, and what each costs.
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import type { ProbeRound } from '../../../../platform/linux/probe.js';
import { probeLinux } from '../../../../platform/linux/probe.js';
import type { SimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import type { EpochMs } from '../../../../src/model/ids.js';
import { epochMs } from '../../../../src/model/ids.js';
import type { Probe } from '../../../../src/model/probe.js';
import { fail, ok } from '../../../../src/model/result.js';

const { signal } = new AbortController();
const HOUR = 3_600_000;
const start = epochMs(1_000_000 * HOUR);
const later = (hours: number): EpochMs => epochMs(start + hours * HOUR);
const probe = (host: Host, previous?: ProbeRound, now = start) => probeLinux(host, previous, now, signal);
const fitOf = async (host: Host) => surveyVerdict((await probe(host)).probes).verdict;
const managerOf = ({ probes }: ProbeRound, manager: string): Probe | undefined =>
  probes.find((one) => one.asks === 'manager' && one.manager === manager);

const REGISTRATION = '/home/ada/.config/intune/registration.toml';

function machineWith(files: Readonly<Record<string, string>> = {}): SimulatedLinux {
  const machine = createSimulatedLinux();
  for (const [path, content] of Object.entries(files)) machine.setFile(path, content);
  return machine;
}

/** The same machine, on which some paths answer otherwise. */
function withAnswers(host: Host, answers: Partial<Host>): Host {
  return { ...host, ...answers };
}

const saying = (json: object) => ({
  run: async () => ok({ exitCode: 0, stdout: Buffer.from(JSON.stringify(json)), stderr: new Uint8Array() }),
});

test('a server that nobody manages is free', async () => {
  expect(await fitOf(machineWith())).toEqual({ fit: 'free' });
});

test('a machine without Defender is free too', async () => {
  const machine = machineWith();
  machine.setFaults({ notInstalled: true });
  expect(await fitOf(machine)).toEqual({ fit: 'free' });
});

describe('Intune', () => {
  const installed = { '/opt/microsoft/intune/bin/intune-portal': '' };
  const broker = { '/var/lib/microsoft-identity-device-broker/1000.db': 'x' };

  test('that is only installed manages nothing', async () => {
    expect(await fitOf(machineWith(installed))).toEqual({ fit: 'free' });
  });

  test.each([
    REGISTRATION,
    '/home/ada/.local/state/intune/registration.toml',
    '/root/.config/intune/registration.toml',
  ])('with the registration %s and that of the device manages the machine', async (path) => {
    const machine = machineWith({ ...installed, ...broker, [path]: 'device_id = "x"' });
    expect(await fitOf(machine)).toEqual({ fit: 'managed-elsewhere', by: 'intune' });
  });

  test('is found for an account whose home lies elsewhere', async () => {
    const machine = machineWith({
      ...installed,
      ...broker,
      '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nada:x:1000:1000::/srv/people/ada:/bin/sh\nbad line\n',
      '/srv/people/ada/.config/intune/registration.toml': 'device_id = "x"',
    });
    expect(await fitOf(machine)).toEqual({ fit: 'managed-elsewhere', by: 'intune' });
  });

  test('registered by a mere file of a user ends no enforcement: that is "cannot tell"', async () => {
    expect(await fitOf(machineWith({ ...installed, [REGISTRATION]: 'planted' }))).toMatchObject({
      fit: 'unknown',
    });
  });

  test('that left a registration behind when its package went manages nothing', async () => {
    expect(await fitOf(machineWith({ ...broker, [REGISTRATION]: 'left over' }))).toEqual({ fit: 'free' });
  });

  test.each(['/opt/microsoft/intune', REGISTRATION])(
    'cannot be told where %s cannot be read',
    async (path) => {
      const machine = machineWith({ ...installed, '/home/ada/.profile': '' });
      const host = withAnswers(machine, {
        stat: async (asked) =>
          asked === path ? fail({ kind: 'denied', target: asked, need: 'root' }) : machine.stat(asked),
      });
      expect(await fitOf(host)).toMatchObject({ fit: 'unknown' });
    },
  );

  test('cannot be told where the accounts cannot be read', async () => {
    const machine = machineWith(installed);
    const host = withAnswers(machine, {
      read: async (path, options) =>
        path === '/etc/passwd'
          ? fail({ kind: 'disk', target: path, why: 'io' })
          : machine.read(path, options),
    });
    expect(await fitOf(host)).toMatchObject({ fit: 'unknown' });
  });
});

describe("the vendor's own channel", () => {
  const member = (value: unknown) => ({ managedBy: { displayValue: false, isManaged: true, value } });

  test.each(['MDE', 'Intune'])('that says %s manages the machine', async (value) => {
    const host = withAnswers(machineWith(), saying(member(value)));
    expect(await fitOf(host)).toEqual({ fit: 'managed-elsewhere', by: 'mde-channel' });
  });

  test('that says nothing does not', async () => {
    expect(await fitOf(withAnswers(machineWith(), saying(member(''))))).toEqual({ fit: 'free' });
  });

  test('of an older agent, which lacks the word, does not', async () => {
    expect(await fitOf(withAnswers(machineWith(), saying({ appVersion: '101.1.1' })))).toEqual({
      fit: 'free',
    });
  });

  test('in a form that nobody has seen cannot be told', async () => {
    expect(await fitOf(withAnswers(machineWith(), saying(member(7))))).toMatchObject({ fit: 'unknown' });
  });

  test.each([{ daemonDown: true }, { hangs: true }, { lies: 'garbage' }, { failsWith: 3 }])(
    'cannot be told when the agent answers so: %j',
    async (faults) => {
      const machine = machineWith();
      machine.setFaults(faults);
      expect(await fitOf(machine)).toMatchObject({ fit: 'unknown' });
    },
  );
});

describe('a container', () => {
  test('that runs an application is unsupported', async () => {
    const machine = machineWith({ '/.dockerenv': '', '/proc/1/comm': 'nginx\n' });
    expect(await fitOf(machine)).toMatchObject({ fit: 'unsupported' });
  });

  test('that runs an init counts as a machine', async () => {
    const machine = machineWith({ '/run/systemd/container': 'lxc', '/proc/1/comm': 'systemd\n' });
    expect(await fitOf(machine)).toEqual({ fit: 'free' });
  });
});

test('another configuration management is said, and does not stop us', async () => {
  const { verdict, warnings } = surveyVerdict(
    (await probe(machineWith({ '/opt/puppetlabs/bin/puppet': '' }))).probes,
  );
  expect(verdict).toEqual({ fit: 'free' });
  expect(warnings).toEqual(['Puppet may write the same settings']);
});

describe('the probe that costs a process', () => {
  const rounds = async (
    machine: SimulatedLinux,
    times: readonly number[],
    between = () => undefined as unknown,
  ) => {
    let round: ProbeRound | undefined;
    for (const hours of times) {
      round = await probe(machine, round, later(hours));
      between();
    }
    return machine.runs.length;
  };

  test('is asked once a day while nothing moves', async () => {
    expect(await rounds(machineWith(), [0, 1.5, 3, 12, 23.9])).toBe(1);
    expect(await rounds(machineWith(), [0, 1.5, 24.1, 25])).toBe(2);
  });

  test('is asked again when the onboarding of Defender has moved', async () => {
    const machine = machineWith();
    let n = 0;
    const onboard = () => machine.setFile('/etc/opt/microsoft/mdatp/mdatp_onboard.json', `{"n":${n++}}`);
    expect(await rounds(machine, [0, 1, 2], onboard)).toBe(3);
  });

  test('is not asked again because we wrote the managed file', async () => {
    const machine = machineWith({ '/etc/opt/microsoft/mdatp/managed/mdatp_managed.json': '{}' });
    let n = 0;
    const write = () =>
      machine.setFile('/etc/opt/microsoft/mdatp/managed/mdatp_managed.json', `{"n":${n++}}`);
    expect(await rounds(machine, [0, 1, 2], write)).toBe(1);
  });

  test('is asked again each time while it cannot tell', async () => {
    const machine = machineWith();
    machine.setFaults({ daemonDown: true });
    expect(await rounds(machine, [0, 1, 2])).toBe(3);
  });

  test('is asked again when the clock was set back by more than a day', async () => {
    expect(await rounds(machineWith(), [100, 50])).toBe(2);
  });

  test('keeps its answer and its evidence between', async () => {
    const machine = machineWith();
    const first = await probe(machine);
    const second = await probe(machine, first, later(2));
    expect(managerOf(second, 'mde-channel')).toEqual(managerOf(first, 'mde-channel'));
  });
});
