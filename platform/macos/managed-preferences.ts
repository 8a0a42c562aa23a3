// The managed preferences of a Mac: what installed configuration profiles say. The folder is rebuilt from them by the
// system, so it is read and never written.

import type { CatalogRow, WriteHome } from '../../src/model/catalog/row.js';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Value } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { toValue } from '../linux/stored-value.js';
import type { PlistDictionary } from './read-plist.js';
import { parsePlist } from './read-plist.js';

/** Far above any real one. Unit: bytes. */
const MAX_BYTES = 8 * 1024 * 1024;

type ProfileHome = Extract<WriteHome, { by: 'profile' }>;

/** By domain. */
export type ManagedPreferences = ReadonlyMap<string, Result<PlistDictionary>>;

export const profileHomeOf = (row: CatalogRow): ProfileHome | undefined =>
  row.write.find((home) => home.by === 'profile');

export const preferencesFile = (domain: string): string => `/Library/Managed Preferences/${domain}.plist`;

/** Each domain that the rows name, once. */
const domainsOf = (rows: readonly CatalogRow[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => profileHomeOf(row)?.domain ?? [])),
];

/** The files of these rows: the system writes them when a profile is installed, changed or removed. */
export const preferencesFiles = (rows: readonly CatalogRow[]): readonly string[] =>
  domainsOf(rows).map(preferencesFile);

/** No file: nothing is managed there. */
export async function readManagedPreferences(
  host: Host,
  rows: readonly CatalogRow[],
): Promise<ManagedPreferences> {
  return new Map(
    await Promise.all(
      domainsOf(rows).map(async (domain) => [domain, await readDomain(host, domain)] as const),
    ),
  );
}

async function readDomain(host: Host, domain: string): Promise<Result<PlistDictionary>> {
  const path = preferencesFile(domain);
  const file = await host.read(path, { maxBytes: MAX_BYTES });
  if (!file.ok) return file;
  if (file.value === undefined) return ok({});
  if (!file.value.stat.trustedOwner) {
    const why = `it belongs to user ${file.value.stat.uid}, not to root`;
    return fail({ kind: 'unsafe', target: path, why });
  }
  return parsePlist(file.value.bytes, path);
}

export type ManagedValue =
  | { readonly is: 'value'; readonly value: Value }
  | { readonly is: 'absent' }
  /** It is there, in a form that no setting has. */
  | { readonly is: 'odd' };

export function managedValue(preferences: PlistDictionary, path: readonly string[]): ManagedValue {
  let here: unknown = preferences;
  for (const key of path) {
    if (!isSection(here) || !Object.hasOwn(here, key)) return { is: 'absent' };
    here = here[key];
  }
  const value = Number.isNaN(here) ? undefined : toValue(here);
  return value === undefined ? { is: 'odd' } : { is: 'value', value };
}

const isSection = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
