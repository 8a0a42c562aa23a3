// Enrollments of a Windows machine: the living, the remnants, what the vendor's channel leaves, and policy in force.
import { describe, expect, test } from 'vitest';
import { dwordValue, textValue } from '../../../../platform/simulated/registry-value.js';
import type { Change } from '../../../support/windows-probes.js';
import { ENROLLMENTS, managerOf, probesOf, SOFTWARE, told } from '../../../support/windows-probes.js';

const ACCOUNTS = `${SOFTWARE}\\Provisioning\\OMADM`;
const TENANT = '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5';
const DEVICE = '5f0d2c11-77ab-4e0e-9d3a-0c1b2a394857';

describe('an enrollment', () => {
  test('is told with its server, its account and the result of its last session', async () => {
    const intune = managerOf(await probesOf((machine) => machine.enroll('intune')), 'intune');
    expect(intune).toMatchObject({ answer: 'managed', required: true, policySeen: false });
    expect(told(intune)).toContain(
      'enrolled at enrollment.manage.microsoft.com; its account is there, last session ended with 0x0',
    );
    expect(told(intune)).toContain('service IntuneManagementExtension: installed');
  });

  test('whose account cannot be looked for counts as alive', async () => {
    const intune = managerOf(
      await probesOf((machine) => {
        machine.enroll('intune');
        machine.setFaults({ unreadableKeys: [ACCOUNTS] });
      }),
      'intune',
    );
    expect(intune).toMatchObject({ answer: 'managed' });
  });

  test.each<readonly [string, 'remnant' | 'ended', RegExp]>([
    ['without an account', 'remnant', /left behind: enrolled at .*, and has no account/],
    ['in another state', 'ended', /left behind by MS DM Server: its state is 3/],
  ])('%s is a remnant, and what it left beside proves nothing', async (_, leaves, says) => {
    const intune = managerOf(
      await probesOf((machine) => {
        machine.enroll('intune');
        machine.unenroll(leaves);
      }),
      'intune',
    );
    expect(intune).toMatchObject({ answer: 'not-managed' });
    expect(told(intune)).toMatch(says);
    expect(told(intune)).toContain('service IntuneManagementExtension: installed, proves nothing');
  });

  test('alive beside a remnant counts, and comes first', async () => {
    const old = `${ENROLLMENTS}\\{00000000-1111-4222-8333-444455556666}`;
    const intune = managerOf(
      await probesOf((machine) => {
        machine.enroll('intune');
        machine.changeRegistry([
          { do: 'set', path: old, value: textValue('ProviderID', 'MS DM Server') },
          { do: 'set', path: old, value: dwordValue('EnrollmentState', 4) },
        ]);
      }),
      'intune',
    );
    expect(intune).toMatchObject({ answer: 'managed' });
    expect(intune?.evidence.map(({ says }) => says).slice(0, 2)).toEqual([
      expect.stringContaining('enrolled at'),
      'left behind by MS DM Server: its state is 4',
    ]);
  });

  test("of the vendor's channel is no MDM, and its mark on the key is only said", async () => {
    const probes = await probesOf((machine) => machine.enroll('channel'));
    expect(managerOf(probes, 'intune')).toMatchObject({ answer: 'not-managed' });
    expect(told(managerOf(probes, 'intune'))).toContain('discovery.dm.microsoft.com: not an MDM enrollment');
    expect(told(managerOf(probes, 'intune'))).toContain('MmpcEnrollmentFlag: it is 2; it outlives');
  });

  test.each(['Defender', 'Firewall'])(
    'whose MDM has set something of %s has its policy in force',
    async (area) => {
      const probes = await probesOf((machine) => {
        machine.enroll('intune');
        machine.setMdmPolicy(area, { AllowSomething: 1 });
      });
      expect(managerOf(probes, 'intune')).toMatchObject({ answer: 'managed', policySeen: true });
    },
  );

  test('whose MDM has set other things has no policy of these settings in force', async () => {
    const probes = await probesOf((machine) => {
      machine.enroll({ provider: 'Fleet', url: 'https://mdm.example/' });
      machine.setMdmPolicy('Browser', { AllowCookies: 1 });
    });
    expect(managerOf(probes, 'other-mdm')).toMatchObject({ answer: 'managed', policySeen: false });
  });

  test('whose policies cannot be read says nothing of them', async () => {
    const probes = await probesOf((machine) => {
      machine.enroll('intune');
      machine.setMdmPolicy('Defender', { AllowSomething: 1 });
      machine.setFaults({ unreadableKeys: [`${SOFTWARE}\\PolicyManager`] });
    });
    expect(managerOf(probes, 'intune')).toMatchObject({ answer: 'managed' });
    expect(managerOf(probes, 'intune')).not.toHaveProperty('policySeen');
  });

  test('that policy only means to make is intent: said of a joined device, and no enrollment', async () => {
    const meant: Change = (machine) =>
      machine.changeRegistry([
        {
          do: 'set',
          path: 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\MDM',
          value: dwordValue('AutoEnrollMDM', 1),
        },
      ]);
    const probes = await probesOf((machine) => {
      meant(machine);
      machine.join({ tenant: TENANT, device: DEVICE });
    });
    expect(managerOf(probes, 'intune')).toMatchObject({ answer: 'not-managed' });
    expect(told(managerOf(probes, 'intune'))).toContain('which is no enrollment');
    expect(told(managerOf(await probesOf(meant), 'intune'))).not.toContain('AutoEnrollMDM');
  });

  test('that Windows blocks is said', async () => {
    const probes = await probesOf((machine) =>
      machine.changeRegistry([{ do: 'set', path: ENROLLMENTS, value: dwordValue('ExternallyManaged', 1) }]),
    );
    expect(told(managerOf(probes, 'intune'))).toContain('enrollment with an MDM is blocked');
  });
});
