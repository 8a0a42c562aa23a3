// How well a Windows machine is protected, as it says itself; what it does not say is left unsaid.
import { describe, expect, test } from 'vitest';
import { dwordValue, textValue } from '../../../../platform/simulated/registry-value.js';
import type { SimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { readPosture } from '../../../../platform/windows/posture.js';
import { NOTHING_SAID } from '../../../../src/model/posture.js';
import { WORK } from '../../../support/windows-rows.js';

const FIREWALL =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const STATUS = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection\\Status';
const PROFILES = ['DomainProfile', 'StandardProfile', 'PublicProfile'] as const;

type Change = (machine: SimulatedWindows) => void;

async function postureOf(change: Change = () => undefined) {
  const machine = createSimulatedWindows();
  change(machine);
  const posture = await readPosture(machine, { work: WORK }, new AbortController().signal);
  return { posture, runs: machine.runs };
}

const SENSOR = { onboarded: true, organisation: '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5' };

const withoutFirewall =
  (...profiles: readonly string[]): Change =>
  (machine) =>
    machine.changeRegistry(
      profiles.map((name) => ({
        do: 'set',
        path: `${FIREWALL}\\${name}`,
        value: dwordValue('EnableFirewall', 0),
      })),
    );

/** What PowerShell says instead of the simulated answer. */
const says =
  (status: object, profiles: unknown = []): Change =>
  (machine) =>
    machine.setFaults({
      powershellSays: JSON.stringify({
        languageMode: 'FullLanguage',
        'Get-MpComputerStatus': { value: status },
        'Get-NetFirewallProfile': { value: profiles },
      }),
    });

describe('a machine says', () => {
  test('that all is well, with one PowerShell and one query', async () => {
    const { posture, runs } = await postureOf();
    expect(posture).toEqual({
      engine: {
        signatureVersion: '1.431.120.0',
        signaturesAt: Date.parse('2026-05-20T04:00:00Z'),
        realTime: true,
        passive: false,
        tamperProtected: false,
      },
      sensor: SENSOR,
      firewall: 'on',
    });
    expect(runs).toHaveLength(2);
  });

  test('that its engine is passive beside another antivirus', async () => {
    const { posture } = await postureOf((machine) => machine.setFaults({ thirdPartyAntivirus: true }));
    expect(posture.engine).toMatchObject({ passive: true, realTime: false });
  });

  test.each([
    ['Normal', false],
    ['Passive Mode', true],
    ['SxS Passive Mode', true],
    ['EDR Block Mode', true],
    ['Not running', undefined],
    ['', undefined],
    [3, undefined],
  ])('by the running mode %j that it is passive: %j', async (mode, passive) => {
    expect((await postureOf(says({ AMRunningMode: mode }))).posture.engine.passive).toBe(passive);
  });

  test.each<readonly [string, readonly string[], string]>([
    ['on', [], 'on'],
    ['off for one profile: partly', ['PublicProfile'], 'partly'],
    ['off for all: off', PROFILES, 'off'],
  ])('of its firewall: %s', async (_, off, firewall) => {
    expect((await postureOf(withoutFirewall(...off))).posture.firewall).toBe(firewall);
  });

  test.each<readonly [string, unknown]>([
    ['nothing', []],
    ['no list', 'True'],
    ['another word for one', [{ Enabled: 'True' }, { Enabled: 'constructor' }]],
    ['a profile without it', [{ Enabled: 'True' }, {}]],
  ])('of its firewall %s: unsaid', async (_, profiles) => {
    expect((await postureOf(says({}, profiles))).posture.firewall).toBeUndefined();
  });

  test.each([
    ['a time of day', '04:00:00'],
    ['the first moment of .NET', '0001-01-01T00:00:00Z'],
    ['a day that is none', '2026-13-45T00:00:00Z'],
    ['a number', 5],
  ])('of its signatures %s: unsaid', async (_, when) => {
    const { posture } = await postureOf(
      says({ AntivirusSignatureLastUpdated: when, AntivirusSignatureVersion: '0.0.0.0' }),
    );
    expect(posture.engine).toMatchObject({ signaturesAt: undefined, signatureVersion: undefined });
  });

  test('that its sensor is not onboarded, and of no organisation', async () => {
    const { posture } = await postureOf((machine) =>
      machine.changeRegistry([{ do: 'delete-key', path: STATUS }]),
    );
    expect(posture.sensor).toEqual({ onboarded: false, organisation: undefined });
  });

  test.each<readonly [string, Change]>([
    ['hangs', (machine) => machine.setFaults({ hangs: ['powershell.exe'] })],
    ['is held to constrained language', (machine) => machine.constrainLanguage(true)],
    ['ends well and says nothing', (machine) => machine.setFaults({ powershellSays: '' })],
    ['is not there', (machine) => machine.setFaults({ missingPrograms: ['powershell.exe'] })],
  ])('nothing but its sensor where PowerShell %s', async (_, change) => {
    expect((await postureOf(change)).posture).toEqual({ ...NOTHING_SAID, sensor: SENSOR });
  });

  test('nothing of its sensor where reg.exe ends well and says nothing', async () => {
    const { posture } = await postureOf((machine) => machine.setFaults({ says: { 'reg.exe': '' } }));
    expect(posture.sensor).toEqual(NOTHING_SAID.sensor);
  });

  test('nothing at all of a sensor whose state cannot be read, and of an engine that is gone', async () => {
    const { posture } = await postureOf((machine) => {
      machine.changeRegistry([{ do: 'set', path: STATUS, value: textValue('OnboardingState', 'on') }]);
      machine.changeRegistry([{ do: 'set', path: STATUS, value: textValue('OrgId', 'nobody') }]);
      machine.setFaults({ defenderMissing: true });
    });
    expect(posture).toEqual({ ...NOTHING_SAID, firewall: 'on' });
  });
});
