// Every row with every legal value, alone and in policies drawn at random: from the policy's JSON to the value.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../../../src/model/catalog/catalog.js';
import { linuxCatalog } from '../../../../src/model/catalog/linux.js';
import type { CatalogRow, RowKind } from '../../../../src/model/catalog/row.js';
import { itemIdentity } from '../../../../src/model/catalog/same-value.js';
import { fingerprintOf } from '../../../../src/model/secret.js';
import type { Scalar, Value } from '../../../../src/model/value.js';
import { choices, macos, read, valuesOf, windows } from './interpret-windows.js';
import { MACOS_NUMBERS, MACOS_OPTIONS } from './macos-options-table.js';
import type { Json } from './policy-json.js';
import { choice, integer, items, secret, text, texts } from './policy-json.js';
import { WINDOWS_NUMBERS, WINDOWS_OPTIONS } from './windows-options-table.js';

const RUNS = { seed: 20261121, numRuns: 15 };

/** How a policy writes a value, and the value that it is. */
interface Written {
  readonly json: Json;
  readonly value: Value;
}

describe.each([windows, macos, linuxCatalog()].map((catalog) => [catalog.os, catalog] as const))(
  '%s',
  (_os, catalog) => {
    const settable = catalog.rows.filter(isSettable);

    test('has rows to look at', () => {
      expect(settable.length).toBeGreaterThan(35);
    });

    test.each(settable.map((row) => [row.key, row] as const))('%s takes each legal value', (_key, row) => {
      const arbitrary = writtenOf(catalog, row);
      for (const { json, value } of [...optionsOf(row), ...fc.sample(arbitrary, RUNS)]) {
        const outcome = read(catalog, json);
        expect([valuesOf(outcome), outcome.refused]).toEqual([[[row.key, value]], []]);
      }
    });

    test('policies drawn at random ask for exactly what they say', () => {
      const policies = fc
        .uniqueArray(fc.constantFrom(...settable), { maxLength: 12, selector: ({ key }) => key })
        .chain((rows) => fc.tuple(...rows.map((row) => writtenOf(catalog, row))))
        .map((all) => all);
      fc.assert(
        fc.property(policies, (all) => {
          const outcome = read(catalog, ...all.map(({ json }) => json));
          expect(outcome.refused).toEqual([]);
          expect(outcome.settings.map(({ value }) => value)).toEqual(all.map(({ value }) => value));
        }),
        { seed: 20261121, numRuns: 40 },
      );
    });

    test('what the channel does not carry is refused as that, whatever the value', () => {
      const rows = catalog.rows.filter(
        (row) => row.id !== null && !row.channel.carried && row.kind !== 'field',
      );
      const codes = rows.map((row) => {
        const outcome = read(catalog, { settingDefinitionId: row.id, simpleSettingCollectionValue: [] });
        return outcome.settings.length > 0
          ? row.key
          : outcome.refused.map(({ reason }) => reason.code).join();
      });
      expect(codes).toEqual(rows.map(() => 'not-carried'));
    });
  },
);

describe('tables', () => {
  const alone = (catalog: Catalog, id: string) => {
    const row = catalog.byId(id);
    return row !== undefined && isSettable(row) ? row : undefined;
  };
  const single = WINDOWS_OPTIONS.filter(([id]) => alone(windows, id)?.kind === 'choice');

  test.each(single)('Windows: %s%s', (id, suffix, value) => {
    expect(valuesOf(read(windows, choice(id, suffix)))).toEqual([[id, value]]);
  });

  test.each(MACOS_OPTIONS.filter(([id]) => alone(macos, id)?.kind === 'choice'))(
    'macOS: %s%s',
    (id, suffix, value) => {
      expect(valuesOf(read(macos, choice(id, suffix)))).toEqual([[id, value]]);
    },
  );

  const numbers = [
    ...WINDOWS_NUMBERS.map((row) => [windows, ...row] as const),
    ...MACOS_NUMBERS.map((row) => [macos, ...row] as const),
  ].filter(([catalog, id]) => alone(catalog, id) !== undefined);

  test.each(numbers.map(([catalog, id, min, max]) => ({ catalog, id, min, max })))(
    '$id takes $min to $max and nothing beyond',
    ({ catalog, id, min, max }) => {
      for (const value of [min, max]) {
        expect(valuesOf(read(catalog, integer(id, value)))).toEqual([[id, value]]);
        expect(valuesOf(read(catalog, integer(id, String(value))))).toEqual([[id, value]]);
      }
      expect(read(catalog, integer(id, min - 1)).settings).toEqual([]);
      expect(read(catalog, integer(id, max + 1)).settings).toEqual([]);
    },
  );
});

function isSettable({ id, channel, kind }: CatalogRow): boolean {
  return id !== null && channel.carried && kind !== 'field' && kind !== 'section' && kind !== 'group';
}

/** Each option of a choice by each of its ids; empty for other kinds. */
function optionsOf(row: CatalogRow): readonly Written[] {
  if (row.kind !== 'choice' || row.id === null) {
    return [];
  }
  const { id } = row;
  return legalChoices(row).flatMap(({ suffixes, value }) =>
    suffixes.map((suffix) => ({ json: choice(id, suffix), value })),
  );
}

const legalChoices = (row: CatalogRow) =>
  (row.choices ?? []).filter(({ suffixes, refused }) => suffixes.length > 0 && refused === undefined);

function writtenOf(catalog: Catalog, row: CatalogRow): fc.Arbitrary<Written> {
  return row.kind === 'items' ? recordsOf(catalog, row) : plainOf(row.kind, row);
}

function plainOf(kind: RowKind, row: CatalogRow): fc.Arbitrary<Written> {
  const id = row.id ?? '';
  switch (kind) {
    case 'choice':
      return optionOf(row).map(([suffix, value]) => ({ json: choice(id, suffix), value }));
    case 'choice-list':
      return fc
        .uniqueArray(optionOf(row, true), { minLength: 1, maxLength: 3, selector: ([, value]) => value })
        .map((all) => ({
          json: choices(id, ...all.map(([suffix]) => suffix)),
          value: all.map(([, value]) => value),
        }));
    case 'integer': {
      const [min, max] = row.range ?? [0, 0];
      return fc
        .tuple(fc.integer({ min, max }), fc.boolean())
        .map(([value, asText]) => ({ json: integer(id, asText ? String(value) : value), value }));
    }
    case 'string':
      return textOf(row).map((value) => ({ json: text(id, value), value }));
    case 'string-list':
      return fc
        .uniqueArray(textOf(row), {
          minLength: 1,
          maxLength: Math.min(row.maxItems ?? 4, 4),
          selector: (one) => itemIdentity(row, one),
        })
        .map((value) => ({ json: texts(id, ...value), value }));
    case 'secret':
      return fc
        .string({ minLength: 1, maxLength: 40 })
        .map((value) => ({ json: secret(id, 'notEncrypted', value), value: fingerprintOf(value) }));
    default:
      throw new Error(`${row.key} is no plain value`);
  }
}

function optionOf(row: CatalogRow, together = false): fc.Arbitrary<readonly [string, Scalar]> {
  const options = legalChoices(row)
    .filter(({ alone }) => !together || alone !== true)
    .flatMap(({ suffixes, value }) => suffixes.map((suffix) => [suffix, value] as const));
  return fc.constantFrom(...options);
}

/** Texts for patterns that fast-check cannot draw from, and where its draws would mean nothing. */
const SAMPLES: readonly (readonly [end: string, samples: readonly string[]])[] = [
  ['firewallrules_{firewallrulename}_name', ['Rule', 'Web tier: "HTTPS"', 'ünï $(code) `x` ; <&>', 'a/b\\c']],
  ['firewallrules_{firewallrulename}_description', ['What for', "it's %PATH%", '']],
  ['localaddressranges', ['10.0.0.0/8', '192.0.2.1', 'fd12::/48', '10.0.0.1-10.0.0.9', '10.0.0.0/255.0.0.0']],
  [
    'remoteaddressranges',
    ['LocalSubnet', 'DNS', 'Ply2Renders', '2001:db8::1-2001:db8::9', '198.51.100.0/24'],
  ],
  ['localportranges', ['80', '8000-8010', '0', '65535']],
  ['remoteportranges', ['443', '1-65535']],
  ['icmptypesandcodes', ['8', '8:0', '3:*', '255:255']],
];

function textOf(row: CatalogRow): fc.Arbitrary<string> {
  const known = SAMPLES.find(([end]) => row.key.endsWith(end));
  if (known !== undefined) {
    return fc.constantFrom(...known[1]);
  }
  const pattern = row.pattern === undefined ? undefined : new RegExp(row.pattern, 'u');
  const drawn =
    pattern === undefined
      ? fc.string({ maxLength: 30 })
      : fc.stringMatching(withoutLookaround(pattern), { maxLength: 40 });
  const hostile = fc.constantFrom(
    'a "b" c',
    "it's",
    '$(id);`id`',
    '..\\..\\x',
    'C:\\Program Files\\x',
    '/opt/ä ö',
  );
  const fits = (value: string) => !/[\p{Cc}\p{Cs}]/u.test(value) && (pattern?.test(value) ?? true);
  return fc.oneof({ weight: 3, arbitrary: drawn }, hostile).filter(fits);
}

/** What cannot be drawn from: what the looks around forbid is filtered out of what is drawn. */
const withoutLookaround = ({ source }: RegExp): RegExp =>
  new RegExp(source.replaceAll(/\(\?<?[!=](?:\\.|\[(?:\\.|[^\]\\])*\]|[^()\\])*\)/gu, ''), 'u');

/** Records with the fields that they must have, of every kind, and some that they may. */
function recordsOf(catalog: Catalog, row: CatalogRow): fc.Arbitrary<Written> {
  const fields = catalog.childrenOf(row.key).filter(({ id, channel }) => id !== null && channel.carried);
  const [kindField] = fields.filter((field) => fields.some(({ requires }) => requires[0]?.key === field.key));
  const kinds =
    kindField === undefined || kindField.holds !== 'choice' ? [undefined] : legalChoices(kindField);
  const records = kinds.map((kind) =>
    recordOf(
      fields.filter((field) => field.key === kindField?.key || takes(field, kind?.value)),
      kind === undefined ? undefined : kindField,
      kind?.value,
    ),
  );
  const { merge } = row;
  const keyOf = ({ value }: Entry) =>
    JSON.stringify(
      merge.rule === 'keyed' || merge.rule === 'deliver-all' ? value[merge.by] : itemIdentity(row, value),
    );
  return fc.uniqueArray(fc.oneof(...records), { minLength: 1, maxLength: 3, selector: keyOf }).map((all) => ({
    json: items(row.id ?? '', ...all.map(({ json }) => json)),
    value: all.map(({ value }) => value),
  }));
}

interface Entry {
  readonly json: readonly Json[];
  readonly value: Readonly<Record<string, Scalar | readonly Scalar[]>>;
}

/** A field that depends on a number (ports, ICMP) is drawn by its own tests. */
const takes = ({ requires }: CatalogRow, kind: Scalar | undefined): boolean =>
  requires.length === 0 || requires.every(({ equals }) => equals === kind);

function recordOf(
  fields: readonly CatalogRow[],
  kindField: CatalogRow | undefined,
  kind: Scalar | undefined,
): fc.Arbitrary<Entry> {
  const drawn = fields.map((field) => {
    const of = field.key === kindField?.key ? only(field, kind) : plainOf(field.holds ?? 'string', field);
    return field.required === true ? of : fc.option(of, { nil: undefined });
  });
  return fc
    .tuple(...drawn)
    .map((all) => ({
      json: all.flatMap((one) => (one === undefined ? [] : [one.json])),
      value: Object.fromEntries(
        all.flatMap((one, index) => {
          const home = fields[index]?.write[0];
          const value = one?.value;
          return home?.by === 'item-field' && isFieldValue(value) ? [[home.field, value]] : [];
        }),
      ),
    }))
    .filter(({ value }) => value['edgeTraversal'] !== true || value['direction'] === 'in');
}

const only = (field: CatalogRow, kind: Scalar | undefined): fc.Arbitrary<Written> =>
  fc.constantFrom(...optionsOf({ ...field, kind: 'choice' }).filter(({ value }) => value === kind));

const isFieldValue = (value: Value | undefined): value is Scalar | readonly Scalar[] =>
  value !== undefined && (typeof value !== 'object' || value.every((entry) => typeof entry !== 'object'));
