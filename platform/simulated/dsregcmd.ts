// The simulated dsregcmd.exe: /status, in the documented layout; Server 2016 prints all in its first section. Pure.
// Source: Microsoft Learn, "Troubleshoot devices by using the dsregcmd command". The old layout is from public reports.

import { childrenOf, findKey, textAt } from './registry.js';
import type { WindowsState } from './windows-state.js';
import { COMPUTER_NAME, CURRENT_VERSION, JOIN_INFO, TCPIP } from './windows-state.js';

type Fields = readonly (readonly [name: string, value: string])[];

/** First builds that print a part. That of virtual desktops is assumed. */
const SECTIONS_FROM = 17_134;
const AUTH_FROM = 19_043;
const DESKTOP_FROM = 20_348;

export function runDsregcmd(state: WindowsState, args: readonly string[]): string {
  if (args.length !== 1 || args[0]?.toLowerCase() !== '/status') return 'Usage: dsregcmd /status\r\n';
  const { registry } = state;
  const build = Number(textAt(registry, CURRENT_VERSION, 'CurrentBuild') ?? 0);
  const [join] = findKey(registry, JOIN_INFO) === undefined ? [] : childrenOf(registry, JOIN_INFO);
  const tenant = (join && textAt(registry, join.path, 'TenantId')) ?? '';
  const name = textAt(registry, COMPUTER_NAME, 'ComputerName') ?? '';
  const domain = textAt(registry, TCPIP, 'Domain') ?? '';
  const joined = tenant !== '';
  const details = [...detailsOf(state, build)];
  const tenantDetails: Fields = [
    ['TenantName', ''],
    ['TenantId', tenant],
    ['MdmUrl', ''],
    ['MdmTouUrl', ''],
    ['MdmComplianceUrl', ''],
  ];
  const cloud: Fields = [
    ['AzureAdJoined', joined ? 'YES' : 'NO'],
    ['EnterpriseJoined', 'NO'],
  ];
  const member: Fields = [
    ['DomainJoined', domain === '' ? 'NO' : 'YES'],
    ...(domain === '' ? [] : [['DomainName', domain.split('.')[0]?.toUpperCase() ?? ''] as const]),
  ];
  const all: Fields = joined ? [...details, ...tenantDetails] : [];
  return [
    ...(build < SECTIONS_FROM
      ? [section('Device State', [...cloud, ...all, ...member])]
      : [
          section('Device State', [...cloud, ...member, ['Device Name', name]]),
          ...(joined ? [section('Device Details', details), section('Tenant Details', tenantDetails)] : []),
        ]),
    section('User State', USER),
    section('SSO State', [['AzureAdPrt', 'NO']]),
  ].join('\r\n');
}

const USER: Fields = [
  ['NgcSet', 'NO'],
  ['WorkplaceJoined', 'NO'],
  ['WamDefaultSet', 'ERROR (0x80070520)'],
];

function detailsOf({ windows }: WindowsState, build: number): Fields {
  const { join, virtualDesktop } = windows;
  const desktop: Fields =
    virtualDesktop === null
      ? [['Virtual Desktop', 'NOT SET']]
      : [
          ['Virtual Desktop', 'YES'],
          ['Provider', 'Orchard Desktops'],
          ['Type', virtualDesktop === 'persistent' ? 'Persistent VDI' : 'Non-persistent VDI'],
          ['User mode', 'Single user'],
        ];
  return [
    ['DeviceId', join.device],
    ['TpmProtected', 'YES'],
    ...(build < AUTH_FROM ? [] : [['DeviceAuthStatus', join.auth] as const]),
    ...(build < DESKTOP_FROM ? [] : desktop),
  ];
}

function section(title: string, fields: Fields): string {
  const line = `+${'-'.repeat(70)}+`;
  const lines = fields.map(([name, value]) => `${name.padStart(26)} : ${value}`);
  return [line, `| ${title.padEnd(69)}|`, line, '', ...lines, ''].join('\r\n');
}
