// JSON as it was parsed, as a value that a setting can hold. Pure.

import type { Item, Scalar, Value } from '../../src/model/value.js';

/** `undefined`: no setting can hold this (null, nested lists, objects in objects). */
export function toValue(json: unknown): Value | undefined {
  if (isScalar(json)) return json;
  if (!Array.isArray(json)) return undefined;
  const list: readonly unknown[] = json;
  if (list.every(isScalar) || list.every(isItem)) return list;
  return undefined;
}

function isScalar(json: unknown): json is Scalar {
  return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean';
}

function isItem(json: unknown): json is Item {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false;
  return Object.values(json).every(
    (field: unknown) => isScalar(field) || (Array.isArray(field) && field.every(isScalar)),
  );
}
