// The words of a JSON text (RFC 8259), one at a time, from a position. Pure: knows no nesting and keeps no state.

/** `next` is the position after the word; `at` of a flaw is where it shows. */
export type Word<T> =
  | { readonly good: true; readonly value: T; readonly next: number }
  | { readonly good: false; readonly at: number; readonly expected: string };

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LOWEST_UNESCAPED = 0x20;

export function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code > 0x20 || (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09)) return at;
    at += 1;
  }
}

/** `from` is the position of the opening quote. Half of a surrogate pair is let through: the reader judges it. */
export function lexString(text: string, from: number): Word<string> {
  let at = from + 1;
  let escapes = false;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) break;
    if (code === BACKSLASH) {
      const length = escapeLength(text, at);
      if (length === 0) return { good: false, at, expected: 'an escape that JSON knows' };
      escapes = true;
      at += length;
    } else if (code >= LOWEST_UNESCAPED) {
      at += 1;
    } else {
      const ended = at >= text.length;
      return { good: false, at, expected: ended ? 'a closing quote' : 'control characters as escapes' };
    }
  }
  const value: unknown = escapes ? JSON.parse(text.slice(from, at + 1)) : text.slice(from + 1, at);
  return { good: true, value: String(value), next: at + 1 };
}

/** The number as written; only the reader turns it into a value, as not every one has an exact one. */
export function lexNumber(text: string, from: number): Word<string> {
  const whole = text[from] === '-' ? from + 1 : from;
  let at = text[whole] === '0' ? whole + 1 : skipDigits(text, whole);
  if (at === whole) return { good: false, at, expected: whole === from ? 'a JSON value' : 'a digit' };
  if (text[at] === '.') {
    const fraction = at + 1;
    at = skipDigits(text, fraction);
    if (at === fraction) return { good: false, at, expected: 'a digit' };
  }
  if (text[at] === 'e' || text[at] === 'E') {
    const exponent = text[at + 1] === '+' || text[at + 1] === '-' ? at + 2 : at + 1;
    at = skipDigits(text, exponent);
    if (at === exponent) return { good: false, at, expected: 'a digit' };
  }
  return { good: true, value: text.slice(from, at), next: at };
}

const LITERALS: readonly (readonly [string, true | false | null])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

export function lexLiteral(text: string, from: number): Word<boolean | null> {
  for (const [written, value] of LITERALS) {
    if (text.startsWith(written, from)) return { good: true, value, next: from + written.length };
  }
  return { good: false, at: from, expected: 'a JSON value' };
}

/** A loop, not a pattern: a pattern keeps a step back for each of a million digits. */
function skipDigits(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (!(code >= 0x30 && code <= 0x39)) return at;
    at += 1;
  }
}

const SIMPLE_ESCAPES = new Set(Array.from('"\\/bfnrt', (character) => character.charCodeAt(0)));

function escapeLength(text: string, at: number): number {
  const code = text.charCodeAt(at + 1);
  if (SIMPLE_ESCAPES.has(code)) return 2;
  if (code !== 0x75) return 0;
  for (let digit = at + 2; digit < at + 6; digit += 1) {
    if (!isHexDigit(text.charCodeAt(digit))) return 0;
  }
  return 6;
}

const isHexDigit = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66);
