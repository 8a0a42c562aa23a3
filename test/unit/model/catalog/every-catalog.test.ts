// What holds for the rows of every operating system: references, legal values, nothing ambiguous, nothing nameless.

import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../../src/model/catalog/load.js';
import type { CatalogRow } from '../../../../src/model/catalog/row.js';
import type { Scalar, Value } from '../../../../src/model/value.js';

describe.each(['windows', 'macos', 'linux'] as const)('%s', (os) => {
  const catalog = loadCatalog(os);
  const { rows } = catalog;
  const keysOf = (some: readonly CatalogRow[]) => some.map(({ key }) => key);

  test('keys and ids are unique, whatever their case, and a row with an id has it as its key', () => {
    expect(new Set(rows.map(({ key }) => key.toLowerCase())).size).toBe(rows.length);
    expect(keysOf(rows.filter(({ key, id }) => id !== null && key !== id))).toEqual([]);
  });

  test('no two settings bear one name: status and plan show nothing else of them', () => {
    const names = rows.filter(({ kind }) => kind !== 'field' && kind !== 'section').map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('every parent is there, and can hold something', () => {
    const parents = rows.flatMap(({ parent }) => (parent === null ? [] : [catalog.byKey(parent)?.kind]));
    expect(parents.filter((kind) => kind !== 'items' && kind !== 'group' && kind !== 'choice')).toEqual([]);
  });

  test('fields stand in lists, and every list and every group has something in it', () => {
    const homeless = rows.filter(
      ({ kind, parent }) => kind === 'field' && (parent === null || catalog.byKey(parent)?.kind !== 'items'),
    );
    expect(keysOf(homeless)).toEqual([]);
    const holders = rows.filter(({ kind }) => kind === 'items' || kind === 'group');
    expect(keysOf(holders.filter(({ key }) => catalog.childrenOf(key).length === 0))).toEqual([]);
  });

  test('every condition names a row and values that the row can have', () => {
    const impossible = rows.flatMap(({ requires }) =>
      requires.filter(({ key, equals, or = [] }) => {
        const row = catalog.byKey(key);
        return row === undefined || ![equals, ...or].every((value) => canBe(row, value));
      }),
    );
    expect(impossible).toEqual([]);
  });

  test('every option of a choice is told by its id alone, and no two options are one value', () => {
    const ambiguous = rows.filter(({ choices = [] }) => {
      const suffixes = choices.flatMap((choice) => choice.suffixes.map((suffix) => suffix.toLowerCase()));
      const values = choices.map(({ value }) => JSON.stringify(value));
      return new Set(suffixes).size !== suffixes.length || new Set(values).size !== values.length;
    });
    expect(keysOf(ambiguous)).toEqual([]);
  });

  test('every default is legal, every range runs upwards', () => {
    const illegal = rows.filter((row) => row.default !== null && !isLegal(row, row.default));
    expect(keysOf(illegal)).toEqual([]);
    expect(keysOf(rows.filter(({ range: [min, max] = [0, 1] }) => min >= max))).toEqual([]);
  });

  test('every profile that a row names is one of this system, and what is carried is in a carried one', () => {
    const known = catalog.profiles.filter((profile) => profile.os === os);
    const keys = known.map(({ key }) => key);
    expect(rows.flatMap(({ profiles }) => profiles).filter((key) => !keys.includes(key))).toEqual([]);
    const carried = known.filter((profile) => profile.carried).map(({ key }) => key);
    const stray = rows.filter(
      (row) => row.channel.carried && !row.profiles.some((key) => carried.includes(key)),
    );
    expect(keysOf(stray)).toEqual([]);
  });

  test('a map of what is written or read gives only values of the row, and all of them when written', () => {
    const wrong = rows.flatMap((row) => {
      const read = 'map' in row.read ? Object.values(row.read.map ?? {}) : [];
      const maps = row.write.flatMap((home) => ('map' in home && home.map !== undefined ? [home.map] : []));
      const values = (row.choices ?? []).map(({ value }) => String(value)).sort();
      const complete = maps.every(
        (map) => JSON.stringify(Object.keys(map).sort()) === JSON.stringify(values),
      );
      return complete && read.every((value) => canBe(row, value)) ? [] : [row.key];
    });
    expect(wrong).toEqual([]);
  });

  test('what is written says by whom that is known, and what is read back too', () => {
    const unsaid = rows.filter(
      (row) =>
        (row.write.length > 0 &&
          (row.confidence['write'] === undefined || row.source['write'] === undefined)) ||
        (row.read.by !== 'none' &&
          (row.confidence['read'] === undefined || row.source['read'] === undefined)),
    );
    expect(keysOf(unsaid)).toEqual([]);
  });

  test('sources are names of documents, never codes', () => {
    const codes = rows
      .flatMap(({ source }) => Object.values(source))
      .filter((text) => /^\w{1,10}$/.test(text));
    expect(codes).toEqual([]);
  });
});

function canBe(row: CatalogRow, value: Scalar): boolean {
  if (row.range !== undefined) {
    return typeof value === 'number' && value >= row.range[0] && value <= row.range[1];
  }
  return (
    row.choices?.some((choice) => choice.value === value) === true ||
    (row.pattern !== undefined && typeof value === 'string' && new RegExp(row.pattern, 'u').test(value))
  );
}

function isLegal(row: CatalogRow, value: Value): boolean {
  return typeof value === 'object'
    ? value.every((entry) => typeof entry !== 'object' && canBe(row, entry))
    : canBe(row, value);
}
