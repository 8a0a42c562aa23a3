// Linux policies read by the Linux catalog, for tests: what is set and what is refused.

import { createCatalog } from '../../../../src/model/catalog/catalog.js';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import { policyId } from '../../../../src/model/ids.js';
import { interpret } from '../../../../src/model/policy/interpret.js';
import type { Json } from './policy-json.js';
import { choice, items, policy, text } from './policy-json.js';

export const linux = linuxCatalog();
export const ref = { id: policyId('p1'), name: 'Test policy', revision: 3 };
export const AV = 'linux_mdatp_managed_antivirusengine';
export const EXCLUSIONS = `${AV}_exclusions`;
export const GLOBAL = 'linux_mdatp_managed_exclusionsettings_exclusions';
export const TAGS = 'linux_mdatp_managed_edr_tags';
export const THREATS = `${AV}_threattypesettings`;
export const INSTANCE = '$.settings[0].settingInstance';

export function settingsOf(...instances: readonly Json[]) {
  return interpret(policy(instances), ref, linux).settings.map(({ row, value }) => [row.key, value]);
}

export function refusalsOf(...instances: readonly Json[]) {
  return interpret(policy(instances), ref, linux).refused;
}

/** The kind of an exclusion with the fields inside it. */
export function kind(list: string, suffix: string, ...fields: readonly Json[]): Json {
  return choice(`${list}_item_$type`, suffix, fields);
}

export function tags(...values: readonly string[]): Json {
  return items(
    TAGS,
    ...values.map((value) => [choice(`${TAGS}_item_key`, '_0'), text(`${TAGS}_item_value`, value)]),
  );
}

/** The Linux catalog with its row of the mirror URL changed: forms that only rows of other systems have. */
export function withRow(change: Readonly<Record<string, unknown>>) {
  const rows = linux.rows.map((row) =>
    row.id === `${AV}_offlinedefinitionupdateurl` ? { ...row, ...change } : row,
  );
  return createCatalog('linux', rows, linux.profiles);
}
