// Bytes to text: UTF-8 with or without byte order mark, UTF-16 only with one; nothing is replaced. Pure.

import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import { ROOT_PATH } from './json-path.js';
import type { JsonProblem, JsonProblemKind } from './json-value.js';

/** A wrong byte refuses the text: a lossy decoder would turn two different texts into one. */
export function decodeText(bytes: Uint8Array, maxBytes: number): Result<string, JsonProblem> {
  if (bytes.byteLength > maxBytes) {
    return refused('too-large', `at most ${maxBytes} bytes`, `${bytes.byteLength} bytes`);
  }
  const encoding = encodingOf(bytes);
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return refused('encoding', `well-formed ${encoding.toUpperCase()} text`, 'bytes that are not');
  }
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

function refused(kind: JsonProblemKind, expected: string, found: string): Result<never, JsonProblem> {
  return fail({ kind, path: ROOT_PATH, line: 0, column: 0, expected, found });
}
