// Values that must stand beside a setting for it to have any effect: the switch of a list, the version of the rules.
// Pure.

import { parseRule } from './firewall-rule.js';
import type { RegistryHome } from './registry-home.js';
import { keyOf, valuesOf } from './registry-home.js';
import type { RegistryData, RegistryTree } from './registry-value.js';
import { dwordData, numberOf, parentOf, textOf, valueAt } from './registry-value.js';

export interface Companion {
  readonly key: string;
  readonly name: string;
  readonly data: RegistryData;
}

/** What the setting needs beside it, as `tree` stands; `undefined`: nothing, or there are no values of it. */
export function companionOf(home: RegistryHome, tree: RegistryTree): Companion | undefined {
  const { turnedOnBy } = home;
  if (home.layout === 'firewall-rule') return rulesVersion(home, tree);
  if (turnedOnBy === undefined || !hasValues(home, tree)) return undefined;
  return { key: `${home.root}\\${turnedOnBy.key}`, name: turnedOnBy.value, data: dwordData(1) };
}

/** Where it stands, whether it is needed or not. */
export function companionPlace(home: RegistryHome): Pick<Companion, 'key' | 'name'> | undefined {
  const { turnedOnBy } = home;
  if (home.layout === 'firewall-rule') return { key: parentOf(keyOf(home)), name: 'PolicyVersion' };
  return turnedOnBy && { key: `${home.root}\\${turnedOnBy.key}`, name: turnedOnBy.value };
}

/** The switch belongs to the whole key: rows that share the key share the switch. */
const hasValues = (home: RegistryHome, tree: RegistryTree): boolean =>
  valuesOf({ ...home, layout: 'value-per-item' }, tree).length > 0;

/**
 * At least the highest version of our rules; a higher one of somebody else stays.
 * Source: [MS-GPFAS] 2.2.1.8; every real policy seen has it, and what its absence means is not documented.
 */
function rulesVersion(home: RegistryHome, tree: RegistryTree): Companion | undefined {
  const versions = valuesOf(home, tree).map((value) => {
    const rule = parseRule(textOf(value) ?? '');
    return rule.ok ? rule.value.version : 0;
  });
  if (versions.length === 0) return undefined;
  const key = parentOf(keyOf(home));
  const name = 'PolicyVersion';
  const there = valueAt(tree, key, name);
  const least = Math.max(...versions, (there && numberOf(there)) ?? 0);
  return { key, name, data: dwordData(least) };
}
