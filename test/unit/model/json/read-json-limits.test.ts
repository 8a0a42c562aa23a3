// The JSON reader under attack: each limit holds at its edge, and refusing costs next to nothing.
import { expect, test } from 'vitest';
import type { JsonLimits } from '../../../../src/model/json/json-value.js';
import { readJson, readJsonText } from '../../../../src/model/json/read-json.js';
import { encodeText } from '../../../support/policy-dialects.js';

const LIMITS: JsonLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxDepth: 64,
  maxValues: 1_000_000,
  maxEntries: 20_000,
  maxMembers: { named: 'id', count: 3 },
};
const read = (text: string, limits: Partial<JsonLimits> = {}) =>
  readJson(encodeText(text, 'utf-8'), { ...LIMITS, ...limits });

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
const objects = (count: number): string => `[${Array<string>(count).fill('{}').join(',')}]`;

test.each([
  ['bytes', '"123456"', { maxBytes: 8 }, '"1234567"', 'too-large'],
  ['levels', nested(64), {}, nested(65), 'too-deep'],
  [
    'levels of objects',
    `${'{"a":'.repeat(63)}{}${'}'.repeat(63)}`,
    {},
    `${'{"a":'.repeat(64)}{}`,
    'too-deep',
  ],
  ['values', '[1,[2]]', { maxValues: 4 }, '[1,[2,3]]', 'too-many'],
  ['entries', '[1,2,3]', { maxEntries: 3 }, '[1,2,3,4]', 'too-many'],
  ['members', '{"a":1,"b":2}', { maxEntries: 2 }, '{"a":1,"b":2,"c":3}', 'too-many'],
  [
    'members of one name',
    '[{"id":1},{"id":[{"id":2}]}]',
    {},
    '[{"id":1},{"id":[{"id":2}]},{"id":3}]',
    'too-many',
  ],
] as const)(
  'as many %s as are allowed are read, one more is refused',
  (_, allowed, limits, refused, kind) => {
    expect(read(allowed, limits).ok).toBe(true);
    expect(read(refused, limits)).toMatchObject({ ok: false, error: { kind } });
  },
);

test('too many entries are told by the path of the list', () => {
  const result = read(`{"settings":${objects(20_001)}}`);
  expect(result).toMatchObject({
    error: { path: '$.settings', expected: 'at most 20000 entries', found: 'more' },
  });
});

/** Far above what the work needs here, far below what an unbounded reader would need. */
const CEILING_MS = 1000;

test.each([
  ['10^5 levels', () => '['.repeat(100_000), 'too-deep'],
  ['10^5 levels of objects', () => '{"a":'.repeat(100_000), 'too-deep'],
  ['10^6 entries', () => objects(1_000_000), 'too-many'],
  ['10^6 members', () => `{${Array.from({ length: 600_000 }, (_, i) => `"k${i}":1`).join(',')}}`, 'too-many'],
  [
    '10^6 settings spread over lists',
    () => `[${Array<string>(100).fill(objects(10_000)).join(',')}]`,
    'too-many',
  ],
  ['a string of escapes that never ends', () => `"${'\\u0041'.repeat(1_390_000)}`, 'syntax'],
  ['8 million digits', () => '9'.repeat(8_000_000), 'inexact-number'],
  ['8 million blanks', () => ' '.repeat(8_000_000), 'syntax'],
  [
    'a flood of inexact numbers',
    () => `[${Array<string>(19_000).fill('1e400').join(',')}]`,
    'inexact-number',
  ],
] as const)('%s are refused in bounded time and memory', (_, make, kind) => {
  const bytes = encodeText(make(), 'utf-8');
  const heapBefore = process.memoryUsage().heapUsed;
  const start = performance.now();
  const result = readJsonText(bytes, LIMITS);
  const tookMs = performance.now() - start;
  const refusedBy = result.ok ? result.value.inexact[0]?.kind : result.error.kind;
  expect(refusedBy).toBe(kind);
  expect(tookMs).toBeLessThan(CEILING_MS);
  expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(200 * 1024 * 1024);
});

test('200 MB are refused by their size before they are decoded', () => {
  const bytes = new Uint8Array(200 * 1024 * 1024).fill(0x5c);
  const start = performance.now();
  expect(readJson(bytes, LIMITS)).toMatchObject({
    error: { kind: 'too-large', expected: 'at most 8388608 bytes', found: '209715200 bytes' },
  });
  expect(performance.now() - start).toBeLessThan(100);
});

test('nothing of a refused bomb is looked at beyond the limit', () => {
  const afterTheLimit = `${'['.repeat(65)}\\ this is no JSON at all`;
  expect(read(afterTheLimit)).toMatchObject({ error: { kind: 'too-deep', column: 65 } });
});
