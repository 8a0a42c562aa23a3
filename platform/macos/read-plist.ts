// Property lists of a Mac, binary or XML, as plain data. Pure.

import type { PlistValue } from 'plist';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';

export type PlistDictionary = { readonly [key: string]: PlistValue };

/** Errors: `bad-reply` for anything that is not plainly a property list of a dictionary. */
export async function parsePlist(bytes: Uint8Array, from: string): Promise<Result<PlistDictionary>> {
  const refuse = (why: string): Result<PlistDictionary> => fail({ kind: 'bad-reply', from, why });
  const { parse, parseBinary } = await import('plist');
  let value: PlistValue;
  try {
    if (isBinary(bytes)) {
      value = parseBinary(bytes);
    } else {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      if (!isPlainXml(text)) return refuse('it is not a property list');
      value = parse(text);
    }
  } catch {
    return refuse('it is not a property list');
  }
  return isDictionary(value) ? ok(value) : refuse('it is not a property list of a dictionary');
}

export const isDictionary = (value: PlistValue | undefined): value is { [key: string]: PlistValue } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);

const isBinary = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(8, bytes.length)).toString('latin1') === 'bplist00';

const TOKEN =
  /<\?xml [^<>?]*\?>|<!DOCTYPE plist PUBLIC "[^"<>]*" "[^"<>]*">|<!--(?:[^-]|-[^-])*-->|<(\/?)(plist|dict|array|key|string|integer|real|true|false|date|data)(?: version="[^"<>]*")?\s*(\/?)>|&(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});|[^<>&]+/gy;

/**
 * Only what a property list is made of, well nested: no entities of its own, no foreign elements. The parser
 * behind it is for any XML, and says what it dislikes on standard error. Linear.
 */
function isPlainXml(text: string): boolean {
  const open: string[] = [];
  let at = 0;
  for (const token of text.matchAll(TOKEN)) {
    at = token.index + token[0].length;
    const [, closing, name, alone] = token;
    if (name === undefined || alone === '/') continue;
    if (closing !== '/') open.push(name);
    else if (open.pop() !== name) return false;
    if (open.length > MAX_DEPTH) return false;
  }
  return at === text.length && open.length === 0 && /<plist/.test(text);
}

const MAX_DEPTH = 64;
