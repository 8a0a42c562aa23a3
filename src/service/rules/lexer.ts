// Cuts the text of a device rule into words, texts in quotes and signs. Pure.

import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { RuleMistake } from './rule.js';

export type Token = {
  /** Counts characters from 1. */
  readonly at: number;
} & (
  | { readonly is: 'text'; readonly text: string }
  /** A name, an operator (without its hyphen, if it had one), a number, `true`, `null`. */
  | { readonly is: 'word'; readonly text: string; readonly hyphen: boolean }
  | { readonly is: '(' | ')' | '[' | ']' | ',' }
  | { readonly is: 'end' }
);

const SPACE = /\s+/uy;
const SIGN = /[()[\],]/y;
/** An en dash is taken for a hyphen: it stands in published rules. */
const WORD = /([-\u2013]?)([A-Za-z0-9_.]+)/y;
/** A quote inside is escaped by a backtick in double quotes, by doubling in single ones. */
const DOUBLE = /"((?:[^"`]|`"|`(?!"))*)"/y;
const SINGLE = /'((?:[^']|'')*)'/y;
const TYPOGRAPHIC = /[\u2018\u2019\u201c\u201d]/y;

export function cutRule(text: string): Result<readonly Token[], RuleMistake> {
  const tokens: Token[] = [];
  let next = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = next;
    const found = pattern.exec(text) ?? undefined;
    if (found !== undefined) next += found[0].length;
    return found;
  };
  for (;;) {
    take(SPACE);
    const at = next + 1;
    if (next >= text.length) return ok([...tokens, { is: 'end', at }]);
    const token = cutOne(take, at);
    if (token === undefined) return fail({ at, why: mistakeAt(text, next, take) });
    tokens.push(token);
  }
}

function cutOne(take: (pattern: RegExp) => RegExpExecArray | undefined, at: number): Token | undefined {
  const sign = take(SIGN)?.[0];
  if (sign === '(' || sign === ')' || sign === '[' || sign === ']' || sign === ',') return { is: sign, at };
  const double = take(DOUBLE)?.[1];
  if (double !== undefined) return { is: 'text', text: double.replaceAll('`"', '"'), at };
  const single = take(SINGLE)?.[1];
  if (single !== undefined) return { is: 'text', text: single.replaceAll("''", "'"), at };
  const [, hyphen, word] = take(WORD) ?? [];
  return word === undefined ? undefined : { is: 'word', text: word, hyphen: hyphen !== '', at };
}

function mistakeAt(
  text: string,
  next: number,
  take: (pattern: RegExp) => RegExpExecArray | undefined,
): string {
  const character = text[next] ?? '';
  if (character === '"' || character === "'") return 'a text in quotes is not closed';
  if (take(TYPOGRAPHIC) !== undefined) return `write straight quotes, not ${character}`;
  return `${JSON.stringify(character)} has no meaning here`;
}
