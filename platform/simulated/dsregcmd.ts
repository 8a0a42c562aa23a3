// The simulated dsregcmd.exe: /status, in the documented layout. Pure.
// Source: Microsoft Learn, "Troubleshoot devices by using the dsregcmd command".

import { textAt } from './registry.js';
import type { WindowsState } from './windows-state.js';

/** How the machine is joined, kept in the registry; a machine in a workgroup has none of it. */
const JOIN_KEY =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\CloudDomainJoin\\JoinInfo\\Simulated';
const DOMAIN_KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';
const NAME_KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName';

type Fields = readonly (readonly [name: string, value: string])[];

export function runDsregcmd(state: WindowsState, args: readonly string[]): string {
  if (args.length !== 1 || args[0]?.toLowerCase() !== '/status') return 'Usage: dsregcmd /status\r\n';
  const { registry } = state;
  const tenant = textAt(registry, JOIN_KEY, 'TenantId') ?? '';
  const domain = textAt(registry, DOMAIN_KEY, 'Domain') ?? '';
  const joined = tenant !== '';
  const device: Fields = [
    ['AzureAdJoined', joined ? 'YES' : 'NO'],
    ['EnterpriseJoined', 'NO'],
    ['DomainJoined', domain === '' ? 'NO' : 'YES'],
    ...(domain === '' ? [] : [['DomainName', domain.split('.')[0]?.toUpperCase() ?? ''] as const]),
    ['Device Name', textAt(registry, NAME_KEY, 'ComputerName') ?? ''],
  ];
  const details: Fields = [
    ['DeviceId', textAt(registry, JOIN_KEY, 'DeviceId') ?? ''],
    ['TpmProtected', 'YES'],
    ['DeviceAuthStatus', 'SUCCESS'],
  ];
  const tenantDetails: Fields = [
    ['TenantName', textAt(registry, JOIN_KEY, 'TenantName') ?? ''],
    ['TenantId', tenant],
    ['MdmUrl', textAt(registry, JOIN_KEY, 'MdmUrl') ?? ''],
    ['MdmTouUrl', ''],
    ['MdmComplianceUrl', ''],
  ];
  const user: Fields = [
    ['NgcSet', 'NO'],
    ['WorkplaceJoined', 'NO'],
    ['WamDefaultSet', 'ERROR (0x80070520)'],
  ];
  return [
    section('Device State', device),
    ...(joined ? [section('Device Details', details), section('Tenant Details', tenantDetails)] : []),
    section('User State', user),
    section('SSO State', [['AzureAdPrt', 'NO']]),
  ].join('\r\n');
}

function section(title: string, fields: Fields): string {
  const line = `+${'-'.repeat(70)}+`;
  const lines = fields.map(([name, value]) => `${name.padStart(26)} : ${value}`);
  return [line, `| ${title.padEnd(69)}|`, line, '', ...lines, ''].join('\r\n');
}
