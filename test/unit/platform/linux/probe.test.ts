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
import { managerOf } from '../../../support/probe-answers.js';

const { signal } = new AbortController();
const HOUR = 3_600_000;
const start = epochMs(1_000_000 * HOUR);
const later = (hours: number): EpochMs => epochMs(start + hours * HOUR);
const probe = (host: Host, previous?: ProbeRound, now = start) => probeLinux(host, previous, now, signal);
const fitOf = async (host: Host) => surveyVerdict((await probe(host)).probes).verdict;

function machineWith(files: Readonly<Record<string, string>> = {}): SimulatedLinux {
  const machine = createSimulatedLinux();
  for (const [path, content] of Object.entries(files)) machine.setFile(path, content);
  return machine;
}

test('a server that nobody manages is free', async () => {
  expect(await fitOf(machineWith())).toEqual({ fit: 'free' });
});

test('a machine without Defender is free too', async () => {
  const machine = machineWith();
  machine.setFaults({ notInstalled: true });
  expect(await fitOf(machine)).toEqual({ fit: 'free' });
});

test('a survey of a machine says each thing once', async () => {
  const { probes } = await probe(machineWith());
  const subjects = probes.map((one) =>
    one.asks === 'manager' ? one.manager : one.asks === 'fit' ? one.case : one.asks,
  );
  expect(subjects).toEqual([
    'intune',
    'mde-channel',
    'tenant',
    'application-container',
    '32-bit',
    'distribution-not-listed',
    'kernel-below-floor',
    'no-systemd',
    'vdi-hints',
    'defender-missing',
    'defender-below-floor',
    'sensor-not-onboarded',
  ]);
  expect(probes.filter((one) => one.asks === 'fit' && one.answer !== 'no')).toEqual([]);
});

test('an enrollment that comes and goes is seen by the next survey, each time', async () => {
  const machine = machineWith();
  let round: ProbeRound | undefined;
  const verdict = async (hours: number) => {
    round = await probe(machine, round, later(hours));
    return surveyVerdict(round.probes).verdict.fit;
  };
  for (const situation of ['intune-enrolled', 'vendor-channel', 'vendor-channel-without-policy'] as const) {
    expect(await verdict(0)).toBe('free');
    machine.enter(situation);
    expect(await verdict(1.5)).toBe('managed-elsewhere');
    machine.leave(situation);
    expect(await verdict(3)).toBe('free');
  }
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

  test('is asked again each time while it says that the vendor manages the machine', async () => {
    const machine = machineWith();
    machine.enter('vendor-channel');
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
