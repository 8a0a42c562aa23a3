// A Configuration Manager client on a Windows machine: running, stopped, gone, and sharing with Intune.
import { describe, expect, test } from 'vitest';
import { textValue } from '../../../../platform/simulated/registry-value.js';
import type { Change } from '../../../support/windows-probes.js';
import { ENROLLMENTS, managerOf, probesOf, SOFTWARE, told } from '../../../support/windows-probes.js';

const CLIENT = `${SOFTWARE}\\CCM`;

describe('a Configuration Manager client', () => {
  test.each<readonly [string, number | undefined, boolean, string, string]>([
    ['alone does not share', undefined, true, 'not-managed', 'does not share this device'],
    ['without the first bit does not share', 32, true, 'not-managed', 'it is 32: not configured'],
    [
      'keeps endpoint protection',
      1,
      true,
      'managed',
      'it is 1: Configuration Manager owns endpoint protection',
    ],
    ['keeps it with other workloads moved', 67, true, 'managed', 'Configuration Manager owns'],
    ['gave endpoint protection to Intune', 33, true, 'managed', 'it is 33: Intune owns endpoint protection'],
    [
      'gave device configuration, and it along',
      9,
      true,
      'managed',
      'it is 9: Intune owns endpoint protection',
    ],
    ['of newer versions gave everything', 8192 + 255, true, 'managed', 'it is 8447: Intune owns'],
    ['without an enrollment shares with nobody', 33, false, 'not-managed', 'not enrolled with Intune'],
  ])('that %s', async (_, flags, enrolled, answer, says) => {
    const probes = await probesOf((machine) => {
      machine.installConfigMgr(flags);
      if (enrolled) machine.enroll('intune');
    });
    expect(managerOf(probes, 'configmgr')).toMatchObject({ answer: 'managed' });
    const shared = managerOf(probes, 'co-managed');
    expect(shared).toMatchObject({ answer, required: false });
    expect(told(shared)).toContain(says);
  });

  test('that shares with Intune shows the policy of Intune where Intune owns these settings', async () => {
    const policySeen = async (flags: number) =>
      managerOf(
        await probesOf((machine) => {
          machine.installConfigMgr(flags);
          machine.enroll('intune');
          machine.setMdmPolicy('Defender', { AllowSomething: 1 });
        }),
        'co-managed',
      )?.policySeen;
    expect(await policySeen(33)).toBe(true);
    expect(await policySeen(1)).toBeUndefined();
  });

  test.each<readonly [string, Change, string]>([
    [
      'whose flags cannot be read',
      (machine) => machine.setFaults({ unreadableKeys: [CLIENT] }),
      'Access is denied',
    ],
    [
      'whose flags are no number',
      (machine) =>
        machine.changeRegistry([{ do: 'set', path: CLIENT, value: textValue('CoManagementFlags', '33') }]),
      'it is no number',
    ],
    [
      'of a machine whose enrollment is not known',
      (machine) => machine.setFaults({ unreadableKeys: [ENROLLMENTS] }),
      'whether it is enrolled is not known',
    ],
  ])('%s shares with somebody unknown', async (_, change, says) => {
    const probes = await probesOf((machine) => {
      machine.installConfigMgr(33);
      change(machine);
    });
    expect(managerOf(probes, 'co-managed')).toMatchObject({ answer: 'unknown', required: false });
    expect(told(managerOf(probes, 'co-managed'))).toContain(says);
  });

  test.each([
    [0, false],
    [6, false],
    [7, true],
  ] as const)('has its policy in force where the engine names %i as its manager: %j', async (type, seen) => {
    const probes = await probesOf((machine) => {
      machine.installConfigMgr();
      machine.setEngineManager(type);
    });
    expect(managerOf(probes, 'configmgr')).toMatchObject({ answer: 'managed', policySeen: seen });
    expect(told(managerOf(probes, 'configmgr'))).toContain(`ManagedDefenderProductType: it is ${type}`);
  });

  test('says nothing of its policy where the engine cannot be asked', async () => {
    const probes = await probesOf((machine) => {
      machine.installConfigMgr();
      machine.setFaults({ unreadableKeys: [`${SOFTWARE}\\Windows Defender`] });
    });
    expect(managerOf(probes, 'configmgr')).not.toHaveProperty('policySeen');
  });

  test('that is gone is told from one that runs: its key is evidence, and nobody shares', async () => {
    const probes = await probesOf((machine) => {
      machine.installConfigMgr(33);
      machine.removeConfigMgr('remnant');
    });
    expect(managerOf(probes, 'configmgr')).toMatchObject({ answer: 'not-managed' });
    expect(told(managerOf(probes, 'configmgr'))).toContain('left behind: a key without a running client');
    expect(managerOf(probes, 'co-managed')).toBeUndefined();
  });

  test('that is stopped manages nothing', async () => {
    const probes = await probesOf((machine) => {
      machine.installConfigMgr();
      machine.setService('CcmExec', 'stopped');
    });
    expect(managerOf(probes, 'configmgr')).toMatchObject({ answer: 'not-managed' });
    expect(told(managerOf(probes, 'configmgr'))).toContain('service CcmExec: stopped');
  });

  test.each([
    [4, 'a Configuration Manager client manages this device'],
    [22, 'a Configuration Manager client manages this device'],
    [3, 'an MDM agent manages this device'],
    [43, 'both manage this device'],
  ])('is what the sensor recorded by %i: said beside, and no proof', async (status, says) => {
    const probes = await probesOf((machine) => machine.setChannel(status));
    expect(managerOf(probes, 'configmgr')).toMatchObject({ answer: 'not-managed' });
    expect(told(managerOf(probes, 'configmgr'))).toContain(says);
  });
});
