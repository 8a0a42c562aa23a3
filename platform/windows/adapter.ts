// Settings of Windows: written where Group Policy writes them, read back through PowerShell.

import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { SettingKey } from '../../src/model/ids.js';
import type { PlatformAdapter } from '../../src/model/ports.js';
import type { Item, Scalar, Value } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { createAskSystem } from '../system-version.js';
import { canonicalItem } from './firewall-item.js';
import { observeWindows } from './observe.js';
import { registryHome } from './registry-home.js';
import type { WindowsPlace } from './windows-programs.js';
import { registryPolFile } from './windows-programs.js';
import { writeWindows } from './write.js';

export function createWindowsAdapter(host: Host, place: WindowsPlace): PlatformAdapter {
  // What the last look showed: a value that came after it must not be written over.
  const seen = new Map<SettingKey, string | undefined>();
  const askSystem = createAskSystem(host.facts);
  return {
    os: 'windows',
    // Changes of the registry itself are told by no program of Windows: they are found by the look on its schedule.
    signs: (rows) => (rows.length === 0 ? [] : [registryPolFile(place)]),
    observe: async (rows, signal) => {
      const observation = await observeWindows(host, place, rows, signal);
      for (const [key, { raw }] of observation.settings) seen.set(key, raw);
      return { ...observation, ...(await askSystem(rows)) };
    },
    write: (batch, signal) => writeWindows({ host, place, signal, seen }, batch),
    canonical: canonicalOnWindows,
  };
}

/** Firewall rules have many spellings and are read back in one. */
export function canonicalOnWindows(row: CatalogRow, value: Value): Value {
  if (registryHome(row)?.layout !== 'firewall-rule' || !isItems(value)) return value;
  return value.map(canonicalItem);
}

const isItems = (value: Value): value is readonly Item[] => {
  const list: readonly (Scalar | Item)[] = typeof value === 'object' ? value : [];
  return list.length > 0 && list.every((entry) => typeof entry === 'object');
};
