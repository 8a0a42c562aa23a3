// New simulated Windows machines of many versions: healthy, with nothing managed, in a workgroup (the domain controller
// in its domain). Pure.
// All names and identifiers are invented; keys and values are the documented ones.

import type { Registry, RegistryChange } from './registry.js';
import { applyChanges } from './registry.js';
import type { RegistryValue } from './registry-value.js';
import { dwordValue, textValue } from './registry-value.js';
import type { WindowsState } from './windows-state.js';
import {
  COMPUTER_NAME,
  CRYPTOGRAPHY,
  CURRENT_VERSION,
  DEFENDER_KEY,
  ENROLLMENTS,
  ENVIRONMENT,
  FIREWALL_LOCAL,
  HARDWARE,
  NO_WINDOWS_FAULTS,
  PREFETCH,
  PRODUCT,
  SENSOR_STATUS,
  SERVICES,
  TCPIP,
} from './windows-state.js';

export type WindowsPreset =
  | 'server-2012r2'
  | 'server-2016'
  | 'server-2019'
  | 'server-2019-core'
  | 'server-2022'
  | 'server-2025'
  | 'domain-controller'
  | 'windows-10'
  | 'windows-11';

interface Edition {
  readonly name: string;
  readonly edition: string;
  readonly installation: 'Client' | 'Server' | 'Server Core';
  /** Source: Microsoft Learn, release health of Windows. */
  readonly build: string;
  readonly revision: number;
  /** Older systems have none. */
  readonly display?: string;
  readonly productType: 'WinNT' | 'ServerNT' | 'LanmanNT';
  readonly computer: string;
  readonly machine: string;
  readonly hardware: string;
  /** Source: [MS-GPFAS] 2.2.3, versions of the rule text; those of older systems are assumed. */
  readonly firewallMinor: number;
  readonly domain?: string;
}

const SERVER_2022: Edition = {
  name: 'Windows Server 2022 Datacenter',
  edition: 'ServerDatacenter',
  installation: 'Server',
  build: '20348',
  revision: 3807,
  display: '21H2',
  productType: 'ServerNT',
  computer: 'SIM-SERVER',
  machine: '3f1c8e02-6b7d-4a95-8c24-d0e6a1b35f78',
  hardware: '6c1e0a44-2f3b-4d17-9a5e-71b0c2d4e6f8',
  firewallMinor: 31,
};
const SERVER_2019: Edition = {
  ...SERVER_2022,
  name: 'Windows Server 2019 Standard',
  edition: 'ServerStandard',
  build: '17763',
  revision: 7314,
  computer: 'SIM-2019',
  machine: '0d5f7a31-48c2-4b6e-8f10-2a9b3c4d5e61',
  hardware: '19e4c0b7-5d2a-4f83-b6c1-8e7f60a1b2c3',
  firewallMinor: 30,
};
/** The name still says Windows 10: only the build tells. */
const WINDOWS_11: Edition = {
  name: 'Windows 10 Pro',
  edition: 'Professional',
  installation: 'Client',
  build: '22631',
  revision: 5472,
  display: '23H2',
  productType: 'WinNT',
  computer: 'SIM-CLIENT',
  machine: 'a84d2b6e-15f3-4c70-9e8a-7b2f60c4d913',
  hardware: 'd27b9f10-3c4e-4a68-8b5d-0f1e2d3c4b5a',
  firewallMinor: 32,
};

const EDITIONS: Readonly<Record<WindowsPreset, Edition>> = {
  'server-2012r2': {
    ...SERVER_2019,
    name: 'Windows Server 2012 R2 Standard',
    build: '9600',
    revision: 22175,
    computer: 'SIM-2012R2',
    machine: '5b8e2d94-7a10-4c3f-9d26-e1f0a2b3c4d5',
    hardware: '7f3d2c1b-0a9e-4857-b6a4-5d4c3b2a1f0e',
    firewallMinor: 22,
  },
  'server-2016': {
    ...SERVER_2019,
    name: 'Windows Server 2016 Standard',
    build: '14393',
    revision: 8066,
    computer: 'SIM-2016',
    machine: '91c7e5a3-2b4d-4f60-8e1a-c3d5f7091b2e',
    hardware: '2e8a6c40-9b1d-4735-a0f2-c4e6d8b0f1a3',
    firewallMinor: 26,
  },
  'server-2019': SERVER_2019,
  'server-2019-core': {
    ...SERVER_2019,
    installation: 'Server Core',
    computer: 'SIM-2019-CORE',
    machine: 'c2a4b6d8-e0f1-4233-8455-667788990a1b',
    hardware: '4d6f8091-a2b3-4c4d-95e6-f708192a3b4c',
  },
  'server-2022': SERVER_2022,
  'server-2025': {
    ...SERVER_2022,
    name: 'Windows Server 2025 Datacenter',
    build: '26100',
    revision: 4061,
    display: '24H2',
    computer: 'SIM-2025',
    machine: 'e7f90b1c-2d3e-4f50-8617-28394a5b6c7d',
    hardware: 'b1c2d3e4-f506-4718-992a-3b4c5d6e7f80',
    firewallMinor: 33,
  },
  'domain-controller': {
    ...SERVER_2022,
    productType: 'LanmanNT',
    computer: 'SIM-DC',
    machine: '86a1b2c3-d4e5-4f60-9718-293a4b5c6d7e',
    hardware: '0e1d2c3b-4a59-4687-a8b9-cadbecfd0e1f',
    domain: 'orchard.example',
  },
  'windows-10': {
    ...WINDOWS_11,
    build: '19045',
    revision: 5965,
    display: '22H2',
    computer: 'SIM-CLIENT-10',
    machine: '17283940-5a6b-4c7d-8e9f-a0b1c2d3e4f5',
    hardware: 'f0e1d2c3-b4a5-4697-8879-6a5b4c3d2e1f',
    firewallMinor: 31,
  },
  'windows-11': WINDOWS_11,
};

const SERVER_2012_R2 = '9600';

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
    windows: {
      server: edition.productType !== 'WinNT',
      firewallMinor: edition.firewallMinor,
      lacks: edition.build === SERVER_2012_R2 ? ['dsregcmd.exe'] : [],
      join: { device: '', auth: 'SUCCESS' },
      virtualDesktop: null,
    },
    boots: 1,
    events: [],
    faults: NO_WINDOWS_FAULTS,
  };
}

function newRegistry(edition: Edition): Registry {
  const keys: Readonly<Record<string, readonly RegistryValue[]>> = {
    [CURRENT_VERSION]: versionValues(edition),
    [PRODUCT]: [textValue('ProductType', edition.productType)],
    [HARDWARE]: [textValue('LastConfig', `{${edition.hardware}}`)],
    [ENVIRONMENT]: [textValue('PROCESSOR_ARCHITECTURE', 'AMD64')],
    [PREFETCH]: [dwordValue('BootId', 1)],
    [COMPUTER_NAME]: [textValue('ComputerName', edition.computer)],
    [CRYPTOGRAPHY]: [textValue('MachineGuid', edition.machine)],
    [SENSOR_STATUS]: [
      dwordValue('OnboardingState', 1),
      textValue('OrgId', '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5'),
    ],
    [DEFENDER_KEY]: [dwordValue('ManagedDefenderProductType', 0)],
    [`${DEFENDER_KEY}\\Features`]: [dwordValue('TamperProtection', 4), dwordValue('TPExclusions', 0)],
    ...(edition.build === SERVER_2012_R2 ? {} : MDM_CLIENT),
    [`${SERVICES}\\WinDefend`]: [dwordValue('Start', 2)],
    [`${SERVICES}\\Sense`]: [dwordValue('Start', 2)],
    [`${SERVICES}\\MpsSvc`]: [dwordValue('Start', 2)],
    [`${SERVICES}\\EventLog`]: [dwordValue('Start', 2)],
    [TCPIP]: [textValue('Domain', edition.domain ?? '')],
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

/** There before anything is enrolled. Server 2012 R2 has no such client. */
const MDM_CLIENT: Readonly<Record<string, readonly RegistryValue[]>> = {
  [`${ENROLLMENTS}\\Context`]: [],
  [`${ENROLLMENTS}\\Ownership`]: [],
  [`${ENROLLMENTS}\\Status`]: [],
};

/** Windows before 10 says its version as a text, and only so. */
function versionValues(edition: Edition): readonly RegistryValue[] {
  const { build, display } = edition;
  return [
    textValue('ProductName', edition.name),
    textValue('EditionID', edition.edition),
    textValue('InstallationType', edition.installation),
    ...(display === undefined ? [] : [textValue('DisplayVersion', display)]),
    textValue('CurrentBuild', build),
    textValue('CurrentBuildNumber', build),
    textValue('CurrentVersion', '6.3'),
    ...(build === SERVER_2012_R2
      ? []
      : [dwordValue('CurrentMajorVersionNumber', 10), dwordValue('CurrentMinorVersionNumber', 0)]),
    dwordValue('UBR', edition.revision),
  ];
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
