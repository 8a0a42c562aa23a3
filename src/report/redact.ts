// What of a value may leave the device. Pure. Exclusions tell an attacker where to hide, so of a list only the
// entries that a policy of ours asked for are named; whatever else is there is counted.

import { counted } from '../model/counted.js';
import type { Item, Scalar, Value } from '../model/value.js';

const LIMIT = 1000;

/** A value that a policy of the service asked for: the service knows it already. */
export function expectedText(value: Value): string {
  return cut(typeof value === 'object' ? value.map(entryText).join(', ') : String(value));
}

/** A value read from the device: entries that nobody of ours asked for, and paths, stay on the device. */
export function actualText(value: Value, desired: Value | undefined): string {
  if (typeof value !== 'object') return cut(redactScalar(value, desired));
  const asked = new Map(
    typeof desired === 'object' ? desired.map((one) => [identityOf(one), entryText(one)]) : [],
  );
  const known = value.flatMap((entry) => asked.get(identityOf(entry)) ?? []);
  const others = value.length - known.length;
  const parts = [...known, ...(others === 0 ? [] : [counted(others, 'other entry', 'other entries')])];
  return cut(parts.length === 0 ? '(empty list)' : parts.join(', '));
}

/** One line without control characters, of bounded length. */
export function cut(text: string, limit = LIMIT): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1)}…`;
}

const LOOKS_LIKE_PATH = /(?:^|[\s"'=(])(?:\/[^\s/]+\/|[A-Za-z]:\\|\\\\|~\/)/;

function redactScalar(value: Scalar, desired: Value | undefined): string {
  const text = String(value);
  return value !== desired && LOOKS_LIKE_PATH.test(text) ? '(a path)' : text;
}

/** Of a record whose lists come back in another order than they were asked in (the ports of a rule). */
const identityOf = (entry: Scalar | Item): string =>
  entryText(
    typeof entry === 'object'
      ? Object.fromEntries(
          Object.entries(entry).map(([name, field]) => [
            name,
            typeof field === 'object' ? [...field].sort() : field,
          ]),
        )
      : entry,
  );

function entryText(entry: Scalar | Item): string {
  if (typeof entry !== 'object') return String(entry);
  const fields = Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, value]) => `${name}: ${typeof value === 'object' ? value.join(' ') : String(value)}`).join(', ')}}`;
}
