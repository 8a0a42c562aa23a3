// JSON bytes to a tree under limits, in one scan: what is too much is refused before it is built. Pure, never throws.
// No recursion: the nesting stands in a list of our own.

import { quoted } from '../quoted.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import { decodeText } from './decode-text.js';
import { isExactNumber } from './exact-number.js';
import type { Word } from './json-lexer.js';
import { lexLiteral, lexNumber, lexString, skipSpace } from './json-lexer.js';
import { ROOT_PATH } from './json-path.js';
import type {
  JsonArray,
  JsonLimits,
  JsonObject,
  JsonProblem,
  JsonProblemKind,
  JsonValue,
} from './json-value.js';
import type { Open, OpenObject } from './open-value.js';
import { pathInto, withoutPrototype } from './open-value.js';

/** `inexact`: numbers that a double does not hold as written; the tree has the nearest, or an infinity. */
export interface JsonText {
  readonly value: JsonValue;
  readonly inexact: readonly JsonProblem[];
}

/** For whoever can leave out one value with an inexact number and keep the rest. */
export function readJsonText(bytes: Uint8Array, limits: JsonLimits): Result<JsonText, JsonProblem> {
  const text = decodeText(bytes, limits.maxBytes);
  return text.ok ? new JsonReader(text.value, limits).read() : text;
}

/** The whole text or the first problem; an inexact number is one. */
export function readJson(bytes: Uint8Array, limits: JsonLimits): Result<JsonValue, JsonProblem> {
  const text = readJsonText(bytes, limits);
  if (!text.ok) return text;
  const [inexact] = text.value.inexact;
  return inexact === undefined ? ok(text.value.value) : fail(inexact);
}

/** More inexact numbers than this refuse the text: nobody writes so many by accident. */
const MAX_INEXACT = 100;

const NOTHING_YET = Symbol('nothing yet');
const NO_ITEMS: JsonArray = Object.freeze([]);
const NO_MEMBERS: JsonObject = Object.freeze(withoutPrototype());

class JsonReader {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #open: Open[] = [];
  readonly #inexact: JsonProblem[] = [];
  #at = 0;
  #values = 0;
  #named = 0;
  #problem: JsonProblem | undefined;
  /** The line of the last place that was named; places are named in the order of the text. */
  #line = 1;
  #lineStart = 0;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  read(): Result<JsonText, JsonProblem> {
    for (;;) {
      const begun = this.#begin();
      if (this.#problem !== undefined) return fail(this.#problem);
      if (begun === NOTHING_YET) continue;
      const whole = this.#finish(begun);
      if (this.#problem !== undefined) return fail(this.#problem);
      if (whole !== NOTHING_YET) return ok({ value: whole, inexact: this.#inexact });
    }
  }

  /** Reads a value that is complete at once; an array or object with content is opened instead. */
  #begin(): JsonValue | typeof NOTHING_YET {
    this.#space();
    this.#values += 1;
    if (this.#values > this.#limits.maxValues) {
      return this.#refuse('too-many', `at most ${this.#limits.maxValues} values`, 'more');
    }
    const character = this.#text[this.#at];
    if (character === '"') return this.#string() ?? NOTHING_YET;
    if (character === '{' || character === '[') return this.#openUp(character);
    if (character === 't' || character === 'f' || character === 'n') {
      const literal = this.#word(lexLiteral(this.#text, this.#at));
      return literal === undefined ? NOTHING_YET : literal;
    }
    return this.#number();
  }

  /** Hands a complete value to what holds it, and goes on to the next one or closes; the root is given back. */
  #finish(complete: JsonValue): JsonValue | typeof NOTHING_YET {
    let value = complete;
    for (;;) {
      const holder = this.#open.at(-1);
      this.#space();
      const character = this.#text[this.#at];
      if (holder === undefined) {
        return character === undefined ? value : this.#unexpected('the end of the text');
      }
      const closing = holder.is === 'array' ? ']' : '}';
      if (character !== ',' && character !== closing) return this.#unexpected(`"," or "${closing}"`);
      this.#at += 1;
      if (holder.is === 'array') holder.items.push(value);
      else if (holder.name !== undefined) holder.members[holder.name] = value;
      if (character === ',') {
        return holder.is === 'array' ? this.#nextItem(holder.items.length) : this.#nextMember(holder);
      }
      this.#open.pop();
      value = Object.freeze<JsonArray | JsonObject>(holder.is === 'array' ? holder.items : holder.members);
    }
  }

  #openUp(character: '{' | '['): JsonValue | typeof NOTHING_YET {
    if (this.#open.length >= this.#limits.maxDepth) {
      return this.#refuse('too-deep', `at most ${this.#limits.maxDepth} levels`, 'more');
    }
    this.#at += 1;
    this.#space();
    const closesAtOnce = this.#text[this.#at] === (character === '{' ? '}' : ']');
    if (closesAtOnce) this.#at += 1;
    if (character === '[') {
      if (closesAtOnce) return NO_ITEMS;
      this.#open.push({ is: 'array', items: [] });
      return NOTHING_YET;
    }
    if (closesAtOnce) return NO_MEMBERS;
    const members = withoutPrototype();
    const object: OpenObject = { is: 'object', members, name: undefined, count: 0 };
    this.#open.push(object);
    return this.#nextMember(object);
  }

  #nextItem(index: number): typeof NOTHING_YET {
    if (index < this.#limits.maxEntries) return NOTHING_YET;
    this.#open.pop();
    return this.#refuse('too-many', `at most ${this.#limits.maxEntries} entries`, 'more');
  }

  #nextMember(object: OpenObject): typeof NOTHING_YET {
    object.name = undefined;
    this.#space();
    if (this.#text[this.#at] !== '"') return this.#unexpected('a member name in double quotes');
    const from = this.#at;
    const name = this.#string();
    if (name === undefined) return NOTHING_YET;
    object.name = name;
    object.count += 1;
    if (!this.#allowMember(object, name, from)) return NOTHING_YET;
    this.#space();
    if (this.#text[this.#at] !== ':') return this.#unexpected('":"');
    this.#at += 1;
    return NOTHING_YET;
  }

  #allowMember(object: OpenObject, name: string, from: number): boolean {
    const { maxEntries, maxMembers, refusedMembers } = this.#limits;
    const { members, count } = object;
    if (count > maxEntries) {
      this.#refuse('too-many', `at most ${maxEntries} members`, 'more', from);
    } else if (name in members) {
      this.#refuse('repeated-member', 'each member once', 'the name again', from);
    } else if (refusedMembers?.includes(name)) {
      this.#refuse('refused-member', 'no member of this name', `a member ${quoted(name)}`, from);
    } else if (name === maxMembers?.named) {
      this.#named += 1;
      if (this.#named > maxMembers.count) {
        this.#refuse('too-many', `at most ${maxMembers.count} members ${quoted(name)} in all`, 'more', from);
      }
    }
    return this.#problem === undefined;
  }

  #string(): string | undefined {
    const from = this.#at;
    const value = this.#word(lexString(this.#text, from));
    if (value === undefined || value.isWellFormed()) return value;
    this.#refuse('lone-surrogate', 'whole characters', 'half of a surrogate pair', from);
    return undefined;
  }

  #number(): number | typeof NOTHING_YET {
    const from = this.#at;
    const written = this.#word(lexNumber(this.#text, from));
    if (written === undefined) return NOTHING_YET;
    if (!isExactNumber(written)) {
      const problem = this.#place(
        'inexact-number',
        'a number that 64-bit floating point holds exactly',
        quoted(written),
        from,
      );
      if (this.#inexact.length === MAX_INEXACT) this.#problem = problem;
      this.#inexact.push(problem);
    }
    return Number(written);
  }

  #space(): void {
    this.#at = skipSpace(this.#text, this.#at);
  }

  #word<T>(word: Word<T>): T | undefined {
    if (!word.good) {
      this.#at = word.at;
      this.#unexpected(word.expected);
      return undefined;
    }
    this.#at = word.next;
    return word.value;
  }

  #unexpected(expected: string): typeof NOTHING_YET {
    const code = this.#text.codePointAt(this.#at);
    const found = code === undefined ? 'the end of the text' : quoted(String.fromCodePoint(code));
    return this.#refuse('syntax', expected, found);
  }

  #refuse(kind: JsonProblemKind, expected: string, found: string, at = this.#at): typeof NOTHING_YET {
    this.#problem = this.#place(kind, expected, found, at);
    return NOTHING_YET;
  }

  #place(kind: JsonProblemKind, expected: string, found: string, at: number): JsonProblem {
    const path = this.#open.reduce(pathInto, ROOT_PATH);
    for (;;) {
      const end = this.#text.indexOf('\n', this.#lineStart);
      if (end === -1 || end >= at) break;
      this.#lineStart = end + 1;
      this.#line += 1;
    }
    return { kind, path, line: this.#line, column: at - this.#lineStart + 1, expected, found };
  }
}
