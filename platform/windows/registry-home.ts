// One setting in the registry: which values are its own, what they say, and which values would say what is wanted. Pure.

import type { CatalogRow, WriteHome } from '../../src/model/catalog/row.js';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Item, Scalar, Value } from '../../src/model/value.js';
import { itemFromRule, RULE_PREFIX, ruleFromItem, ruleId } from './firewall-item.js';
import { parseRule, writeRule } from './firewall-rule.js';
import type { NamedValue, RegistryData, RegistryTree } from './registry-value.js';
import {
  dwordData,
  foldName,
  foldPath,
  listData,
  listOfTexts,
  numberOf,
  textData,
  textOf,
  valueAt,
} from './registry-value.js';
import { isWritableName } from './write-reg.js';

export type RegistryHome = Extract<WriteHome, { readonly by: 'registry' }>;

export const registryHome = (row: CatalogRow): RegistryHome | undefined =>
  row.write.find((home) => home.by === 'registry');

export const keyOf = ({ root, key }: { readonly root: string; readonly key: string }): string =>
  `${root}\\${key}`;

/**
 * The values of the setting as they stand; of a list that is shared with others, all of them. A name that a .reg
 * file cannot hold is nobody's that we know: it is neither shown nor touched.
 */
export function valuesOf(home: RegistryHome, tree: RegistryTree): readonly NamedValue[] {
  const key = keyOf(home);
  switch (home.layout) {
    case 'value-per-item':
      return [...(tree.get(foldPath(key))?.values.values() ?? [])].filter(
        ({ name }) => name !== '' && isWritableName(name),
      );
    case 'firewall-rule':
      return [...(tree.get(foldPath(key))?.values.values() ?? [])].filter(isOurRule);
    default: {
      const value = valueAt(tree, key, home.value);
      return value === undefined ? [] : [value];
    }
  }
}

const isOurRule = ({ name }: NamedValue): boolean =>
  foldName(name).startsWith(foldName(RULE_PREFIX)) && isWritableName(name);

/** `undefined`: nothing is there. What makes no sense is shown as it stands, so that it differs from what is wanted. */
export function meaningOf(row: CatalogRow, home: RegistryHome, tree: RegistryTree): Value | undefined {
  const values = valuesOf(home, tree);
  const [first] = values;
  if (first === undefined) return undefined;
  switch (home.layout) {
    case 'value-per-item':
      return values.map(({ name }) => name);
    case 'firewall-rule':
      return values.map(itemOf);
    case 'joined':
      return splitText(plainOf(first), home.delimiter);
    case 'flags':
      return flagsOf(row, home, first);
    default:
      return home.type === 'REG_MULTI_SZ'
        ? (listOfTexts(first) ?? plainOf(first))
        : scalarOf(row, home, first);
  }
}

function plainOf(data: RegistryData): Scalar {
  return numberOf(data) ?? textOf(data) ?? `${data.type}:${data.hex}`;
}

/** Of another type than the setting's it is not its value, whatever it holds. */
function scalarOf(row: CatalogRow, home: RegistryHome, data: RegistryData): Scalar {
  const plain = home.type === 'REG_BINARY' ? data.hex : plainOf(data);
  if (home.map === undefined) return plain;
  const known = Object.entries(home.map).find(([, stored]) => stored === plain)?.[0];
  return known === undefined ? plain : catalogScalar(row, known);
}

/** A map gives catalog values as text: their type is the row's. */
function catalogScalar(row: CatalogRow, text: string): Scalar {
  return row.choices?.find(({ value }) => String(value) === text)?.value ?? text;
}

const splitText = (text: Scalar, delimiter = '|'): Value =>
  typeof text === 'string'
    ? text
        .split(delimiter)
        .map((entry) => entry.trim())
        .filter((entry) => entry !== '')
    : text;

function flagsOf(row: CatalogRow, home: RegistryHome, data: RegistryData): Value {
  const number = numberOf(data);
  const map = Object.entries(home.map ?? {});
  if (number === undefined) return plainOf(data);
  const set = map.filter(([, flag]) =>
    number === 0 ? flag === 0 : flag !== 0 && (number & Number(flag)) !== 0,
  );
  const known = set.reduce((all, [, flag]) => all | Number(flag), 0);
  return known === number ? set.map(([word]) => catalogScalar(row, word)) : number;
}

function itemOf(value: NamedValue): Item {
  const rule = parseRule(textOf(value) ?? '');
  return rule.ok ? itemFromRule(rule.value) : { name: value.name };
}

/**
 * The values that say what is wanted: all of the setting's, so that those that are not among them go.
 * Errors: what cannot be stored, in words for people.
 */
export function valuesFor(home: RegistryHome, wanted: Value): Result<readonly NamedValue[], string> {
  switch (home.layout) {
    case 'value-per-item':
      return eachOf(wanted, (item) => ({ name: String(item), ...textData('0') }));
    case 'firewall-rule':
      return ruleValues(wanted);
    case 'joined':
      return one(home, textData(listed(wanted).join(home.delimiter ?? '|')));
    case 'flags':
      return flagsFor(home, wanted);
    default:
      return one(home, dataFor(home, wanted));
  }
}

const listed = (wanted: Value): readonly (Scalar | Item)[] =>
  (Array.isArray(wanted) ? wanted : [wanted]).flat();

function one(home: RegistryHome, data: RegistryData | undefined): Result<readonly NamedValue[], string> {
  return data === undefined ? fail(`cannot be stored as ${home.type}`) : ok([{ name: home.value, ...data }]);
}

function dataFor(home: RegistryHome, wanted: Value): RegistryData | undefined {
  if (home.type === 'REG_MULTI_SZ') {
    const items = listed(wanted).map(String);
    return items.some((item) => item === '' || item.includes('\0')) ? undefined : listData(items);
  }
  if (typeof wanted === 'object') return undefined;
  const stored = home.map === undefined ? wanted : home.map[String(wanted)];
  switch (home.type) {
    case 'REG_DWORD':
      return typeof stored === 'number' && Number.isInteger(stored) && stored >= 0 && stored <= 0xffff_ffff
        ? dwordData(stored)
        : undefined;
    case 'REG_BINARY':
      return typeof stored === 'string' && /^(?:[0-9a-f]{2})*$/i.test(stored)
        ? { type: 3, hex: stored.toLowerCase() }
        : undefined;
    default:
      return stored === undefined || String(stored).includes('\0') ? undefined : textData(String(stored));
  }
}

function flagsFor(home: RegistryHome, wanted: Value): Result<readonly NamedValue[], string> {
  const flags = listed(wanted).map((word) => home.map?.[String(word)]);
  if (!flags.every((flag) => typeof flag === 'number')) return fail('holds a word that has no number');
  return one(home, dwordData(flags.reduce((all, flag) => all | flag, 0)));
}

function eachOf(
  wanted: Value,
  toValue: (item: Scalar | Item) => NamedValue,
): Result<readonly NamedValue[], string> {
  const values = new Map(
    listed(wanted)
      .map(toValue)
      .map((value) => [foldName(value.name), value]),
  );
  const all = [...values.values()];
  return all.every(({ name }) => name !== '' && isWritableName(name))
    ? ok(all)
    : fail('holds an entry with a control character');
}

function ruleValues(wanted: Value): Result<readonly NamedValue[], string> {
  const values: NamedValue[] = [];
  for (const item of listed(wanted)) {
    if (typeof item !== 'object') return fail('holds an entry that is no rule');
    const rule = ruleFromItem(item);
    const text = rule.ok ? writeRule(rule.value) : rule;
    if (!text.ok) return fail(`holds the rule "${String(item['name'] ?? '')}", which ${text.error}`);
    values.push({ name: ruleId(item), ...textData(text.value) });
  }
  return ok(values);
}
