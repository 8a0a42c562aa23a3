// How well a machine is protected, on Linux and on a Mac: what is said, and what is left unsaid.
import { expect, test } from 'vitest';
import { readPosture } from '../../../../platform/linux/posture.js';
import { parseFirewall, readPosture as readMacPosture } from '../../../../platform/macos/posture.js';
import { createSimulatedLinux } from '../../../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { NOTHING_SAID } from '../../../../src/model/posture.js';
import { hanging } from '../../../support/refusing-host.js';

const { signal } = new AbortController();
const SOCKETFILTER = '/usr/libexec/ApplicationFirewall/socketfilterfw';

test('one answer of the agent tells all but the firewall, which no single place on Linux tells', async () => {
  const machine = createSimulatedLinux();
  machine.setAgent({ local: { 'antivirusEngine.enableRealTimeProtection': true } });
  expect(await readPosture(machine, signal)).toEqual({
    engine: {
      signatureVersion: '1.441.217.0',
      signaturesAt: 1_775_000_000_000,
      realTime: true,
      passive: false,
      tamperProtected: false,
    },
    sensor: { onboarded: true, organisation: '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5' },
    firewall: undefined,
  });
  expect(machine.runs).toHaveLength(1);
});

test('tamper protection and a sensor that is not onboarded are told', async () => {
  const machine = createSimulatedLinux();
  machine.setFaults({ tamperProtected: true, notLicensed: true });
  expect(await readPosture(machine, signal)).toMatchObject({
    engine: { tamperProtected: true },
    sensor: { onboarded: false, organisation: undefined },
  });
});

test('without the agent no sensor is onboarded, and of one that is silent nothing is known', async () => {
  const machine = createSimulatedLinux();
  machine.setFaults({ notInstalled: true });
  expect((await readPosture(machine, signal)).sensor).toEqual({ onboarded: false, organisation: undefined });
  expect(await readPosture(hanging(createSimulatedLinux(), '/usr/bin/mdatp'), signal)).toEqual(NOTHING_SAID);
});

test('an answer of the survey at hand saves the program', async () => {
  const machine = createSimulatedLinux();
  await readPosture(machine, signal, { is: 'missing' });
  expect(machine.runs).toEqual([]);
});

test.each([
  [0, 'off'],
  [1, 'on'],
  [2, 'on'],
] as const)('the firewall of a Mac in state %i is %s', async (firewall, said) => {
  const machine = createSimulatedMac();
  machine.setMac({ firewall });
  const posture = await readMacPosture(machine, signal);
  expect(posture.firewall).toBe(said);
  expect(posture.engine).toMatchObject({ realTime: true, passive: false });
});

test('a firewall that hangs, or speaks otherwise, is left unsaid, and the rest is told', async () => {
  const posture = await readMacPosture(hanging(createSimulatedMac(), SOCKETFILTER), signal);
  expect(posture).toMatchObject({ firewall: undefined, sensor: { onboarded: true } });
  for (const text of ['', 'Firewall is enabled.', '(State = 3)', 'Die Firewall ist aktiviert.'])
    expect(parseFirewall(text)).toBeUndefined();
  expect(parseFirewall('Die Firewall ist aktiviert. (State = 1)\n')).toBe('on');
});
