// Which operating system a setting definition id belongs to, also where the catalog lacks the setting. Pure.

import type { OsName } from './row.js';

/** Source: the ids of exported policies of each platform. An id never tells more than its system. */
const PREFIXES: readonly (readonly [prefix: string, os: OsName])[] = [
  ['linux_mdatp_managed_', 'linux'],
  ['com.apple.', 'macos'],
  ['device_vendor_msft_', 'windows'],
  ['user_vendor_msft_', 'windows'],
  ['vendor_msft_', 'windows'],
];

export const OS_TITLES: Readonly<Record<OsName, string>> = {
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
};

export function osOfSetting(settingDefinitionId: string): OsName | undefined {
  const id = settingDefinitionId.toLowerCase();
  return PREFIXES.find(([prefix]) => id.startsWith(prefix))?.[1];
}
