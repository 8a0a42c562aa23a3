// Windows and macOS policies read by their catalogs, for tests: what is set and what is refused.

import type { Catalog } from '../../../../src/model/catalog/catalog.js';
import { macosCatalog } from '../../../../src/model/catalog/macos.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import { windowsCatalog } from '../../../../src/model/catalog/windows.js';
import { policyId } from '../../../../src/model/ids.js';
import type { PolicyDocument } from '../../../../src/model/policy/document.js';
import type { Interpreted } from '../../../../src/model/policy/interpret.js';
import { interpret } from '../../../../src/model/policy/interpret.js';
import type { Json } from './policy-json.js';
import { choice, policy, text } from './policy-json.js';

export const windows = windowsCatalog();
export const macos = macosCatalog();
export const ref = { id: policyId('p1'), name: 'Test policy', revision: 3 };

export const DEFENDER = 'device_vendor_msft_policy_config_defender';
export const CONFIGURATION = 'device_vendor_msft_defender_configuration';
export const ASR = `${DEFENDER}_attacksurfacereductionrules`;
export const EDR = 'device_vendor_msft_windowsadvancedthreatprotection';
export const FIREWALL = 'vendor_msft_firewall_mdmstore';
export const RULES = `${FIREWALL}_firewallrules_{firewallrulename}`;
export const MAC = 'com.apple.managedclient.preferences';

const HEADS = {
  windows: { platforms: 'windows10', templateId: '804339ad-1553-4478-a742-138fb5807418_1' },
  macos: { platforms: 'macOS', templateId: '2d345ec2-c817-49e5-9156-3ed416dc972a_1' },
  linux: { platforms: 'linux', templateId: '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4_1' },
} as const;

/** A policy of the first template of the catalog's system: settings are known by their ids, not by the template. */
export function documentOf({ os }: Catalog, instances: readonly Json[]): PolicyDocument {
  const { platforms, templateId } = HEADS[os];
  return policy(instances, { platforms, templateReference: { templateId } });
}

export const read = (catalog: Catalog, ...instances: readonly Json[]): Interpreted =>
  interpret(documentOf(catalog, instances), ref, catalog);

export const onWindows = (...instances: readonly Json[]) => read(windows, ...instances);

export const valuesOf = ({ settings }: Interpreted) => settings.map(({ row, value }) => [row.key, value]);

export const reasonsOf = ({ refused }: Interpreted) =>
  refused.map(({ path, state, reason }) => [path, state, reason.code, reason.text] as const);

/** The children of one firewall rule. */
export const rule = (name: string, ...fields: readonly Json[]): readonly Json[] => [
  text(`${RULES}_name`, name),
  ...fields,
];

/** A list of choices. */
export const choices = (id: string, ...suffixes: readonly string[]): Json => ({
  settingDefinitionId: id,
  choiceSettingCollectionValue: suffixes.map((suffix) => ({ value: `${id}${suffix}`, children: [] })),
});

export const field = (name: string): string => `${RULES}_${name}`;
export const inbound = choice(field('direction'), '_in');

/** The registry data that a value becomes; undefined where the row has no map or another home. */
export function dataOf(row: CatalogRow | undefined, value: string | number | boolean) {
  const home = row?.write.find(({ by }) => by === 'registry');
  return home?.by === 'registry' ? home.map?.[String(value)] : undefined;
}

/** The value that the cmdlet's answer means. */
export function meaningOf(row: CatalogRow | undefined, shown: string | number | boolean) {
  return row?.read.by === 'cmdlet' ? row.read.map?.[String(shown)] : undefined;
}
