// New simulated Windows machines of many versions: healthy, with nothing managed, in a workgroup (the domain controller
// in its domain). Pure.
// All names and identifiers are invented; keys and values are the documented ones.

import type { Registry, RegistryChange } from './registry.js';
import { applyChanges } from './registry.js';
import type { RegistryValue } from './registry-value.js';
import { dwordValue, textValue } from './registry-value.js';
import type { Edition, WindowsPreset } from './windows-editions-table.js';
import { EDITIONS } from './windows-editions-table.js';
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

/** Windows before 10: it has neither the program for joins nor the client of MDM. */
const SERVER_2012_R2 = '9600';

export function newWindows(preset: WindowsPreset): WindowsState {
  const edition = EDITIONS[preset];
  return {
    format: 'windows-2',
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
