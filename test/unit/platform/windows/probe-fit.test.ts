// Special cases of Windows machines: each told from the next, and unknown where it cannot be.
import { describe, expect, test } from 'vitest';
import type { HostFacts } from '../../../../platform/host.js';
import { textValue } from '../../../../platform/simulated/registry-value.js';
import type { WindowsPreset } from '../../../../platform/simulated/windows-editions-table.js';
import { createSimulatedWindows } from '../../../../platform/simulated/windows-machine.js';
import { judgeVersion } from '../../../../platform/windows/windows-floors.js';
import type { FitCase } from '../../../../src/model/probe.js';
import type { Change } from '../../../support/windows-probes.js';
import { probesNow, SOFTWARE } from '../../../support/windows-probes.js';

const ENVIRONMENT = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';
const SERVICES = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services';
const VERSION = `${SOFTWARE}\\Windows NT\\CurrentVersion`;
const STATUS = `${SOFTWARE}\\Windows Advanced Threat Protection\\Status`;
const JOINED = {
  tenant: '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5',
  device: '5f0d2c11-77ab-4e0e-9d3a-0c1b2a394857',
};

async function fitOf(change: Change, preset: WindowsPreset = 'server-2022', facts: Partial<HostFacts> = {}) {
  const machine = createSimulatedWindows({ preset });
  change(machine);
  const host = { ...machine, facts: async () => ({ ...(await machine.facts()), ...facts }) };
  return (await probesNow(host)).flatMap((probe) => (probe.asks === 'fit' ? [probe] : []));
}

type Row = readonly [FitCase, 'yes' | 'no' | 'unknown', string, Change, WindowsPreset?];

const nothing: Change = () => undefined;
const hidden =
  (key: string): Change =>
  (machine) =>
    machine.setFaults({ unreadableKeys: [key] });

describe('a case of a machine', () => {
  const rows: readonly Row[] = [
    ['32-bit', 'no', 'on AMD64', nothing],
    [
      '32-bit',
      'yes',
      'by the processor of the system, not of our process',
      (machine) =>
        machine.changeRegistry([
          { do: 'set', path: ENVIRONMENT, value: textValue('PROCESSOR_ARCHITECTURE', 'x86') },
        ]),
    ],
    ['32-bit', 'unknown', 'without an environment to read', hidden(ENVIRONMENT)],
    ['domain-controller', 'yes', 'by the product type', nothing, 'domain-controller'],
    ['domain-controller', 'no', 'of a member server', (machine) => machine.joinDomain('orchard.example')],
    ['domain-controller', 'yes', 'after a promotion', (machine) => machine.setRole('LanmanNT')],
    [
      'domain-controller',
      'unknown',
      'where the product type is hidden',
      hidden('HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions'),
    ],
    ['server-core', 'no', 'with a desktop', nothing],
    [
      'server-core',
      'yes',
      'of 2022',
      (machine) =>
        machine.changeRegistry([
          { do: 'set', path: VERSION, value: textValue('InstallationType', 'Server Core') },
        ]),
    ],
    ['server-core-2019', 'yes', 'of 2019', nothing, 'server-2019-core'],
    ['server-core', 'no', 'of 2019, which is another case', nothing, 'server-2019-core'],
    [
      'server-core-before-2019',
      'yes',
      'of 2016',
      (machine) =>
        machine.changeRegistry([
          { do: 'set', path: VERSION, value: textValue('InstallationType', 'Server Core') },
        ]),
      'server-2016',
    ],
    ['server-core', 'unknown', 'where the system does not say it', hidden(VERSION)],
    ['constrained-language', 'no', 'where nothing forces it', nothing],
    [
      'constrained-language',
      'yes',
      'by the switch of the environment',
      (machine) => machine.constrainLanguage(true),
    ],
    [
      'constrained-language',
      'no',
      'by a switch that asks for the full language',
      (machine) =>
        machine.changeRegistry([
          { do: 'set', path: ENVIRONMENT, value: textValue('__PSLockdownPolicy', '8') },
        ]),
    ],
    ['constrained-language', 'unknown', 'without an environment to read', hidden(ENVIRONMENT)],
    ['powershell-missing', 'no', 'where it is', nothing],
    [
      'powershell-missing',
      'yes',
      'where it was taken away',
      (machine) => machine.setFaults({ missingPrograms: ['powershell.exe'] }),
    ],
    ['vdi-non-persistent', 'no', 'of a machine that is joined to nothing', nothing],
    [
      'vdi-non-persistent',
      'yes',
      'as dsregcmd says',
      (machine) => {
        machine.join(JOINED);
        machine.setVirtualDesktop('non-persistent');
      },
    ],
    [
      'vdi-non-persistent',
      'no',
      'of a desktop that lasts',
      (machine) => {
        machine.join(JOINED);
        machine.setVirtualDesktop('persistent');
      },
    ],
    [
      'vdi-non-persistent',
      'unknown',
      'where dsregcmd hangs',
      (machine) => machine.setFaults({ hangs: ['dsregcmd.exe'] }),
    ],
    ['vdi-hints', 'no', 'without an agent', nothing],
    ['vdi-hints', 'yes', 'of Citrix Provisioning', (machine) => machine.setService('bnistack', 'running')],
    [
      'vdi-hints',
      'yes',
      'of a Citrix delivery agent',
      (machine) => machine.setService('BrokerAgent', 'stopped'),
    ],
    ['vdi-hints', 'yes', 'of Horizon', (machine) => machine.setService('WSNM', 'running')],
    ['vdi-hints', 'unknown', 'where services cannot be listed', hidden(SERVICES)],
    ['multi-session', 'no', 'of a server', nothing],
    [
      'multi-session',
      'yes',
      'by its edition',
      (machine) =>
        machine.changeRegistry([{ do: 'set', path: VERSION, value: textValue('EditionID', 'ServerRdsh') }]),
      'windows-11',
    ],
    [
      'multi-session',
      'yes',
      'with the agent of Azure Virtual Desktop',
      (machine) => machine.changeRegistry([{ do: 'make-key', path: `${SOFTWARE}\\RDInfraAgent` }]),
    ],
    ['multi-session', 'unknown', 'where the edition cannot be read', hidden(VERSION)],
    ['multi-session', 'unknown', 'where nothing can be listed', hidden(SOFTWARE)],
    [
      'defender-missing',
      'no',
      'where its service is, stopped or not',
      (machine) => machine.setService('WinDefend', 'stopped'),
    ],
    [
      'defender-missing',
      'yes',
      'where the feature was removed',
      (machine) => machine.setFaults({ defenderMissing: true }),
    ],
    ['defender-missing', 'unknown', 'where services cannot be listed', hidden(SERVICES)],
    ['sensor-not-onboarded', 'no', 'of an onboarded one', nothing],
    [
      'sensor-not-onboarded',
      'yes',
      'that never was',
      (machine) => machine.changeRegistry([{ do: 'delete-key', path: STATUS }]),
    ],
    [
      'sensor-not-onboarded',
      'yes',
      'of a machine that never had a sensor',
      (machine) =>
        machine.changeRegistry([
          { do: 'delete-key', path: `${SOFTWARE}\\Windows Advanced Threat Protection` },
        ]),
    ],
    [
      'sensor-not-onboarded',
      'unknown',
      'with a state that is no number',
      (machine) =>
        machine.changeRegistry([{ do: 'set', path: STATUS, value: textValue('OnboardingState', 'on') }]),
    ],
    ['sensor-not-onboarded', 'unknown', 'where its state is hidden', hidden(STATUS)],
  ];
  test.each(
    rows.map(([name, answer, when, change, preset]) => [name, answer, when, { change, preset }] as const),
  )('%s: %s %s', async (name, answer, _, { change, preset }) => {
    const found = (await fitOf(change, preset)).find((probe) => probe.case === name);
    expect(found?.answer).toBe(answer);
    expect(found?.evidence.length).toBeGreaterThan(0);
  });

  test('is told in plain text, whatever somebody wrote into the environment', async () => {
    const probes = await fitOf((machine) =>
      machine.changeRegistry([
        { do: 'set', path: ENVIRONMENT, value: textValue('__PSLockdownPolicy', '\u001b[31m4\u0007') },
      ]),
    );
    const found = probes.find((probe) => probe.case === 'constrained-language');
    expect(found?.answer).toBe('no');
    expect(found?.evidence[0]?.says).not.toMatch(/\p{C}/u);
  });

  test('of Server Core 2019 says whether App Compatibility is there', async () => {
    const says = async (change: Change) =>
      (await fitOf(change, 'server-2019-core')).find((probe) => probe.case === 'server-core-2019')
        ?.evidence[0]?.says;
    expect(await says(nothing)).toBe('it is Server Core; without the App Compatibility feature');
    expect(await says((machine) => machine.setFile('C:\\Windows\\System32\\mmc.exe', 'MZ'))).toBe(
      'it is Server Core; the App Compatibility feature is there',
    );
  });

  test('is answered for every case of Windows, with no answer but no on a healthy server', async () => {
    const answers = (await fitOf(nothing)).map((probe) => `${probe.case}: ${probe.answer}`);
    expect([...answers].sort()).toEqual(
      [
        '32-bit',
        'constrained-language',
        'defender-missing',
        'domain-controller',
        'multi-session',
        'os-below-floor',
        'os-not-supported',
        'powershell-missing',
        'sensor-not-onboarded',
        'server-core',
        'server-core-2019',
        'server-core-before-2019',
        'vdi-hints',
        'vdi-non-persistent',
      ]
        .map((name) => `${name}: no`)
        .sort(),
    );
  });

  test('is unknown where reg.exe hangs, but for what needs no registry', async () => {
    const probes = await fitOf((machine) => machine.setFaults({ hangs: ['reg.exe'] }));
    const known = probes.filter(({ answer }) => answer !== 'unknown').map((probe) => probe.case);
    expect(known).toEqual(['powershell-missing', 'vdi-non-persistent']);
  });
});

describe('a version', () => {
  const facts = (version: string, role: HostFacts['role'], more: Partial<HostFacts> = {}): HostFacts => ({
    os: 'windows',
    arch: 'x64',
    simulated: false,
    distribution: undefined,
    version,
    prettyName: undefined,
    hostname: undefined,
    machineId: undefined,
    bootId: undefined,
    init: undefined,
    container: undefined,
    role,
    ...more,
  });

  test.each<readonly [string, HostFacts['role'], string]>([
    ['6.1.7601.24545', 'server', 'below-all'],
    ['6.2.9200.25000', 'server', 'below-all'],
    ['6.3.9600.18000', 'server', 'supported'],
    ['6.3.9600.18000', 'client', 'below-all'],
    ['10.0.14393.10', 'server', 'supported'],
    ['10.0.14393.8066', 'client', 'below-all'],
    ['10.0.17763.2267', 'server', 'below-all'],
    ['10.0.17763.2268', 'server', 'below-2025'],
    ['10.0.17763.4251', 'server', 'below-2025'],
    ['10.0.17763.4252', 'server', 'supported'],
    ['10.0.17763.4252', 'domain-controller', 'supported'],
    ['10.0.17763', 'server', 'revision-unknown'],
    ['10.0.17763.7314', 'client', 'below-all'],
    ['10.0.18363.1', 'server', 'below-all'],
    ['10.0.19041.1319', 'client', 'below-all'],
    ['10.0.19041.5000', 'client', 'below-2025'],
    ['10.0.19042.1320', 'client', 'below-2025'],
    ['10.0.19042.2788', 'client', 'supported'],
    ['10.0.19043.1320', 'client', 'below-2025'],
    ['10.0.19044.1288', 'client', 'below-2025'],
    ['10.0.19044.2788', 'client', 'supported'],
    ['10.0.19045.2787', 'client', 'below-2025'],
    ['10.0.19045.2788', 'client', 'supported'],
    ['10.0.19045', 'client', 'revision-unknown'],
    ['10.0.20348.319', 'server', 'below-all'],
    ['10.0.20348.320', 'server', 'below-2025'],
    ['10.0.20348.1668', 'server', 'supported'],
    ['10.0.22000.1', 'client', 'below-2025'],
    ['10.0.22621.1484', 'client', 'below-2025'],
    ['10.0.22621.1485', 'client', 'supported'],
    ['10.0.22631', 'client', 'supported'],
    ['10.0.25398.1', 'server', 'supported'],
    ['10.0.26100.1', 'server', 'supported'],
    ['10.0.20348.1668', undefined, 'unknown'],
    ['ten', 'server', 'unknown'],
  ])('%s of a %s is %s', (version, role, is) => {
    expect(judgeVersion(facts(version, role)).is).toBe(is);
  });

  test('of a Home edition or of Nano Server is in no text, while a Core server is no Home edition', () => {
    const is = (role: HostFacts['role'], more: Partial<HostFacts>) =>
      judgeVersion(facts('10.0.26100.4061', role, more)).is;
    expect(is('client', { edition: 'Core' })).toBe('below-all');
    expect(is('client', { edition: 'CoreSingleLanguage' })).toBe('below-all');
    expect(is('client', { edition: 'Professional' })).toBe('supported');
    expect(is('server', { edition: 'ServerDatacenterCore' })).toBe('supported');
    expect(is('server', { installation: 'Nano Server' })).toBe('below-all');
  });

  test.each<readonly [string, string, string]>([
    ['10.0.20348.319', 'yes', 'no'],
    ['10.0.20348.320', 'no', 'yes'],
    ['10.0.20348.1668', 'no', 'no'],
    ['10.0.20348', 'no', 'unknown'],
  ])('%s: not supported %s, below the floor %s', async (version, notSupported, below) => {
    const probes = await fitOf(nothing, 'server-2022', { version });
    expect(probes.find((probe) => probe.case === 'os-not-supported')?.answer).toBe(notSupported);
    expect(probes.find((probe) => probe.case === 'os-below-floor')?.answer).toBe(below);
  });
});
