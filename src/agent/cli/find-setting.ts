// The setting that a person means: by its id, its name, its place in the managed file, or a part of one. Pure.

import type { CatalogRow } from '../../model/catalog/row.js';
import type { Finding } from '../../model/finding.js';

export type Found =
  | { readonly is: 'finding'; readonly finding: Finding }
  /** Known, but no policy asks for it and it is not ours. */
  | { readonly is: 'row'; readonly row: CatalogRow }
  | { readonly is: 'several'; readonly names: readonly SettingName[] }
  | { readonly is: 'none' };

export interface SettingName {
  readonly name: string;
  /** What to type to mean this one. */
  readonly say: string;
}

/** The whole of a name goes before the last part of a path, and both before a part of any; ours before the rest. */
export function findSetting(text: string, findings: readonly Finding[], rows: readonly CatalogRow[]): Found {
  const asked = plain(text);
  if (asked === '') return { is: 'none' };
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const ours = findings.map((finding) => ({ finding, words: wordsOf(finding, byKey.get(finding.key)) }));
  const known = new Set(findings.map(({ key }) => key));
  const others = rows
    .filter((row) => isSetting(row) && !known.has(row.key))
    .map((row) => ({ row, words: wordsOf(undefined, row) }));
  for (const fits of FITS) {
    const [found, ...more] = ours.filter(({ words }) => fits(words, asked));
    if (found !== undefined && more.length === 0) return { is: 'finding', finding: found.finding };
    if (found !== undefined)
      return {
        is: 'several',
        names: [found, ...more].map(({ finding, words }) => named(finding.name, words)),
      };
    const [row, ...rest] = others.filter(({ words }) => fits(words, asked));
    if (row !== undefined && rest.length === 0) return { is: 'row', row: row.row };
    if (row !== undefined)
      return { is: 'several', names: [row, ...rest].map((one) => named(one.row.name, one.words)) };
  }
  return { is: 'none' };
}

/** Fields and sections are parts of settings. */
export const isSetting = ({ kind }: CatalogRow): boolean => kind !== 'field' && kind !== 'section';

/** Its place in the managed file, as `antivirusEngine.enforcementLevel`. */
export function placeOf({ write }: CatalogRow): string | undefined {
  const home = write.find((one) => one.by === 'json-file');
  return home?.by === 'json-file' ? home.path.join('.') : undefined;
}

interface Words {
  readonly whole: readonly string[];
  readonly place: string | undefined;
}

const wordsOf = (finding: Finding | undefined, row: CatalogRow | undefined): Words => ({
  whole: [finding?.settingDefinitionId, finding?.name, row?.id, row?.key, row?.name].filter(
    (word): word is string => typeof word === 'string',
  ),
  place: row === undefined ? undefined : placeOf(row),
});

const named = (name: string, { place, whole }: Words): SettingName => ({
  name,
  say: place ?? whole[0] ?? name,
});

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');

const FITS: readonly ((words: Words, asked: string) => boolean)[] = [
  ({ whole, place }, asked) => [...whole, place ?? ''].some((word) => plain(word) === asked),
  ({ place }, asked) => plain(place?.split('.').at(-1) ?? '') === asked,
  ({ whole, place }, asked) => [...whole, place ?? ''].some((word) => plain(word).includes(asked)),
];
