// Whatever fails: a Windows machine that is managed, joined or special is never said not to be.
import { expect, test } from 'vitest';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import type { WindowsFaults } from '../../../../platform/simulated/windows-state.js';
import { surveyVerdict } from '../../../../src/enroll/survey.js';
import type { Probe } from '../../../../src/model/probe.js';
import { ENROLLMENTS, probesNow, SOFTWARE } from '../../../support/windows-probes.js';

const PROGRAMS = ['reg.exe', 'sc.exe', 'dsregcmd.exe'] as const;
const SYSTEM = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet';
const KEYS = [
  SOFTWARE,
  ENROLLMENTS,
  `${SOFTWARE}\\Provisioning`,
  `${SOFTWARE}\\PolicyManager`,
  `${SOFTWARE}\\CCM`,
  `${SOFTWARE}\\SenseCM`,
  `${SOFTWARE}\\Windows Defender`,
  `${SOFTWARE}\\Windows NT`,
  `${SOFTWARE}\\Windows Advanced Threat Protection`,
  `${SYSTEM}\\Services`,
  `${SYSTEM}\\Control`,
] as const;

const FAULTS: readonly (readonly [string, Partial<WindowsFaults>])[] = [
  ...PROGRAMS.flatMap((name): readonly (readonly [string, Partial<WindowsFaults>])[] => [
    [`${name} hangs`, { hangs: [name] }],
    [`${name} is gone`, { missingPrograms: [name] }],
    [`${name} ends well and says nothing`, { says: { [name]: '' } }],
    [`${name} prints blank lines`, { says: { [name]: '\r\n\r\n' } }],
    [`${name} prints half a line`, { says: { [name]: 'HKEY_LOCAL_MA' } }],
    [`${name} prints an error and ends well`, { says: { [name]: 'ERROR: Access is denied.\r\n' } }],
  ]),
  ...KEYS.map((key) => [`${key} cannot be read`, { unreadableKeys: [key] }] as const),
  ['no file can be written', { disk: 'read-only' }],
];

/** What the probe says instead of what holds here. */
function denial(probe: Probe): string | undefined {
  if (probe.asks === 'manager') {
    const holds = probe.manager !== 'other-mdm';
    return holds && probe.answer === 'not-managed' ? `not ${probe.manager}` : undefined;
  }
  if (probe.asks === 'tenant') return probe.answer.is === 'none' ? 'not joined' : undefined;
  if (probe.asks === 'rival') return undefined;
  const holds = ['domain-controller', 'sensor-not-onboarded', 'defender-missing', 'vdi-hints'];
  return holds.includes(probe.case) && probe.answer === 'no' ? `not ${probe.case}` : undefined;
}

test.each(FAULTS)('%s: nothing that holds is denied, and the machine is never free', async (_, faults) => {
  const machine = createSimulatedWindows({ preset: 'domain-controller' });
  machine.enroll('intune');
  machine.installConfigMgr(33);
  machine.setChannel(1);
  machine.join({
    tenant: '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5',
    device: '5f0d2c11-77ab-4e0e-9d3a-0c1b2a394857',
  });
  machine.setService('BrokerAgent', 'running');
  machine.setFaults({ defenderMissing: true });
  machine.changeRegistry([
    { do: 'delete-key', path: `${SOFTWARE}\\Windows Advanced Threat Protection\\Status` },
  ]);
  const healthy = await probesNow(machine);
  expect(healthy.flatMap((probe) => denial(probe) ?? [])).toEqual([]);
  machine.setFaults(faults);
  const probes = await probesNow(machine);
  expect(probes.flatMap((probe) => denial(probe) ?? [])).toEqual([]);
  expect(surveyVerdict(probes).verdict.fit).not.toBe('free');
});
