// The tokens of a rule from left to right, for the parser; what does not fit is thrown as a mistake with its place.

import type { Token } from './lexer.js';

/** Thrown while parsing, caught by `parseRule`. */
export class Mistaken extends Error {
  readonly at: number;

  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }
}

export interface Tokens {
  peek(): Token;
  refuse(why: string): never;
  take(sign: '(' | ')' | '[' | ']' | ','): void;
  /** A name, not an operator. */
  takeName(): string;
  /** With or without a hyphen, in any case; false, and nothing is taken, where another stands there. */
  takeWord(word: string): boolean;
  /** In brackets, of texts; may be empty. */
  takeList(): readonly string[];
  next(): Token;
}

export function createTokens(tokens: readonly Token[]): Tokens {
  const end: Token = tokens.at(-1) ?? { is: 'end', at: 1 };
  let place = 0;
  const peek = (): Token => tokens[place] ?? end;
  const refuse = (why: string): never => {
    throw new Mistaken(peek().at, peek().is === 'end' ? `the rule ends too early: ${why}` : why);
  };
  const next = (): Token => {
    const token = peek();
    place += 1;
    return token;
  };
  const take = (sign: '(' | ')' | '[' | ']' | ','): void => {
    if (peek().is !== sign) refuse(`"${sign}" should stand here`);
    place += 1;
  };
  const self: Tokens = {
    peek,
    refuse,
    take,
    next,
    takeName: () => {
      const token = peek();
      if (token.is !== 'word' || token.hyphen) return refuse('a property of the device should stand here');
      place += 1;
      return token.text;
    },
    takeWord: (word) => {
      const token = peek();
      if (token.is !== 'word' || token.text.toLowerCase() !== word) return false;
      place += 1;
      return true;
    },
    takeList: () => takeList(self),
  };
  return self;
}

function takeList(tokens: Tokens): readonly string[] {
  tokens.take('[');
  const list: string[] = [];
  while (tokens.peek().is !== ']') {
    if (list.length > 0) tokens.take(',');
    const token = tokens.peek();
    if (token.is === 'text' || (token.is === 'word' && isNumber(token.text))) list.push(token.text);
    else tokens.refuse('a list holds texts in quotes');
    tokens.next();
  }
  tokens.take(']');
  return list;
}

/** Compared as text: no property of a device is a number. */
export const isNumber = (word: string): boolean => /^\d+(\.\d+)*$/.test(word);
