// What all policies together want of each setting: one value, a merged list, or a conflict. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import { sameValue } from '../model/catalog/same-value.js';
import type { PolicyRef, SettingKey } from '../model/ids.js';
import type { DesiredSetting } from '../model/policy/desired.js';
import type { Value } from '../model/value.js';
import type { Claim, HeldEntry } from './held-entries.js';
import { contradicts, heldEntry } from './held-entries.js';
import { entriesOf, entryKey, isMerged, listOf } from './list-merge.js';
import type { Entry } from './memory.js';

export type Resolved =
  | {
      readonly is: 'wanted';
      readonly row: CatalogRow;
      readonly value: Value;
      readonly policies: readonly PolicyRef[];
      /** Of a list: entries that are not in `value` because the policies contradict each other about them. */
      readonly held?: readonly HeldEntry[];
    }
  | {
      readonly is: 'conflict';
      readonly row: CatalogRow;
      /** Every policy with its own value, in the order given. */
      readonly wanted: readonly { readonly policy: PolicyRef; readonly value: Value }[];
      readonly policies: readonly PolicyRef[];
    };

/**
 * Never fails: a disagreement is an outcome. A contradiction about one entry of a list holds that entry; a list in
 * which nothing else is wanted is held as a whole.
 */
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
    const { value, held } = mergeLists(row, all);
    if (held.length === 0) {
      return { is: 'wanted', row, value, policies };
    }
    if (entriesOf(value).length > 0) {
      return { is: 'wanted', row, value, policies, held };
    }
  } else if (all.every((other) => sameValue(row, first.value, other.value))) {
    return { is: 'wanted', row, value: first.value, policies };
  }
  return { is: 'conflict', row, wanted: all.map(({ policy, value }) => ({ policy, value })), policies };
}

function mergeLists(
  row: CatalogRow,
  all: readonly DesiredSetting[],
): { readonly value: Value; readonly held: readonly HeldEntry[] } {
  const byKey = new Map<string, Claim[]>();
  for (const { policy, value } of all) {
    for (const entry of entriesOf(value)) {
      const key = entryKey(row, entry);
      const claims = byKey.get(key);
      if (claims === undefined) {
        byKey.set(key, [{ policy, entry }]);
      } else {
        claims.push({ policy, entry });
      }
    }
  }
  const entries: Entry[] = [];
  const held: HeldEntry[] = [];
  for (const [key, claims] of byKey) {
    const [first] = claims;
    if (contradicts(row, claims)) {
      held.push(heldEntry(row, key, claims));
    } else if (first !== undefined) {
      entries.push(first.entry);
    }
  }
  return { value: listOf(entries), held };
}

function distinctPolicies(all: readonly DesiredSetting[]): readonly PolicyRef[] {
  return [...new Map(all.map(({ policy }) => [policy.id, policy])).values()];
}
