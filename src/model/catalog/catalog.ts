// The rows and profiles of one operating system, with their look-ups. Built once from bundled data; pure.

import type { SettingKey } from '../ids.js';
import type { CatalogRow, OsName, Profile } from './row.js';

export interface Catalog {
  readonly os: OsName;
  readonly rows: readonly CatalogRow[];
  /** Those of every system: a policy of another one is known for what it is. */
  readonly profiles: readonly Profile[];
  /** The row of a setting definition id, in whatever case a document writes it. */
  byId(settingDefinitionId: string): CatalogRow | undefined;
  byKey(key: SettingKey): CatalogRow | undefined;
  /** The fields of a list, the children of a choice or of a group. */
  childrenOf(parent: SettingKey): readonly CatalogRow[];
  /** With or without the `_N` version. */
  profileByTemplate(templateId: string): Profile | undefined;
}

/**
 * Takes the data of a bundled JSON module and freezes it.
 * Errors: throws when the data is not of the catalog's form; the build's tests check it against the schema.
 */
export function createCatalog(os: OsName, rows: unknown, profiles: unknown): Catalog {
  if (!isListOf(rows, isRow) || !isListOf(profiles, isProfile)) {
    throw new Error(`the bundled catalog of ${os} is damaged`);
  }
  deepFreeze(rows);
  deepFreeze(profiles);
  const ids = lazy(() => new Map(rows.flatMap((row) => (row.id === null ? [] : [[fold(row.id), row]]))));
  const keys = lazy(() => new Map(rows.map((row) => [row.key, row])));
  const children = lazy(() => Map.groupBy(rows, (row) => row.parent));
  const templates = lazy(() => new Map(profiles.map((profile) => [profile.templateId, profile])));
  return Object.freeze<Catalog>({
    os,
    rows,
    profiles,
    byId: (id) => ids().get(fold(id)),
    byKey: (key) => keys().get(key),
    childrenOf: (parent) => children().get(parent) ?? [],
    profileByTemplate: (id) => templates().get(withoutVersion(id)),
  });
}

/** `4cfd164c-..._1` is version 1 of the template `4cfd164c-...`. */
const withoutVersion = (templateId: string): string => fold(templateId).replace(/_\d+$/, '');

const fold = (id: string): string => id.toLowerCase();

/** Most commands never look anything up: the maps are built by the first call that needs them. */
function lazy<T>(build: () => T): () => T {
  let built: { readonly value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) {
      deepFreeze(member);
    }
  }
  return value;
}

const isListOf = <T>(value: unknown, is: (entry: unknown) => entry is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is);

const isRow = (value: unknown): value is CatalogRow => has(value, ['key', 'kind', 'merge', 'write', 'read']);

const isProfile = (value: unknown): value is Profile => has(value, ['key', 'os', 'templateId', 'carried']);

const has = (value: unknown, members: readonly string[]): boolean =>
  typeof value === 'object' && value !== null && members.every((member) => member in value);
