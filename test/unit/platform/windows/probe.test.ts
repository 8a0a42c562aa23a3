// Who manages a Windows machine: what is sure, what is not, and what is none.
import { describe, expect, test } from 'vitest';
import { dwordValue, textValue } from '../../../../platform/simulated/registry-value.js';
import type { SimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { probeWindows } from '../../../../platform/windows/probe.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import { epochMs } from '../../../../src/model/ids.js';
import { WORK } from '../../../support/windows-rows.js';

const SOFTWARE = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft';
const ENROLLMENT = `${SOFTWARE}\\Enrollments\\{7B5C2A10-1111-4222-8333-944455556666}`;

async function verdictOf(change: (machine: SimulatedWindows) => void) {
  const machine = createSimulatedWindows();
  change(machine);
  const round = await probeWindows(machine, { work: WORK }, epochMs(0), new AbortController().signal);
  return surveyVerdict(round.probes, { configMgrAuthority: true }).verdict;
}

const enrolled =
  (provider: string, url: string, state = 1) =>
  (machine: SimulatedWindows) =>
    machine.changeRegistry([
      { do: 'set', path: ENROLLMENT, value: textValue('ProviderID', provider) },
      { do: 'set', path: ENROLLMENT, value: dwordValue('EnrollmentState', state) },
      { do: 'set', path: ENROLLMENT, value: textValue('DiscoveryServiceFullURL', url) },
    ]);

const INTUNE = 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc';
const status = (number: number) => (machine: SimulatedWindows) =>
  machine.changeRegistry([
    { do: 'set', path: `${SOFTWARE}\\SenseCM`, value: dwordValue('EnrollmentStatus', number) },
  ]);

describe('a Windows machine is', () => {
  test.each<readonly [string, (machine: SimulatedWindows) => void, unknown]>([
    ['free where nothing is enrolled', () => undefined, { fit: 'free' }],
    ['managed by Intune', enrolled('MS DM Server', INTUNE), { fit: 'managed-elsewhere', by: 'intune' }],
    [
      'managed by another MDM',
      enrolled('Fleet', 'https://mdm.example/'),
      { fit: 'managed-elsewhere', by: 'other-mdm' },
    ],
    ['free after an enrollment that ended', enrolled('MS DM Server', INTUNE, 3), { fit: 'free' }],
    [
      'free with what the channel left',
      enrolled('MS DM Server', 'https://discovery.dm.microsoft.com/x'),
      { fit: 'free' },
    ],
    [
      'unsure with a server that only looks like it',
      enrolled('MS DM Server', 'https://notmanage.microsoft.com.example/'),
      { fit: 'unknown' },
    ],
    ['managed by the channel', status(1), { fit: 'managed-elsewhere', by: 'mde-channel' }],
    ['free while the channel is not enrolled', status(2), { fit: 'free' }],
    [
      'managed by Configuration Manager',
      (machine) => machine.setService('CcmExec', 'running'),
      { fit: 'managed-elsewhere', by: 'configmgr' },
    ],
    [
      'unsure where the registry cannot be read',
      (machine) => machine.setFaults({ unreadableKeys: [`${SOFTWARE}\\Enrollments`] }),
      { fit: 'unknown' },
    ],
    [
      'unsure where a tool hangs',
      (machine) => machine.setFaults({ hangs: ['dsregcmd.exe'] }),
      { fit: 'unknown' },
    ],
    [
      'unsure where reg.exe hangs',
      (machine) => machine.setFaults({ hangs: ['reg.exe'] }),
      { fit: 'unknown' },
    ],
  ])('%s', async (_, change, verdict) => {
    expect(await verdictOf(change)).toMatchObject(verdict as object);
  });
});
