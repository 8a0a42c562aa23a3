// What the JSON reader takes and refuses, and how it names the place.
import { describe, expect, test } from 'vitest';
import type { JsonLimits, JsonProblem } from '../../../../src/model/json/json-value.js';
import { readJson, readJsonText } from '../../../../src/model/json/read-json.js';
import { encodeText } from '../../../support/policy-dialects.js';
import { WIDE_LIMITS } from './limits.js';

const read = (text: string, limits: Partial<JsonLimits> = {}) =>
  readJson(encodeText(text, 'utf-8'), { ...WIDE_LIMITS, ...limits });

function problemOf(text: string, limits: Partial<JsonLimits> = {}): JsonProblem {
  const result = read(text, limits);
  if (result.ok) throw new Error(`was accepted: ${text}`);
  return result.error;
}

describe('texts that are JSON', () => {
  test.each([
    'null',
    ' true ',
    '\t\r\nfalse\n',
    '0',
    '-0',
    '-12',
    '1.50',
    '1e3',
    '1E+2',
    '0.1e-7',
    '123456789012345680000',
    '9007199254740991',
    '0.30000000000000004',
    '1.7976931348623157e308',
    '5e-324',
    '""',
    '"a\u007f\u2028\u2029"',
    '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00"',
    '"\u{1F600}"',
    '[]',
    '[ ]',
    '{}',
    '{ }',
    '[1,[2,[3]],{"a":{"b":[]}}]',
    '{"":"","a b":1,"0":2,"10":3}',
    '{"constructor":1,"toString":2,"hasOwnProperty":3}',
  ])('%s reads as JSON.parse reads it', (text) => {
    const result = read(text);
    expect(result).toEqual({ ok: true, value: JSON.parse(text) });
  });

  test('a number that overflows only in its written form is exact, a long fraction that is not is refused', () => {
    expect(read('100000000000000000000000e-20').ok).toBe(true);
    expect(problemOf('0.1000000000000000055511151231257827')).toMatchObject({ kind: 'inexact-number' });
  });
});

describe('texts that are not', () => {
  test.each([
    ['', 1, 'the end of the text'],
    [' ', 2, 'the end of the text'],
    ['nul', 1, '"n"'],
    ['True', 1, '"T"'],
    ['NaN', 1, '"N"'],
    ['[1,]', 4, '"]"'],
    ['[,1]', 2, '","'],
    ['[1 2]', 4, '"2"'],
    ['[1', 3, 'the end of the text'],
    ['[1}', 3, '"}"'],
    ['{"a":1]', 7, '"]"'],
    ['{"a":1,}', 8, '"}"'],
    ['{"a" 1}', 6, '"1"'],
    ['{"a":}', 6, '"}"'],
    ['{a:1}', 2, '"a"'],
    ["{'a':1}", 2, '"\'"'],
    ['{,}', 2, '","'],
    ['01', 2, '"1"'],
    ['-', 2, 'the end of the text'],
    ['+1', 1, '"+"'],
    ['.5', 1, '"."'],
    ['1.', 3, 'the end of the text'],
    ['1.e1', 3, '"e"'],
    ['1e', 3, 'the end of the text'],
    ['1e+', 4, 'the end of the text'],
    ['0x1', 2, '"x"'],
    ['-Infinity', 2, '"I"'],
    ['"a', 3, 'the end of the text'],
    ['"\\x"', 2, '"\\\\"'],
    ['"\\u12g4"', 2, '"\\\\"'],
    ['"\\', 2, '"\\\\"'],
    ['"a\nb"', 3, '"\\u000a"'],
    ['"\u0000"', 2, '"\\u0000"'],
    ['1 2', 3, '"2"'],
    ['{} {}', 4, '"{"'],
    ['/* */1', 1, '"/"'],
    ['1\u00a0', 2, '"\u00a0"'],
    ['\u{1F600}', 1, '"\u{1F600}"'],
    ['\u2028', 1, '"\\u2028"'],
  ])('%j is refused in column %i, where %s was found', (text, column, found) => {
    expect(problemOf(text)).toMatchObject({ kind: 'syntax', line: 1, column, found });
  });

  test('the place is told as path, line and column', () => {
    const problem = problemOf('{\n  "a": [\n    1,\n    {"b c": tru}\n  ]\n}');
    expect(problem).toMatchObject({ path: '$.a[1]["b c"]', line: 4, column: 13 });
    expect(problem).toMatchObject({ expected: 'a JSON value', found: '"t"' });
  });
});

describe('encodings', () => {
  const text = '{"name":"Größe \u{1F600}"}';
  test.each(['utf-8', 'utf-8-bom', 'utf-16le-bom', 'utf-16be-bom'] as const)('%s is read', (encoding) => {
    const result = readJson(encodeText(text, encoding), WIDE_LIMITS);
    expect(result).toEqual({ ok: true, value: { name: 'Größe \u{1F600}' } });
  });

  test.each([
    ['a lone continuation byte', [0x22, 0x80, 0x22]],
    ['an overlong form', [0x22, 0xc0, 0xaf, 0x22]],
    ['a surrogate as UTF-8', [0x22, 0xed, 0xa0, 0x80, 0x22]],
    ['a cut character', [0x22, 0xe2, 0x82]],
    ['a lone surrogate in UTF-16', [0xff, 0xfe, 0x22, 0x00, 0x00, 0xd8, 0x22, 0x00]],
    ['half a unit of UTF-16', [0xff, 0xfe, 0x22, 0x00, 0x22]],
  ])('%s is refused, not replaced', (_, bytes) => {
    const result = readJson(Uint8Array.from(bytes), WIDE_LIMITS);
    expect(result).toMatchObject({ ok: false, error: { kind: 'encoding', path: '$', line: 0 } });
  });

  test('UTF-16 without byte order mark, and UTF-32, are refused', () => {
    const unmarked = encodeText('{}', 'utf-16le-bom').slice(2);
    expect(readJson(unmarked, WIDE_LIMITS)).toMatchObject({ ok: false, error: { found: '"\\u0000"' } });
    const utf32 = Uint8Array.of(0xff, 0xfe, 0, 0, 0x31, 0, 0, 0);
    expect(readJson(utf32, WIDE_LIMITS).ok).toBe(false);
  });

  test('only one byte order mark is taken', () => {
    expect(readJson(encodeText('\uFEFF1', 'utf-8-bom'), WIDE_LIMITS).ok).toBe(false);
  });
});

describe('traps', () => {
  test.each([
    ['{"a":1,"b":2,"a":1}', '$.a', 14],
    ['{"x":[{"a":1,"\\u0061":2}]}', '$.x[0].a', 14],
    ['{"__proto__":1,"__proto__":2}', '$.__proto__', 16],
  ])('%s: a repeated member is refused with its path', (text, path, column) => {
    expect(problemOf(text)).toMatchObject({ kind: 'repeated-member', path, column });
  });

  test('__proto__ is a member like any other: nothing gets another parent', () => {
    const result = read('{"a":{"__proto__":{"polluted":true}},"b":{}}');
    if (!result.ok) throw new Error(result.error.expected);
    const { value } = result;
    expect(JSON.stringify(value)).toBe('{"a":{"__proto__":{"polluted":true}},"b":{}}');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(Object(value)['a'])).toEqual(['__proto__']);
    expect(Object(value)['a'].polluted).toBeUndefined();
    expect(Object.getPrototypeOf(Object(value)['a'])).toBeNull();
    expect(Object(value)['b'].polluted).toBeUndefined();
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('a name that the caller refuses is refused wherever it stands', () => {
    const problem = problemOf('[{"a":{"__proto__":1}}]', { refusedMembers: ['__proto__'] });
    expect(problem).toMatchObject({ kind: 'refused-member', path: '$[0].a.__proto__' });
  });

  test.each(['"\\ud800"', '"\\udc00\\ud800"', '"\\ud83dx"', '{"\\udead":1}', '["\\uD83D\\uD83D\\uDE00"]'])(
    '%s: half of a surrogate pair is refused',
    (text) => expect(problemOf(text).kind).toBe('lone-surrogate'),
  );

  test.each([
    '12345678901234567890',
    '9007199254740993',
    '1e400',
    '-1e400',
    '1e-400',
    '[1.00000000000000000001]',
  ])('%s: a number that cannot be held as written is refused', (text) =>
    expect(problemOf(text).kind).toBe('inexact-number'),
  );

  test('inexact numbers are listed with their paths for whoever can do without them', () => {
    const bytes = encodeText('{"a":1e400,\n"b":[1,12345678901234567890]}', 'utf-8');
    const result = readJsonText(bytes, WIDE_LIMITS);
    expect(result.ok && result.value.inexact).toMatchObject([
      { path: '$.a', line: 1, column: 6, found: '"1e400"' },
      { path: '$.b[1]', line: 2, column: 8, found: '"12345678901234567890"' },
    ]);
  });

  test('everything that is read is frozen', () => {
    const result = read('{"a":[{"b":{}},[]]}');
    const frozen = (value: unknown): boolean =>
      Object.isFrozen(value) && Object.values(Object(value)).every((part) => frozen(part));
    expect(result.ok && frozen(result.value)).toBe(true);
  });

  test('a long or unprintable name is cut and escaped in the path', () => {
    const path = problemOf(`{"${'n'.repeat(5000)}":x}`).path;
    expect(path).toBe(`$["${'n'.repeat(60)}" (5000 characters)]`);
    expect(problemOf('{"a\\u001b[2J\\u202e":x}').path).toBe('$["a\\u001b[2J\\u202e"]');
  });
});
