// When two values of one setting are the same: lists as sets, records without regard to how they are written. Pure.

import type { Item, Scalar, Value } from '../value.js';
import type { CatalogRow, SameText } from './row.js';

/** Scalars by type and content; lists without order and repeats, unless the row says that order counts. */
export function sameValue(row: CatalogRow, a: Value, b: Value): boolean {
  if (isList(a) !== isList(b)) {
    return false;
  }
  if (row.ordered === true) {
    return inOrder(row, a) === inOrder(row, b);
  }
  return missingFrom(row, a, b).length === 0 && missingFrom(row, b, a).length === 0;
}

/**
 * A text that is equal for two entries exactly when they are the same entry. Field order does not count; a
 * field that says what its absence means is left out; an extension has no leading dot, a path no slash at its
 * end, and a name no capitals, where the row says so (`sameItem`, `sameText`).
 */
export function itemIdentity(row: CatalogRow, entry: Scalar | Item): string {
  if (typeof entry !== 'object') {
    return JSON.stringify(alike(entry, row.sameText ?? {}));
  }
  const fields: (string | Scalar | readonly Scalar[])[] = [];
  for (const name of Object.keys(entry).sort()) {
    const written = entry[name];
    const value = written === undefined ? undefined : plain(row, name, written);
    if (value !== undefined && !saysNothing(row, name, value)) {
      fields.push(name, value);
    }
  }
  return JSON.stringify(fields);
}

/** The entries of `desired` that `actual` lacks; for a scalar the scalar itself, if it differs. Linear. */
export function missingFrom(row: CatalogRow, desired: Value, actual: Value): readonly (Scalar | Item)[] {
  const there = new Set(entriesOf(actual).map((entry) => itemIdentity(row, entry)));
  return entriesOf(desired).filter((entry) => !there.has(itemIdentity(row, entry)));
}

const inOrder = (row: CatalogRow, value: Value): string =>
  JSON.stringify(entriesOf(value).map((entry) => itemIdentity(row, entry)));

interface Spelling extends SameText {
  readonly slashless?: boolean;
}

function alike(value: Scalar, { caseless, dotless, slashless }: Spelling): Scalar {
  if (typeof value !== 'string') {
    return value;
  }
  const undotted = dotless === true ? value.replace(/^\./, '') : value;
  const unslashed = slashless === true ? withoutSlashes(undotted) : undotted;
  return caseless === true ? unslashed.toLowerCase() : unslashed;
}

function plain(row: CatalogRow, name: string, value: Scalar | readonly Scalar[]): Scalar | readonly Scalar[] {
  const spelling = {
    caseless: row.sameItem?.caseless?.includes(name) === true,
    dotless: row.sameItem?.dotless.includes(name) === true,
    slashless: row.sameItem?.slashless?.includes(name) === true,
  };
  return typeof value === 'object'
    ? [...new Set(value.map((entry) => JSON.stringify(alike(entry, spelling))))].sort()
    : alike(value, spelling);
}

/** The root keeps its own. */
function withoutSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') {
    end -= 1;
  }
  return path.slice(0, end);
}

/** `value` is plain already. */
function saysNothing(row: CatalogRow, name: string, value: Scalar | readonly Scalar[]): boolean {
  const absent = memberOf(row.sameItem?.absentIs, name);
  if (absent === undefined || typeof absent !== typeof value) {
    return false;
  }
  if (typeof value !== 'object') {
    return plain(row, name, absent) === value;
  }
  const whole = memberOf(row.sameItem?.whole, name);
  return [absent, whole].some(
    (all) => all !== undefined && JSON.stringify(plain(row, name, all)) === JSON.stringify(value),
  );
}

/** A field of the machine may be called as anything that every object has. */
const memberOf = <T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;

const isList = (value: Value): value is readonly Scalar[] | readonly Item[] => typeof value === 'object';

const entriesOf = (value: Value): readonly (Scalar | Item)[] => (isList(value) ? value : [value]);
