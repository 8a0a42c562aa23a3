// What a bounded reading of JSON gives: values without a prototype, and one problem with its place. Pure.

export type JsonValue = string | number | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
/** Frozen, with no prototype: `__proto__` and `constructor` are members like any other. */
export interface JsonObject {
  readonly [member: string]: JsonValue;
}

export interface JsonLimits {
  /** Of the text as given (decoded from gzip already). */
  readonly maxBytes: number;
  /** Arrays and objects inside each other; the outermost is 1. */
  readonly maxDepth: number;
  /** Values in all, of every kind. */
  readonly maxValues: number;
  /** Entries of any one array, members of any one object. */
  readonly maxEntries: number;
  /** Members of one name in all, wherever they stand. */
  readonly maxMembers?: { readonly named: string; readonly count: number };
  /** Member names that no honest writer of this text uses. */
  readonly refusedMembers?: readonly string[];
}

export type JsonProblemKind =
  | 'encoding'
  | 'syntax'
  | 'too-large'
  | 'too-deep'
  | 'too-many'
  | 'repeated-member'
  | 'refused-member'
  | 'lone-surrogate'
  | 'inexact-number';

export interface JsonProblem {
  readonly kind: JsonProblemKind;
  /** E.g. `$.settings[3].name`; the innermost place that was reached. */
  readonly path: string;
  /** Counted from 1; a column is a UTF-16 code unit. Both are 0 where the text could not be decoded. */
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isJsonArray = (value: JsonValue | undefined): value is JsonArray => Array.isArray(value);
