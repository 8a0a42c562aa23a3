// The exact former values of one setting in the registry, as text that the pre-image keeps. Pure.

import type { NamedValue } from './registry-value.js';

export const imageText = (values: readonly NamedValue[]): string =>
  JSON.stringify(values.map(({ name, type, hex }) => ({ name, type, hex })));

/** `undefined`: it is no such text. */
export function parseImage(raw: string): readonly NamedValue[] | undefined {
  let json: unknown;
  try {
    json = JSON.parse(raw);
  } catch {
    return undefined;
  }
  return Array.isArray(json) && json.every(isNamedValue) ? json : undefined;
}

function isNamedValue(json: unknown): json is NamedValue {
  if (typeof json !== 'object' || json === null || !('name' in json) || !('type' in json) || !('hex' in json))
    return false;
  const { name, type, hex } = json;
  return typeof name === 'string' && typeof type === 'number' && typeof hex === 'string';
}
