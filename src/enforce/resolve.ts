// What all policies together want of each setting: one value, a merged list, or a conflict. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import { itemIdentity, sameValue } from '../model/catalog/same-value.js';
import type { PolicyRef, SettingKey } from '../model/ids.js';
import type { DesiredSetting } from '../model/policy/desired.js';
import type { Value } from '../model/value.js';
import { entriesOf, entryKey, isMerged, listOf } from './list-merge.js';
import type { Entry } from './memory.js';

export type Resolved =
  | {
      readonly is: 'wanted';
      readonly row: CatalogRow;
      readonly value: Value;
      readonly policies: readonly PolicyRef[];
    }
  | {
      readonly is: 'conflict';
      readonly row: CatalogRow;
      /** Every policy with its own value, in the order given. */
      readonly wanted: readonly { readonly policy: PolicyRef; readonly value: Value }[];
      readonly policies: readonly PolicyRef[];
    };

/** Never fails: a disagreement is an outcome. A conflict within a keyed list holds the whole list. */
export function resolve(desired: readonly DesiredSetting[]): ReadonlyMap<SettingKey, Resolved> {
  const bySetting = new Map<SettingKey, DesiredSetting[]>();
  for (const setting of desired) {
    const all = bySetting.get(setting.row.key);
    if (all === undefined) {
      bySetting.set(setting.row.key, [setting]);
    } else {
      all.push(setting);
    }
  }
  const resolved = new Map<SettingKey, Resolved>();
  for (const [key, all] of bySetting) {
    resolved.set(key, resolveOne(all));
  }
  return resolved;
}

function resolveOne(all: readonly DesiredSetting[]): Resolved {
  const [first] = all;
  if (first === undefined) {
    throw new Error('a setting is wanted by at least one policy');
  }
  const { row } = first;
  const policies = distinctPolicies(all);
  if (row.merge.rule === 'union' && all.length === 1) {
    return { is: 'wanted', row, value: first.value, policies };
  }
  if (isMerged(row)) {
    const merged = mergeLists(row, all);
    if (merged !== undefined) {
      return { is: 'wanted', row, value: merged, policies };
    }
  } else if (all.every((other) => sameValue(row, first.value, other.value))) {
    return { is: 'wanted', row, value: first.value, policies };
  }
  return { is: 'conflict', row, wanted: all.map(({ policy, value }) => ({ policy, value })), policies };
}

/** Undefined: two policies give one key of the list different records. */
function mergeLists(row: CatalogRow, all: readonly DesiredSetting[]): Value | undefined {
  const byKey = new Map<string, Entry>();
  for (const { value } of all) {
    for (const entry of entriesOf(value)) {
      const key = entryKey(row, entry);
      const there = byKey.get(key);
      if (there === undefined) {
        byKey.set(key, entry);
      } else if (itemIdentity(row, there) !== itemIdentity(row, entry)) {
        return undefined;
      }
    }
  }
  return listOf([...byKey.values()]);
}

function distinctPolicies(all: readonly DesiredSetting[]): readonly PolicyRef[] {
  return [...new Map(all.map(({ policy }) => [policy.id, policy])).values()];
}
