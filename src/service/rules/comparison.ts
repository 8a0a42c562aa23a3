// One comparison of a rule: its operator, and a value that fits both operator and property. Pure.

import { RE2JS } from 're2js';
import type { PropertyName } from './properties.js';
import { typeOf } from './properties.js';
import type { Expression, Test } from './rule.js';
import type { Tokens } from './tokens.js';
import { isNumber, Mistaken } from './tokens.js';

type Positive = Test['does'];

/** By lower-cased word. Source: documentation of dynamic membership rules, supported operators. */
const OPERATORS: ReadonlyMap<string, { readonly does: Positive; readonly negated: boolean }> = new Map([
  ['eq', { does: 'equal', negated: false }],
  ['ne', { does: 'equal', negated: true }],
  ['startswith', { does: 'start', negated: false }],
  ['notstartswith', { does: 'start', negated: true }],
  ['endswith', { does: 'end', negated: false }],
  ['notendswith', { does: 'end', negated: true }],
  ['contains', { does: 'contain', negated: false }],
  ['notcontains', { does: 'contain', negated: true }],
  ['match', { does: 'match', negated: false }],
  ['notmatch', { does: 'match', negated: true }],
  ['in', { does: 'stand-in', negated: false }],
  ['notin', { does: 'stand-in', negated: true }],
]);
/** Documented for a date of users only. */
const FOR_USERS: ReadonlySet<string> = new Set(['le', 'ge', 'lt', 'gt']);

export function parseComparison(tokens: Tokens, of: PropertyName | 'element'): Expression {
  const operator = tokens.peek();
  const word = operator.is === 'word' ? operator.text.toLowerCase() : '';
  const known = OPERATORS.get(word);
  if (known === undefined)
    return tokens.refuse(
      FOR_USERS.has(word)
        ? `-${word} is not for devices: none of their properties is a date or a number`
        : 'an operator such as -eq should stand here',
    );
  tokens.next();
  const { does, negated } = known;
  if (of !== 'element' && typeOf(of) === 'boolean' && does !== 'equal')
    throw new Mistaken(operator.at, `${of} is true or false: only -eq and -ne are for it`);
  return { is: 'comparison', of, negated, test: parseTest(tokens, of, does) };
}

function parseTest(tokens: Tokens, of: PropertyName | 'element', does: Positive): Test {
  if (does === 'stand-in') {
    if (tokens.peek().is !== '[') tokens.refuse('-in and -notIn take a list: ["a", "b"]');
    return { does, list: tokens.takeList() };
  }
  const { at } = tokens.peek();
  if (tokens.takeWord('null')) {
    if (does !== 'equal') throw new Mistaken(at, 'null goes with -eq and -ne only');
    return { does, to: null };
  }
  if (of !== 'element' && typeOf(of) === 'boolean') return { does: 'equal', to: takeBoolean(tokens, of) };
  const text = takeText(tokens);
  if (does === 'equal') return { does, to: text };
  return does === 'match' ? { does, pattern: compile(text, at) } : { does, with: text };
}

/** Also in quotes: published rules have both. */
function takeBoolean(tokens: Tokens, property: PropertyName): boolean {
  const token = tokens.peek();
  const word = token.is === 'text' || token.is === 'word' ? token.text.toLowerCase() : '';
  if (word !== 'true' && word !== 'false')
    return tokens.refuse(`${property} is compared with true, false or null`);
  tokens.next();
  return word === 'true';
}

function takeText(tokens: Tokens): string {
  const token = tokens.peek();
  if (token.is === '[') return tokens.refuse('a list goes with -in and -notIn only');
  if (token.is !== 'text' && !(token.is === 'word' && !token.hyphen && isNumber(token.text)))
    return tokens.refuse('a text in quotes should stand here');
  tokens.next();
  return token.text;
}

/** Linear in time, whatever the pattern: look-around and back-references are what such an engine does not have. */
function compile(pattern: string, at: number): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (/\(\?<?[=!]/.test(pattern)) throw new Mistaken(at, 'look-around is not supported in -match');
    if (/\\[1-9k]/.test(pattern)) throw new Mistaken(at, 'back-references are not supported in -match');
    const why = error instanceof Error ? error.message : 'it cannot be read';
    throw new Mistaken(at, `the regular expression is not valid: ${why}`);
  }
}
