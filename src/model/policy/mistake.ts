// Makes mistakes: the place, what was expected there and what stands there instead. Pure.

import type { JsonProblem, JsonValue } from '../json/json-value.js';
import { quoted } from '../quoted.js';
import type { Mistake } from './document.js';

export const mistake = (path: string, expected: string, value: JsonValue | undefined): Mistake => ({
  path,
  expected,
  found: describeFound(value),
});

export function mistakeOf(problem: JsonProblem): Mistake {
  const { path, expected, found, line, column } = problem;
  const where = line === 0 ? '' : ` (line ${line}, column ${column})`;
  return { path, expected, found: `${found}${where}` };
}

export function describeFound(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** For what may be a secret: its form, never its content. */
export const describeForm = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? `a string of ${value.length} characters` : describeFound(value);
