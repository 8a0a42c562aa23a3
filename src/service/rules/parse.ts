// Parses a device rule in the documented grammar: or over and over not over comparisons; quantifiers bind one
// comparison or what stands in parentheses. Pure; a mistake inside is thrown and caught here.

import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { parseComparison } from './comparison.js';
import { hintsOf } from './hints.js';
import { cutRule } from './lexer.js';
import { findProperty, typeOf } from './properties.js';
import type { Expression, Rule, RuleMistake } from './rule.js';
import type { Tokens } from './tokens.js';
import { createTokens, Mistaken } from './tokens.js';

/** Unit: characters. Source: documentation of dynamic membership rules. */
export const LONGEST_RULE = 3072;
/** Parentheses within parentheses. */
const DEEPEST = 50;

export function parseRule(text: string): Result<Rule, RuleMistake> {
  if (text.length > LONGEST_RULE)
    return fail({ at: LONGEST_RULE + 1, why: `a rule has ${LONGEST_RULE} characters at most` });
  const cut = cutRule(text);
  if (!cut.ok) return cut;
  try {
    const tokens = createTokens(cut.value);
    const expression = parseOr(tokens, { depth: 0, inside: false });
    if (tokens.peek().is !== 'end') tokens.refuse('here the rule should end, or go on with -and or -or');
    return ok({ expression, groups: groupsOf(expression), hints: hintsOf(expression) });
  } catch (error) {
    if (error instanceof Mistaken) return fail({ at: error.at, why: error.message });
    throw error;
  }
}

interface Place {
  readonly depth: number;
  /** Within a quantifier, where `_` is an element. */
  readonly inside: boolean;
}

const parseOr = (tokens: Tokens, place: Place): Expression => parseChain(tokens, place, 'or', parseAnd);
const parseAnd = (tokens: Tokens, place: Place): Expression => parseChain(tokens, place, 'and', parseNot);

function parseChain(
  tokens: Tokens,
  place: Place,
  word: 'or' | 'and',
  parseOne: (tokens: Tokens, place: Place) => Expression,
): Expression {
  const first = parseOne(tokens, place);
  const of = [first];
  while (tokens.takeWord(word)) of.push(parseOne(tokens, place));
  return of.length === 1 ? first : { is: word, of };
}

function parseNot(tokens: Tokens, place: Place): Expression {
  const { at } = tokens.peek();
  if (!tokens.takeWord('not')) return parsePrimary(tokens, place);
  const of = parsePrimary(tokens, place);
  if (of.is === 'comparison' && of.test.does === 'equal' && of.test.to === null)
    throw new Mistaken(at, '-not cannot be used with null: write -ne null or -eq null instead');
  return { is: 'not', of };
}

function parsePrimary(tokens: Tokens, place: Place): Expression {
  if (tokens.peek().is === '(') return parseParentheses(tokens, place);
  const { at } = tokens.peek();
  const name = tokens.takeName();
  if (name === '_') {
    if (!place.inside) throw new Mistaken(at, '_ has a meaning only after -any or -all');
    return parseComparison(tokens, 'element');
  }
  if (!/^device\./i.test(name)) throw new Mistaken(at, whyNotDevice(name));
  if (/^device\.memberOf$/i.test(name)) return parseMemberOf(tokens);
  const property = findProperty(name.slice('device.'.length));
  if (property === undefined) throw new Mistaken(at, `a device has no property "${name}"`);
  const quantifier = tokens.takeWord('any') ? 'any' : tokens.takeWord('all') ? 'all' : undefined;
  if (quantifier === undefined) return parseComparison(tokens, property);
  if (typeOf(property) !== 'collection')
    throw new Mistaken(at, `-${quantifier} asks for a collection, and ${property} is none`);
  if (place.inside) throw new Mistaken(at, '-any and -all do not stand within one another');
  return { is: 'quantified', property, quantifier, of: parseQuantified(tokens, place) };
}

function parseParentheses(tokens: Tokens, place: Place): Expression {
  if (place.depth >= DEEPEST) tokens.refuse(`there are more than ${DEEPEST} parentheses within one another`);
  tokens.take('(');
  const expression = parseOr(tokens, { ...place, depth: place.depth + 1 });
  tokens.take(')');
  return expression;
}

function parseQuantified(tokens: Tokens, place: Place): Expression {
  const inside = { ...place, inside: true };
  return tokens.peek().is === '(' ? parseParentheses(tokens, inside) : parsePrimary(tokens, inside);
}

/** `-any (group.objectId -in ['id', ...])`, the one form that is documented, with one id also `-eq`. */
function parseMemberOf(tokens: Tokens): Expression {
  const form = "write device.memberOf -any (group.objectId -in ['id', ...])";
  if (!tokens.takeWord('any')) tokens.refuse(form);
  tokens.take('(');
  if (tokens.takeName().toLowerCase() !== 'group.objectid') tokens.refuse(form);
  const groups = tokens.takeWord('in') ? tokens.takeList() : undefined;
  if (groups === undefined) tokens.refuse(form);
  tokens.take(')');
  return { is: 'member-of', groups };
}

function whyNotDevice(name: string): string {
  if (/^user\./i.test(name))
    return `"${name}" is a property of users: a rule here is for devices, and the two are never mixed`;
  if (/^direct$/i.test(name)) return 'a "Direct Reports" rule is for users: a rule here is for devices';
  return `"${name}" is no property: it begins with "device."`;
}

function groupsOf(expression: Expression): readonly string[] {
  switch (expression.is) {
    case 'or':
    case 'and':
      return expression.of.flatMap(groupsOf);
    case 'not':
    case 'quantified':
      return groupsOf(expression.of);
    case 'member-of':
      return expression.groups;
    case 'comparison':
      return [];
  }
}
