// For any text and any bytes: never a throw, and the same answer as JSON.parse where that one is right.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../../../src/model/json/read-json.js';
import { encodeText } from '../../../support/policy-dialects.js';
import { WIDE_LIMITS } from './limits.js';

const read = (text: string) => readJson(encodeText(text, 'utf-8'), WIDE_LIMITS);

test('any bytes end in a value or a problem', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      expect(typeof readJson(bytes, WIDE_LIMITS).ok).toBe('boolean');
    }),
    { seed: 1, numRuns: 2000 },
  );
});

test('whatever JSON.stringify writes of whole characters is read back as it was', () => {
  const tree = fc.jsonValue({ stringUnit: 'grapheme', maxDepth: 5 });
  fc.assert(
    fc.property(tree, fc.constantFrom(undefined, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent);
      expect(read(text)).toEqual({ ok: true, value: JSON.parse(text) });
    }),
    { seed: 2, numRuns: 1000 },
  );
});

test('of texts made of JSON words, none is accepted that JSON.parse refuses, nor read otherwise', () => {
  const words = [
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '""',
    '1',
    '-',
    '0',
    '.5',
    'e1',
    'true',
    'null',
    ' ',
    '\\',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 9 }), (chosen) => {
      const text = chosen.join('');
      const result = read(text);
      const reference = parseByReference(text);
      if (result.ok) expect({ value: result.value }).toEqual(reference);
      else if (reference !== undefined) expect(result.error.kind).toBe('repeated-member');
    }),
    { seed: 3, numRuns: 5000 },
  );
});

function parseByReference(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
