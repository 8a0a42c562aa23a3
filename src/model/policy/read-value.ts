// One instance of a policy read by its catalog row: a choice, a number, a text, a list of these. Pure.

import type { CatalogRow, RowKind } from '../catalog/row.js';
import { itemIdentity } from '../catalog/same-value.js';
import { quoted } from '../quoted.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { Secret } from '../secret.js';
import type { Item, Scalar, Value } from '../value.js';
import type { Choice, Instance, Simple } from './document.js';
import type { Problem } from './problem.js';
import { invalid } from './problem.js';
import { readSecret, refuseSecret } from './read-secret.js';

/** The parts that can stand, and each part that cannot. No value: nothing of it stands. */
export interface ReadValue {
  readonly value: Value | undefined;
  /** The value of a secret is its fingerprint; its text is here alone. */
  readonly secret?: Secret;
  readonly problems: readonly Problem[];
}

type ValueKind = Exclude<RowKind, 'items' | 'group' | 'field' | 'section'>;

/** Reads everything but lists of records. A field of a record is read by what it `holds`. */
export function readValue(kind: ValueKind, row: CatalogRow, instance: Instance): ReadValue {
  const { path } = instance;
  if (kind === 'choice' && instance.kind === 'choice') {
    return one(readChoice(row, instance.choice, `${path}.choiceSettingValue.value`));
  }
  if (kind === 'choice-list' && instance.kind === 'choice-collection') {
    return list(row, path, instance.choices, (choice, index) =>
      oneEntry(readChoice(row, choice, `${path}.choiceSettingCollectionValue[${index}].value`)),
    );
  }
  if (kind === 'string-list' && instance.kind === 'simple-collection') {
    return list(row, path, instance.values, (value, index) =>
      readTexts(row, value, `${path}.simpleSettingCollectionValue[${index}].value`),
    );
  }
  if (instance.kind === 'simple' && kind === 'secret') {
    const secret = readSecret(row, instance.value, `${path}.simpleSettingValue.value`);
    return secret.ok
      ? { value: secret.value.fingerprint, secret: secret.value, problems: [] }
      : { value: undefined, problems: [secret.error] };
  }
  if (instance.kind === 'simple' && (kind === 'integer' || kind === 'string')) {
    return one(SIMPLE[kind](row, instance.value, `${path}.simpleSettingValue.value`));
  }
  return one(fail(invalid(path, `${row.name} takes ${SHAPES[kind]}, the policy has another kind of value`)));
}

/** What the parser already found wrong with an instance, as its problem. */
export function mistakenProblem({ path, mistakes }: Extract<Instance, { kind: 'mistaken' }>): Problem {
  const [first] = mistakes;
  return first === undefined
    ? invalid(path, 'the setting could not be read')
    : invalid(first.path, `expected ${first.expected}, found ${first.found}`);
}

/** Too many entries refuse the list as a whole: which ones to leave out is not ours to choose. */
export function tooMany(row: CatalogRow, count: number, path: string): Problem | undefined {
  return row.maxItems !== undefined && count > row.maxItems
    ? invalid(path, `${row.name} takes at most ${row.maxItems} entries, the policy has ${count}`)
    : undefined;
}

/** The first of each set of equal entries. */
export function withoutRepeats<T extends Scalar | Item>(
  row: CatalogRow,
  entries: readonly T[],
): readonly T[] {
  const first = new Map<string, T>();
  for (const entry of entries) {
    const identity = itemIdentity(row, entry);
    if (!first.has(identity)) {
      first.set(identity, entry);
    }
  }
  return [...first.values()];
}

const SHAPES: Readonly<Record<ValueKind, string>> = {
  choice: 'one choice',
  'choice-list': 'a list of choices',
  integer: 'one whole number',
  string: 'one text',
  'string-list': 'a list of texts',
  secret: 'one secret',
};

const SIMPLE = { integer: readInteger, string: readText };

function one(read: Result<Scalar, Problem>): ReadValue {
  return read.ok ? { value: read.value, problems: [] } : { value: undefined, problems: [read.error] };
}

/** The good entries stand and each bad one is reported; where none is good, nothing stands. */
function list<T>(
  row: CatalogRow,
  path: string,
  entries: readonly T[],
  read: (entry: T, index: number) => Result<readonly Scalar[], Problem>,
): ReadValue {
  const excess = tooMany(row, entries.length, path);
  if (excess !== undefined) {
    return { value: undefined, problems: [excess] };
  }
  const results = entries.map(read);
  const good = withoutRepeats(
    row,
    results.flatMap((result) => (result.ok ? result.value : [])),
  );
  const problems = results.flatMap((result) => (result.ok ? [] : [result.error]));
  const contradiction = notAlone(row, good, path);
  if (contradiction !== undefined) {
    return { value: undefined, problems: [...problems, contradiction] };
  }
  const nothingStands = good.length === 0 && problems.length > 0;
  return { value: nothingStands ? undefined : Object.freeze(good), problems };
}

const oneEntry = (read: Result<Scalar, Problem>): Result<readonly Scalar[], Problem> =>
  read.ok ? ok([read.value]) : read;

function notAlone(row: CatalogRow, good: readonly Scalar[], path: string): Problem | undefined {
  const whole = row.choices?.find(({ alone, value }) => alone === true && good.includes(value));
  return whole === undefined || good.length === 1
    ? undefined
    : invalid(path, `${row.name}: ${String(whole.value)} stands with no other`);
}

/** One entry of a policy may hold several, where the row says so. */
function readTexts(row: CatalogRow, simple: Simple, path: string): Result<readonly Scalar[], Problem> {
  if (row.splitAt === undefined || simple.type !== 'string') {
    return oneEntry(readText(row, simple, path));
  }
  const parts = simple.value.split(row.splitAt).map((part) => checkText(row, part.trim(), path));
  const wrong = parts.find((part) => !part.ok);
  return wrong ?? ok(parts.flatMap((part) => (part.ok ? [part.value] : [])));
}

function readChoice(row: CatalogRow, choice: Choice, path: string): Result<Scalar, Problem> {
  const id = row.id?.toLowerCase() ?? '';
  const option = choice.option.toLowerCase();
  const suffix = option.startsWith(id) ? option.slice(id.length) : undefined;
  const chosen = row.choices?.find(({ suffixes }) =>
    suffixes.some((known) => known.toLowerCase() === suffix),
  );
  if (chosen === undefined) {
    const known = (row.choices ?? []).flatMap(({ suffixes, value }) =>
      suffixes.length === 0 ? [] : [`${String(value)} (${suffixes.join(' or ')})`],
    );
    const said = quoted(suffix ?? choice.option);
    return fail(invalid(path, `${row.name} has no option ${said}; it takes ${known.join(', ')}`));
  }
  if (chosen.refused !== undefined) {
    return fail(invalid(path, `${row.name} cannot be ${String(chosen.value)}: ${chosen.refused}`));
  }
  return ok(chosen.value);
}

/** Also a text of digits: documents written by hand and older documentation give numbers so. */
function readInteger(row: CatalogRow, simple: Simple, path: string): Result<Scalar, Problem> {
  if (simple.type === 'secret') {
    return refuseSecret(row, simple.state, path);
  }
  const text = String(simple.value);
  if (simple.type === 'reference' || !/^-?\d{1,15}$/.test(text)) {
    return fail(invalid(path, `${row.name} takes a whole number, the policy has ${quoted(text)}`));
  }
  const [min, max] = row.range ?? [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
  const value = Number(text);
  return value >= min && value <= max
    ? ok(value)
    : fail(invalid(path, `${row.name} takes ${min} to ${max}, the policy has ${value}`));
}

function readText(row: CatalogRow, simple: Simple, path: string): Result<Scalar, Problem> {
  if (simple.type === 'secret') {
    return refuseSecret(row, simple.state, path);
  }
  if (simple.type !== 'string') {
    return fail(invalid(path, `${row.name} takes a text, the policy has ${quoted(String(simple.value))}`));
  }
  return checkText(row, simple.value, path);
}

/**
 * Control characters and half characters are refused everywhere: no program argument holds a NUL, and the tools
 * that show the values write one on each line.
 */
function checkText(row: CatalogRow, text: string, path: string): Result<Scalar, Problem> {
  if (/[\p{Cc}\p{Cs}]/u.test(text)) {
    return fail(invalid(path, `${row.name} cannot hold control characters, as in ${quoted(text)}`));
  }
  if (row.pattern !== undefined && !new RegExp(row.pattern, 'u').test(text)) {
    const asked = row.patternMeaning ?? `a text like ${row.pattern}`;
    return fail(invalid(path, `${row.name} takes ${asked}, the policy has ${quoted(text)}`));
  }
  return ok(text);
}
