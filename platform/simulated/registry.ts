// The registry of the simulated machine: keys found whatever their case, values in the order they came. Pure.
// Both views (32 and 64 bits) are one here.

import { unreachable } from '../../src/model/result.js';
import type { RegistryValue } from './registry-value.js';
import { dwordOf, textOf } from './registry-value.js';

/** By path in lower case. */
export type Registry = Readonly<Record<string, RegistryKey>>;

export interface RegistryKey {
  /** As it was first written. */
  readonly path: string;
  readonly values: readonly RegistryValue[];
}

/** Changes are made in their order. Making or setting makes the keys above too; deleting a key deletes all below. */
export type RegistryChange =
  | { readonly do: 'make-key'; readonly path: string }
  | { readonly do: 'delete-key'; readonly path: string }
  | { readonly do: 'set'; readonly path: string; readonly value: RegistryValue }
  | { readonly do: 'delete-value'; readonly path: string; readonly name: string };

const ROOTS: Readonly<Record<string, string>> = {
  hklm: 'HKEY_LOCAL_MACHINE',
  hkcu: 'HKEY_CURRENT_USER',
  hkcr: 'HKEY_CLASSES_ROOT',
  hku: 'HKEY_USERS',
  hkcc: 'HKEY_CURRENT_CONFIG',
};

/** With the full name of its root; `undefined`: it names no key of this machine. */
export function fullPath(path: string): string | undefined {
  const [root = '', ...rest] = path.replace(/\\$/, '').split('\\');
  const known = ROOTS[root.toLowerCase()] ?? Object.values(ROOTS).find((name) => name === root.toUpperCase());
  return known === undefined || rest.includes('') ? undefined : [known, ...rest].join('\\');
}

export const sameKey = (path: string, other: string): boolean => path.toLowerCase() === other.toLowerCase();

/** The key itself, or one below it. */
export const isWithin = (path: string, key: string): boolean =>
  sameKey(path, key) || path.toLowerCase().startsWith(`${key.toLowerCase()}\\`);

export function findKey(registry: Registry, path: string): RegistryKey | undefined {
  const found = fullPath(path)?.toLowerCase();
  return found !== undefined && Object.hasOwn(registry, found) ? registry[found] : undefined;
}

export function findValue(registry: Registry, path: string, name: string): RegistryValue | undefined {
  return findKey(registry, path)?.values.find((value) => sameName(value.name, name));
}

export const numberAt = (registry: Registry, path: string, name: string): number | undefined =>
  dwordOf(findValue(registry, path, name));

export const textAt = (registry: Registry, path: string, name: string): string | undefined =>
  textOf(findValue(registry, path, name));

/** Keys right below, sorted as Windows keeps them. */
export function childrenOf(registry: Registry, path: string): readonly RegistryKey[] {
  const prefix = `${path.toLowerCase()}\\`;
  return Object.keys(registry)
    .filter((key) => key.startsWith(prefix) && !key.slice(prefix.length).includes('\\'))
    .sort()
    .flatMap((key) => registry[key] ?? []);
}

/** The key and all below it, each parent before its children. */
export function treeOf(registry: Registry, path: string): readonly RegistryKey[] {
  const key = findKey(registry, path);
  if (key === undefined) return [];
  return [key, ...childrenOf(registry, key.path).flatMap((child) => treeOf(registry, child.path))];
}

export function applyChanges(registry: Registry, changes: readonly RegistryChange[]): Registry {
  const draft: Draft = { keys: new Map(Object.entries(registry)), open: new Map() };
  for (const change of changes) {
    const path = fullPath(change.path);
    if (path !== undefined) applyOne(draft, path, change);
  }
  for (const [key, values] of draft.open) {
    const path = draft.keys.get(key)?.path;
    if (path !== undefined) draft.keys.set(key, { path, values: [...values.values()] });
  }
  return Object.fromEntries(draft.keys);
}

/** Keys that are being changed are open: their values by name in lower case, so that a batch takes linear time. */
interface Draft {
  readonly keys: Map<string, RegistryKey>;
  readonly open: Map<string, Map<string, RegistryValue>>;
}

function applyOne(draft: Draft, path: string, change: RegistryChange): void {
  const { keys, open } = draft;
  switch (change.do) {
    case 'make-key':
      makeKey(keys, path);
      return;
    case 'delete-key':
      for (const key of [...keys.keys()])
        if (isWithin(key, path)) {
          keys.delete(key);
          open.delete(key);
        }
      return;
    case 'set': {
      const values = openKey(draft, makeKey(keys, path));
      const name = change.value.name.toLowerCase();
      // A value keeps its place and the spelling of its name.
      values.set(name, { ...change.value, name: values.get(name)?.name ?? change.value.name });
      return;
    }
    case 'delete-value': {
      const key = keys.get(path.toLowerCase());
      if (key !== undefined) openKey(draft, key).delete(change.name.toLowerCase());
      return;
    }
    default:
      unreachable(change);
  }
}

function openKey({ open }: Draft, key: RegistryKey): Map<string, RegistryValue> {
  const found = open.get(key.path.toLowerCase());
  if (found !== undefined) return found;
  const values = new Map(key.values.map((value) => [value.name.toLowerCase(), value]));
  open.set(key.path.toLowerCase(), values);
  return values;
}

function makeKey(keys: Map<string, RegistryKey>, path: string): RegistryKey {
  const found = keys.get(path.toLowerCase());
  if (found !== undefined) return found;
  const cut = path.lastIndexOf('\\');
  const parent = cut < 0 ? undefined : makeKey(keys, path.slice(0, cut));
  const made = { path: parent === undefined ? path : `${parent.path}${path.slice(cut)}`, values: [] };
  keys.set(path.toLowerCase(), made);
  return made;
}

const sameName = (name: string, other: string): boolean => name.toLowerCase() === other.toLowerCase();
