// The device's own guard rails: what a policy may not do here, whoever assigned it. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import { itemIdentity } from '../model/catalog/same-value.js';
import type { Reason } from '../model/finding.js';
import type { SettingKey } from '../model/ids.js';
import { entryDanger, exclusionFlags, isOversized, turnsProtectionOff } from '../model/policy/danger.js';
import type { DesiredSetting, RefusedSetting } from '../model/policy/desired.js';
import type { Value } from '../model/value.js';
import { entriesOf, isList, listOf } from './list-merge.js';
import type { Owned } from './memory.js';

export interface Guarded {
  readonly desired: readonly DesiredSetting[];
  readonly refused: readonly RefusedSetting[];
}

/** Dangerous entries of a list are refused one by one; a list that is too long with all that is in it. */
export function guard(desired: readonly DesiredSetting[]): Guarded {
  const oversized = oversizedKeys(desired);
  const kept: DesiredSetting[] = [];
  const refused: RefusedSetting[] = [];
  for (const setting of desired) {
    const { row, value } = setting;
    if (turnsProtectionOff(row, value)) {
      refused.push(refusal(setting, `${row.name} would switch real-time protection off`));
      continue;
    }
    if (oversized.has(row.key)) {
      refused.push(refusal(setting, `${row.name} would hold more exclusions than anybody can keep in view`));
      continue;
    }
    const flags = exclusionFlags(row, value);
    const harmless = flags.length === 0 ? value : withoutDangers(row, value);
    refused.push(...flags.map(({ text }) => refusal(setting, text)));
    if (flags.length === 0 || entriesOf(harmless).length > 0) {
      kept.push({ ...setting, value: harmless });
    }
  }
  return { desired: kept, refused };
}

/** What we wrote ourselves before the guard rails were up is no former value to stay at. */
export const isAgainstGuardrails = (row: CatalogRow, { ours, written }: Owned): boolean =>
  turnsProtectionOff(row, written) ||
  exclusionFlags(row, ours === undefined ? written : listOf(ours)).length > 0;

/** Of all policies together: a list is not shorter for coming in two parts. */
function oversizedKeys(desired: readonly DesiredSetting[]): ReadonlySet<SettingKey> {
  const entries = new Map<CatalogRow, Set<string>>();
  for (const { row, value } of desired) {
    const all = entries.get(row) ?? new Set<string>();
    entries.set(row, all);
    for (const entry of entriesOf(value)) {
      all.add(itemIdentity(row, entry));
    }
  }
  return new Set([...entries].filter(([row, { size }]) => isOversized(row, size)).map(([{ key }]) => key));
}

const withoutDangers = (row: CatalogRow, value: Value): Value =>
  isList(value) ? listOf(entriesOf(value).filter((entry) => entryDanger(row, entry) === undefined)) : value;

const refusal = ({ policy, row, path }: DesiredSetting, what: string): RefusedSetting => {
  const text = `${what}; the guard rails of this device refuse it (guardrails in its config.json)`;
  const reason: Reason = { code: 'guardrail', text };
  return { policy, settingDefinitionId: row.id ?? row.key, name: row.name, path, state: 'error', reason };
};
