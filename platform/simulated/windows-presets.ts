// New simulated Windows machines: a server and a client, healthy, in a workgroup, with nothing managed. Pure.
// All names and identifiers are invented; keys and values are the documented ones.

import type { Registry, RegistryChange } from './registry.js';
import { applyChanges } from './registry.js';
import type { RegistryValue } from './registry-value.js';
import { dwordValue, textValue } from './registry-value.js';
import type { WindowsState } from './windows-state.js';
import { DEFENDER_KEY, FIREWALL_LOCAL, NO_WINDOWS_FAULTS, SENSOR_STATUS } from './windows-state.js';

export type WindowsPreset = 'server-2022' | 'windows-11';

interface Edition {
  readonly name: string;
  readonly edition: string;
  readonly installation: 'Client' | 'Server';
  /** Source: Microsoft Learn, release health of Windows. */
  readonly build: string;
  readonly revision: number;
  readonly display: string;
  readonly productType: 'WinNT' | 'ServerNT';
  readonly computer: string;
  readonly machine: string;
  readonly firewallMinor: number;
}

const EDITIONS: Readonly<Record<WindowsPreset, Edition>> = {
  'server-2022': {
    name: 'Windows Server 2022 Datacenter',
    edition: 'ServerDatacenter',
    installation: 'Server',
    build: '20348',
    revision: 3807,
    display: '21H2',
    productType: 'ServerNT',
    computer: 'SIM-SERVER',
    machine: '3f1c8e02-6b7d-4a95-8c24-d0e6a1b35f78',
    firewallMinor: 31,
  },
  // The name still says Windows 10: only the build tells.
  'windows-11': {
    name: 'Windows 10 Pro',
    edition: 'Professional',
    installation: 'Client',
    build: '22631',
    revision: 5472,
    display: '23H2',
    productType: 'WinNT',
    computer: 'SIM-CLIENT',
    machine: 'a84d2b6e-15f3-4c70-9e8a-7b2f60c4d913',
    firewallMinor: 32,
  },
};

export function newWindows(preset: WindowsPreset): WindowsState {
  const edition = EDITIONS[preset];
  return {
    format: 'windows-1',
    registry: newRegistry(edition),
    files: {},
    services: { WinDefend: 'running', Sense: 'running', MpsSvc: 'running', EventLog: 'running' },
    defender: {
      platformVersion: '4.18.26040.5',
      local: {},
      tamperProtected: false,
      keptExclusions: null,
      controlledConfiguration: false,
      atBoot: null,
    },
    windows: { server: edition.installation === 'Server', firewallMinor: edition.firewallMinor },
    boots: 1,
    events: [],
    faults: NO_WINDOWS_FAULTS,
  };
}

export const CURRENT_VERSION = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
export const COMPUTER_NAME =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName';
export const CRYPTOGRAPHY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography';
const SERVICES = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services';
const ENROLLMENTS = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments';

function newRegistry(edition: Edition): Registry {
  const keys: Readonly<Record<string, readonly RegistryValue[]>> = {
    [CURRENT_VERSION]: [
      textValue('ProductName', edition.name),
      textValue('EditionID', edition.edition),
      textValue('InstallationType', edition.installation),
      textValue('DisplayVersion', edition.display),
      textValue('CurrentBuild', edition.build),
      textValue('CurrentBuildNumber', edition.build),
      dwordValue('CurrentMajorVersionNumber', 10),
      dwordValue('CurrentMinorVersionNumber', 0),
      dwordValue('UBR', edition.revision),
    ],
    ['HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ProductOptions']: [
      textValue('ProductType', edition.productType),
    ],
    [COMPUTER_NAME]: [textValue('ComputerName', edition.computer)],
    [CRYPTOGRAPHY]: [textValue('MachineGuid', edition.machine)],
    [SENSOR_STATUS]: [
      dwordValue('OnboardingState', 1),
      textValue('OrgId', '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5'),
    ],
    [DEFENDER_KEY]: [dwordValue('ManagedDefenderProductType', 0)],
    [`${DEFENDER_KEY}\\Features`]: [dwordValue('TamperProtection', 4), dwordValue('TPExclusions', 0)],
    [`${ENROLLMENTS}\\Context`]: [],
    [`${ENROLLMENTS}\\Ownership`]: [],
    [`${ENROLLMENTS}\\Status`]: [],
    [`${SERVICES}\\WinDefend`]: [dwordValue('Start', 2)],
    [`${SERVICES}\\Sense`]: [dwordValue('Start', 2)],
    [`${SERVICES}\\MpsSvc`]: [dwordValue('Start', 2)],
    [`${SERVICES}\\Tcpip\\Parameters`]: [textValue('Domain', '')],
    ...localFirewall(),
    // Windows has them on every machine.
    ['HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender']: [],
  };
  const changes = Object.entries(keys).flatMap(([path, values]): readonly RegistryChange[] => [
    { do: 'make-key', path },
    ...values.map((value): RegistryChange => ({ do: 'set', path, value })),
  ]);
  return applyChanges({}, changes);
}

function localFirewall(): Readonly<Record<string, readonly RegistryValue[]>> {
  const profiles = ['DomainProfile', 'StandardProfile', 'PublicProfile'].map(
    (name) => [`${FIREWALL_LOCAL}\\${name}`, [dwordValue('EnableFirewall', 1)]] as const,
  );
  return {
    ...Object.fromEntries(profiles),
    [`${FIREWALL_LOCAL}\\FirewallRules`]: [
      textValue(
        'RemoteDesktop-UserMode-In-TCP',
        'v2.31|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=3389|App=%SystemRoot%\\system32\\svchost.exe|Svc=termservice|Name=@FirewallAPI.dll,-28775|EmbedCtxt=@FirewallAPI.dll,-28752|',
      ),
      textValue(
        'CoreNet-DHCP-Out',
        'v2.31|Action=Allow|Active=TRUE|Dir=Out|Protocol=17|LPort=68|RPort=67|App=%SystemRoot%\\system32\\svchost.exe|Svc=dhcp|Name=@FirewallAPI.dll,-25302|EmbedCtxt=@FirewallAPI.dll,-25000|',
      ),
    ],
  };
}
