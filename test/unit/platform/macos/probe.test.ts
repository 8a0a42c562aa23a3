// The probes of a Mac on a simulated one: what each says, on what evidence, and what each costs.
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../../platform/host.js';
import { parseEnrollment, probeMac } from '../../../../platform/macos/probe.js';
import { createSimulatedMac } from '../../../../platform/simulated/mac-machine.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import { epochMs } from '../../../../src/model/ids.js';
import { fail } from '../../../../src/model/result.js';
import { mobileconfig } from '../../../support/mac-profiles.js';

const { signal } = new AbortController();
const HOUR = 3_600_000;
const start = epochMs(1_000_000 * HOUR);
const surveyOf = async (host: Host) => surveyVerdict((await probeMac(host, undefined, start, signal)).probes);

describe('a Mac', () => {
  test('that nobody manages is free', async () => {
    expect(await surveyOf(createSimulatedMac())).toMatchObject({ verdict: { fit: 'free' }, warnings: [] });
  });

  test('that is enrolled at Intune is left to it', async () => {
    const machine = createSimulatedMac();
    machine.setMdmServer('https://i.manage.microsoft.com/DeviceGatewayProxy/x');
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'managed-elsewhere', by: 'intune' });
  });

  test('that is enrolled at another MDM is free, and the MDM is named', async () => {
    const machine = createSimulatedMac();
    machine.setMdmServer('https://jamf.example:8443/mdm');
    machine.setFile('/usr/local/jamf/bin/jamf', 'x');
    const { verdict, warnings } = await surveyOf(machine);
    expect(verdict).toEqual({ fit: 'free' });
    expect(warnings).toEqual([
      'the MDM at jamf.example may write the same settings',
      'Jamf may write the same settings',
    ]);
    machine.setMdmServer('https://manage.microsoft.com.evil.example/');
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'free' });
  });

  test('whose enrollment cannot be read is unknown, never free', async () => {
    const machine = createSimulatedMac();
    machine.setMdmServer('no url');
    expect((await surveyOf(machine)).verdict).toMatchObject({ fit: 'unknown' });
    const silent = {
      ...createSimulatedMac(),
      run: async () => fail({ kind: 'timeout' as const, what: 'profiles', afterMs: 1 }),
    };
    expect((await surveyOf(silent)).verdict).toMatchObject({ fit: 'unknown' });
  });

  test('whose agent is managed by no profile is the vendor’s own channel’s', async () => {
    const machine = createSimulatedMac();
    machine.installProfile(mobileconfig({ cloudService: { enabled: true } }));
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'free' });
    machine.setFile('/Library/Managed Preferences/com.microsoft.wdav.plist', undefined);
    expect((await surveyOf(machine)).verdict).toEqual({ fit: 'managed-elsewhere', by: 'mde-channel' });
  });

  test('costs one short process when nothing has moved, and asks the agent again after a day', async () => {
    const machine = createSimulatedMac();
    const first = await probeMac(machine, undefined, start, signal);
    const before = machine.runs.length;
    await probeMac(machine, first, epochMs(start + HOUR), signal);
    expect(machine.runs.slice(before)).toEqual([['/usr/bin/profiles', 'status', '-type', 'enrollment']]);
    await probeMac(machine, first, epochMs(start + 25 * HOUR), signal);
    expect(machine.runs).toHaveLength(before + 3);
  });
});

test.each([
  ['\nEnrolled via DEP: Yes\nMDM enrollment: No\n\n', { is: 'none' }],
  ['Enrolled via DEP: No\nMDM enrollment: Yes', { is: 'enrolled', server: undefined }],
  [
    'MDM enrollment: Yes (User Approved)\nMDM server: https://MDM.Example/x\n',
    { is: 'enrolled', server: 'mdm.example' },
  ],
  ['MDM enrollment: Yes\nMDM server:\n', { is: 'odd' }],
  ['MDM enrollment: Perhaps\n', { is: 'odd' }],
  ['', { is: 'odd' }],
])('the answer %j is understood', (text, expected) => {
  expect(parseEnrollment(text)).toMatchObject(expected);
});
