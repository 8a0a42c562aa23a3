// Who manages a Windows machine: what is sure, what is not known, which answers are required, and what a survey costs.
import { describe, expect, test } from 'vitest';
import { textValue } from '../../../../platform/simulated/registry-value.js';
import type { WindowsPreset } from '../../../../platform/simulated/windows-editions-table.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import type { Change } from '../../../support/windows-probes.js';
import { ENROLLMENTS, managerOf, probesNow, probesOf, SOFTWARE } from '../../../support/windows-probes.js';
import { WORK } from '../../../support/windows-rows.js';

const SENSE = `${SOFTWARE}\\SenseCM`;

describe('the verdict of a machine', () => {
  test.each<readonly [string, Change, unknown]>([
    ['where nothing is enrolled is free', () => undefined, { fit: 'free' }],
    [
      'enrolled with Intune is managed by it',
      (machine) => machine.enroll('intune'),
      { fit: 'managed-elsewhere', by: 'intune' },
    ],
    [
      'enrolled with another MDM is managed by that',
      (machine) => machine.enroll({ provider: 'Fleet', url: 'https://mdm.example/' }),
      { fit: 'managed-elsewhere', by: 'other-mdm' },
    ],
    [
      'whose enrollment ended is free',
      (machine) => {
        machine.enroll('intune');
        machine.unenroll('ended');
      },
      { fit: 'free' },
    ],
    [
      'with an enrollment that lost its account is free',
      (machine) => {
        machine.enroll('intune');
        machine.unenroll('remnant');
      },
      { fit: 'free' },
    ],
    [
      "with nothing but the enrollment of the vendor's channel is free",
      (machine) => machine.enroll('channel'),
      { fit: 'free' },
    ],
    [
      'enrolled at a server that only looks like it is unsure',
      (machine) =>
        machine.enroll({ provider: 'MS DM Server', url: 'https://notmanage.microsoft.com.example/' }),
      { fit: 'unknown' },
    ],
    [
      'enrolled at no named server is unsure',
      (machine) => machine.enroll({ provider: 'MS DM Server', url: 'not a url' }),
      { fit: 'unknown' },
    ],
    [
      "enrolled in the vendor's channel is managed by it",
      (machine) => machine.setChannel(1),
      { fit: 'managed-elsewhere', by: 'mde-channel' },
    ],
    ['that the channel never enrolled is free', (machine) => machine.setChannel(2), { fit: 'free' }],
    [
      'with a running client is managed by Configuration Manager',
      (machine) => machine.installConfigMgr(),
      { fit: 'managed-elsewhere', by: 'configmgr' },
    ],
    [
      'with a key of a client that is gone is free',
      (machine) => {
        machine.installConfigMgr();
        machine.removeConfigMgr('remnant');
      },
      { fit: 'free' },
    ],
    [
      'whose enrollments cannot be read is unsure',
      (machine) => machine.setFaults({ unreadableKeys: [ENROLLMENTS] }),
      { fit: 'unknown' },
    ],
    [
      'whose channel cannot be read is unsure',
      (machine) => {
        machine.setChannel(2);
        machine.setFaults({ unreadableKeys: [SENSE] });
      },
      { fit: 'unknown' },
    ],
    [
      'whose channel holds no number is unsure',
      (machine) =>
        machine.changeRegistry([{ do: 'set', path: SENSE, value: textValue('EnrollmentStatus', '1') }]),
      { fit: 'unknown' },
    ],
    [
      'where dsregcmd hangs is unsure',
      (machine) => machine.setFaults({ hangs: ['dsregcmd.exe'] }),
      { fit: 'unknown' },
    ],
    [
      'where reg.exe hangs is unsure',
      (machine) => machine.setFaults({ hangs: ['reg.exe'] }),
      { fit: 'unknown' },
    ],
    [
      'where reg.exe is gone is unsure',
      (machine) => machine.setFaults({ missingPrograms: ['reg.exe'] }),
      { fit: 'unknown' },
    ],
    [
      'where reg.exe prints nonsense is unsure',
      (machine) => machine.setFaults({ says: { 'reg.exe': '\u0000\u0001' } }),
      { fit: 'unknown' },
    ],
    [
      'with a client whose service nobody can ask is unsure',
      (machine) => {
        machine.installConfigMgr();
        machine.setFaults({ hangs: ['sc.exe'] });
      },
      { fit: 'unknown' },
    ],
    [
      'with a client whose service answers nonsense is unsure',
      (machine) => {
        machine.installConfigMgr();
        machine.setFaults({ says: { 'sc.exe': 'SERVICE_NAME: CcmExec\r\n' } });
      },
      { fit: 'unknown' },
    ],
  ])('%s', async (_, change, verdict) => {
    expect(surveyVerdict(await probesOf(change), { configMgrAuthority: true }).verdict).toMatchObject(
      verdict as object,
    );
  });

  test.each<WindowsPreset>([
    'server-2012r2',
    'server-2016',
    'server-2019',
    'server-2019-core',
    'server-2022',
    'server-2025',
    'domain-controller',
    'windows-10',
    'windows-11',
  ])('is free on a healthy %s that nobody manages', async (preset) => {
    expect(surveyVerdict(await probesOf(undefined, preset)).verdict).toEqual({ fit: 'free' });
  });
});

describe('which answers are required', () => {
  const requiredOn = async (preset: WindowsPreset) =>
    (await probesOf(undefined, preset)).flatMap((probe) =>
      probe.asks === 'manager' && probe.required ? [probe.manager] : [],
    );

  test('on Windows 10 and later: all that could manage', async () => {
    for (const preset of ['server-2016', 'server-2025', 'windows-10'] as const)
      expect(await requiredOn(preset)).toEqual(['intune', 'other-mdm', 'mde-channel', 'configmgr']);
  });

  test('on Server 2012 R2, which has no MDM client: the channel and Configuration Manager', async () => {
    expect(await requiredOn('server-2012r2')).toEqual(['mde-channel', 'configmgr']);
    const verdict = surveyVerdict(
      await probesOf((machine) => {
        machine.changeRegistry([{ do: 'make-key', path: ENROLLMENTS }]);
        machine.setFaults({ unreadableKeys: [ENROLLMENTS] });
      }, 'server-2012r2'),
    );
    expect(verdict.verdict).toEqual({ fit: 'free' });
    expect(verdict.warnings.join('\n')).toContain('Cannot tell whether intune manages it');
  });

  test('where the version is not known: as on a new one', async () => {
    const machine = createSimulatedWindows({ preset: 'server-2012r2' });
    const nameless = { ...machine, facts: async () => ({ ...(await machine.facts()), version: undefined }) };
    expect(managerOf(await probesNow(nameless), 'intune')).toMatchObject({ required: true });
  });
});

describe('a survey', () => {
  const programsOf = async (change: Change, preset: WindowsPreset) => {
    const machine = createSimulatedWindows({ preset });
    change(machine);
    await probesNow(machine);
    return machine;
  };

  test.each<WindowsPreset>([
    'server-2012r2',
    'server-2016',
    'server-2022',
    'domain-controller',
    'windows-11',
  ])(
    'of a healthy %s starts six programs, no PowerShell, and leaves no file but the script',
    async (preset) => {
      const machine = await programsOf(() => undefined, preset);
      expect(machine.runs).toHaveLength(6);
      expect(machine.runs.flat().join(' ')).not.toContain('powershell');
      expect(await machine.list(WORK)).toEqual({ ok: true, value: ['read-settings.ps1'] });
    },
  );

  test('asks further only where there is something to ask about', async () => {
    const machine = await programsOf((simulated) => {
      simulated.enroll('intune');
      simulated.setMdmPolicy('Defender', { AllowSomething: 1 });
      simulated.installConfigMgr(33);
      simulated.setChannel(3);
    }, 'windows-11');
    expect(machine.runs.length).toBeLessThanOrEqual(13);
  });

  test('that is given up ends at once, and knows nothing', async () => {
    const probes = await probesNow(createSimulatedWindows(), AbortSignal.abort());
    expect(surveyVerdict(probes).verdict).toMatchObject({ fit: 'unknown' });
    for (const probe of probes) if (probe.asks === 'manager') expect(probe.answer).toBe('unknown');
  });

  test('whose folder cannot be made is unsure of what it reads by files, and sure of the rest', async () => {
    const probes = await probesOf((machine) => {
      machine.setFaults({ disk: 'read-only' });
      machine.setChannel(1);
    });
    expect(managerOf(probes, 'intune')).toMatchObject({ answer: 'unknown' });
    expect(managerOf(probes, 'mde-channel')).toMatchObject({ answer: 'managed' });
  });
});
