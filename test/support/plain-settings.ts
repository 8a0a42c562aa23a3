// Any row of a catalog as a setting of a policy: with each legal value, and with a text of the caller's in each place
// that takes one. Written from the rows alone, never by the reader of policies. Pure.

import type { Catalog } from '../../src/model/catalog/catalog.js';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import { fingerprintOf } from '../../src/model/secret.js';
import type { Item, Scalar, Value } from '../../src/model/value.js';
import type { PlainPolicy, PlainSetting } from './policy-dialects.js';

/** A setting as a policy writes it, and the value that it is. */
export interface Written {
  readonly row: CatalogRow;
  readonly setting: PlainSetting;
  readonly value: Value;
}

export const isSettable = ({ id, channel, kind }: CatalogRow): boolean =>
  id !== null && channel.carried && !['field', 'section', 'group'].includes(kind);

/** Each option by each of its ids, both ends of each range, texts of every sort, each field of each kind of record. */
export function legalSettings(catalog: Catalog, row: CatalogRow): readonly Written[] {
  if (row.kind !== 'items')
    return leavesOf(row.kind, row).map(({ setting, value }) => ({ row, setting, value }));
  const fields = fieldsOf(catalog, row);
  const records = fields.flatMap((field) =>
    leavesOf(field.holds ?? 'string', field).map((leaf) => recordWith(fields, field, leaf)),
  );
  return records.map((record) => listOf(row, [record]));
}

/** A place of a policy that takes a text. */
export interface TextPlace {
  readonly row: CatalogRow;
  /** The field of a record, where it is one. */
  readonly field?: CatalogRow;
  /** `tag` keeps records of one list apart. */
  write(text: string, tag: string): Written;
}

export function textPlaces(catalog: Catalog): readonly TextPlace[] {
  return catalog.rows.filter(isSettable).flatMap((row): readonly TextPlace[] => {
    if (takesText(row.kind)) {
      return [{ row, write: (text) => ({ row, ...leafOf(row.kind, row, [text]) }) }];
    }
    const fields = row.kind === 'items' ? fieldsOf(catalog, row) : [];
    return fields
      .filter(({ holds }) => takesText(holds ?? 'string'))
      .map((field) => ({
        row,
        field,
        write: (text, tag) =>
          listOf(row, [recordWith(fields, field, leafOf(field.holds ?? 'string', field, [text]), tag)]),
      }));
  });
}

/** The settings of one list as one: a policy holds each list once. */
export function together(written: readonly Written[]): readonly PlainSetting[] {
  const lists = [...Map.groupBy(written, ({ row }) => row.key).values()];
  return lists.flatMap((list) => {
    const [first] = list;
    if (first === undefined || first.setting.kind !== 'group-collection') return first?.setting ?? [];
    const items = list.flatMap(({ setting }) => (setting.kind === 'group-collection' ? setting.items : []));
    return [{ ...first.setting, items }];
  });
}

/** What else a policy must say so that the rows have an effect. */
export function requiredBy(catalog: Catalog, rows: readonly CatalogRow[]): readonly Written[] {
  const needed = new Map(rows.flatMap(({ requires }) => requires).map((one) => [one.key, one]));
  return [...needed.values()].flatMap(({ key, equals }) => {
    const row = catalog.byKey(key);
    const leaf =
      row === undefined || !isSettable(row)
        ? undefined
        : leavesOf(row.kind, row).find(({ value }) => value === equals);
    return row === undefined || leaf === undefined ? [] : [{ row, ...leaf }];
  });
}

const PLATFORMS = { windows: 'windows10', macos: 'macOS', linux: 'linux' } as const;

/** A policy of the system's first template, unless told otherwise: settings are known by their ids alone. */
export function plainPolicyOf(
  { os, profiles }: Catalog,
  settings: readonly PlainSetting[],
  change: Partial<PlainPolicy> = {},
): PlainPolicy {
  const profile = profiles.find((one) => one.os === os && one.carried);
  return {
    id: '11111111-2222-3333-4444-555555555555',
    name: 'All "settings"',
    description: "what it's for",
    platforms: PLATFORMS[os],
    technologies: ['mdm', 'microsoftSense'],
    template: {
      id: profile?.templateId ?? '',
      version: 1,
      family: profile?.family ?? '',
      displayName: profile?.name ?? '',
    },
    settings,
    ...change,
  };
}

interface Leaf {
  readonly setting: PlainSetting;
  readonly value: Scalar | readonly Scalar[];
}

const takesText = (kind: string): boolean => ['string', 'string-list', 'secret'].includes(kind);

function leavesOf(kind: string, row: CatalogRow): readonly Leaf[] {
  const id = row.id ?? '';
  const options = (row.choices ?? [])
    .filter(({ refused }) => refused === undefined)
    .flatMap(({ suffixes, value }) => suffixes.map((suffix) => ({ option: `${id}${suffix}`, value })));
  if (kind === 'choice')
    return options.map(({ option, value }) => ({ setting: { kind: 'choice', id, option }, value }));
  if (kind === 'choice-list')
    return options.map(({ option, value }) => ({
      setting: { kind: 'choice-collection', id, choices: [{ option }] },
      value: [value],
    }));
  if (kind === 'integer') return [...new Set(row.range ?? [0, 6])].map((value) => integerLeaf(id, value));
  const texts = textsOf(row);
  const all = kind === 'string-list' && (row.maxItems ?? 2) > 1 ? [leafOf(kind, row, texts)] : [];
  return [...texts.map((text) => leafOf(kind, row, [text])), ...all];
}

const integerLeaf = (id: string, value: number): Leaf => ({
  setting: { kind: 'simple', id, value: { type: 'integer', value } },
  value,
});

function leafOf(kind: string, row: CatalogRow, texts: readonly string[]): Leaf {
  const id = row.id ?? '';
  const [text = ''] = texts;
  if (kind === 'string-list')
    return {
      setting: {
        kind: 'simple-collection',
        id,
        values: texts.map((value) => ({ type: 'string', value })),
      },
      value: texts,
    };
  return kind === 'secret'
    ? {
        setting: { kind: 'simple', id, value: { type: 'secret', state: 'notEncrypted', value: text } },
        value: fingerprintOf(text),
      }
    : { setting: { kind: 'simple', id, value: { type: 'string', value: text } }, value: text };
}

/** What no pattern tells: by the end of the key. */
const TEXTS: readonly (readonly [end: string, texts: readonly string[]])[] = [
  ['portranges', ['0', '443', '8000-8010', '65535']],
  ['localaddressranges', ['10.0.0.0/8', '192.0.2.1', 'fd12::/48', '10.0.0.1-10.0.0.9']],
  ['remoteaddressranges', ['LocalSubnet', 'DNS', '198.51.100.0/24', '2001:db8::1-2001:db8::9']],
  ['icmptypesandcodes', ['8', '8:0', '3:*']],
  ['packagefamilyname', ['Contoso.App_8wekyb3d8bbwe']],
  ['signatureupdatefallbackorder', ['InternalDefinitionUpdateServer', 'MMPC', 'FileShares']],
  ['localuserauthorizedlist', ['O:LSD:(A;;CC;;;S-1-5-32-545)', 'D:(A;;CC;;;BU)']],
  ['disallowedthreatactions', ['allow', 'restore']],
];

const ANY_TEXTS = [
  'plain',
  'a "b" c',
  "it's; $(id) `id` & <x>",
  '/srv/ä ö/x',
  'C:\\Program Files\\x.exe',
  '\\\\server\\share',
  'https://mirror.example/a?b=c&d',
];

function textsOf(row: CatalogRow): readonly string[] {
  const known = TEXTS.find(([end]) => row.key.endsWith(end));
  const pattern = new RegExp(row.pattern ?? '', 'u');
  const texts = known?.[1] ?? ANY_TEXTS.filter((text) => pattern.test(text));
  if (texts.length === 0) throw new Error(`no text is legal for ${row.key}`);
  return texts;
}

const fieldsOf = (catalog: Catalog, row: CatalogRow): readonly CatalogRow[] =>
  catalog.childrenOf(row.key).filter(({ id, channel }) => id !== null && channel.carried);

interface PlainRecord {
  readonly settings: readonly PlainSetting[];
  readonly item: Item;
}

/** With all that the field depends on, and all that such a record must have. */
function recordWith(fields: readonly CatalogRow[], of: CatalogRow, leaf: Leaf, tag = ''): PlainRecord {
  const given = new Map<CatalogRow, Leaf>();
  const add = (field: CatalogRow, one: Leaf): void => {
    given.set(field, one);
    for (const { key, equals } of field.requires) {
      const other = fields.find((candidate) => candidate.key === key);
      if (other !== undefined && !given.has(other)) add(other, leafWith(other, equals));
    }
  };
  add(of, leaf);
  const direction = fields.find(({ key }) => key.endsWith('_direction'));
  if (direction !== undefined && !given.has(direction)) add(direction, leafWith(direction, 'in'));
  for (const field of fields) {
    const met = field.requires.every(({ key, equals }) =>
      [...given].some(([other, { value }]) => other.key === key && value === equals),
    );
    if (field.required !== true || !met || given.has(field)) continue;
    const [sample] = leavesOf(field.holds ?? 'string', field);
    if (field.key.endsWith('_name') && tag !== '') add(field, leafOf('string', field, [tag]));
    else if (sample !== undefined) add(field, sample);
  }
  const inOrder = fields.flatMap((field) => {
    const one = given.get(field);
    return one === undefined ? [] : [{ field, ...one }];
  });
  return {
    settings: inOrder.map(({ setting }) => setting),
    item: Object.fromEntries(inOrder.map(({ field, value }) => [fieldName(field), value])),
  };
}

function leafWith(field: CatalogRow, value: Scalar): Leaf {
  if (typeof value === 'number' && field.holds === 'integer') return integerLeaf(field.id ?? '', value);
  const found = leavesOf(field.holds ?? 'string', field).find((leaf) => leaf.value === value);
  if (found === undefined) throw new Error(`${field.key} cannot be ${String(value)}`);
  return found;
}

export function fieldName(field: CatalogRow): string {
  const [home] = field.write;
  return home?.by === 'item-field' ? home.field : field.key;
}

const listOf = (row: CatalogRow, records: readonly PlainRecord[]): Written => ({
  row,
  setting: { kind: 'group-collection', id: row.id ?? '', items: records.map(({ settings }) => settings) },
  value: records.map(({ item }) => item),
});
