// Edits of single members: nothing else in the text moves, and taking back leaves the text as it was.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findMember, formatValue, removeMember, setMember } from '../../../../platform/linux/json-edit.js';
import { readDocument } from '../../../../platform/linux/json-text.js';

const set = (text: string, path: readonly string[], raw: string): string => {
  const result = setMember(readDocument(text), path, raw);
  if (!result.ok) throw new Error('blocked');
  return result.value;
};

const takeOut = (text: string, path: readonly string[]): string => removeMember(readDocument(text), path);

describe('setting a member', () => {
  test('replaces the value and nothing else', () => {
    const text = '{ "cloudService" :\t{ "enabled" : true , "proxy":"x" } }\n';
    expect(set(text, ['cloudService', 'enabled'], 'false')).toBe(
      '{ "cloudService" :\t{ "enabled" : false , "proxy":"x" } }\n',
    );
  });

  test('of repeated keys the last one is edited, the others stay', () => {
    expect(set('{"a":{"k":1},"a":{"k":2,"k":3}}', ['a', 'k'], '9')).toBe('{"a":{"k":1},"a":{"k":2,"k":9}}');
  });

  test('a missing section is made after what is there, in the layout of the document', () => {
    expect(set('{\n\t"own": 1\n}\n', ['antivirusEngine', 'scanArchives'], 'true')).toBe(
      '{\n\t"own": 1,\n\t"antivirusEngine": {\n\t\t"scanArchives": true\n\t}\n}\n',
    );
  });

  test('keys are compared as decoded, quotes and braces in strings mislead nobody', () => {
    const text = '{"x":"}\\"{[","cloud\\u0053ervice":{"enabled":true}}';
    expect(set(text, ['cloudService', 'enabled'], 'false')).toBe(text.replace('true', 'false'));
  });

  test('a section that is not an object blocks, whatever it is instead', () => {
    for (const value of ['null', '5', '"text"', '[{"enabled":true}]']) {
      const result = setMember(
        readDocument(`{"cloudService":${value}}`),
        ['cloudService', 'enabled'],
        'true',
      );
      expect(result).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
    }
  });

  test('lists are laid out one entry a line, but on one line in a document of one line', () => {
    expect(formatValue(readDocument('{\n  "a": 1\n}'), 1, [{ p: 1 }, 'x'])).toBe(
      '[\n      {"p":1},\n      "x"\n    ]',
    );
    expect(formatValue(readDocument('{"a":1}'), 1, [1, 2])).toBe('[1,2]');
  });
});

describe('taking a member out', () => {
  test('takes the section along that was made for it', () => {
    const text = '{\n  "own": 1\n}\n';
    const path = ['scheduledScan', 'weeklyConfiguration', 'dayOfWeek'];
    expect(takeOut(set(text, path, '3'), path)).toBe(text);
  });

  test('leaves an empty section that was there before, however it was written', () => {
    for (const inner of ['', ' ', '\n  ', '\n    ', '\r\n', '\n\n\t']) {
      for (const text of [`{\n  "edr": {${inner}}\n}`, `{"edr":{${inner}}}`, `{\r\n\t"edr": {${inner}}}`]) {
        expect(takeOut(set(text, ['edr', 'groupIds'], '"g"'), ['edr', 'groupIds'])).toBe(text);
      }
    }
  });

  test('what is not there needs no taking out', () => {
    expect(takeOut('{"a":1}', ['b', 'c'])).toBe('{"a":1}');
  });
});

const PATHS: readonly (readonly string[])[] = [
  ['antivirusEngine', 'enforcementLevel'],
  ['antivirusEngine', 'scanArchives'],
  ['antivirusEngine', 'exclusions'],
  ['cloudService', 'enabled'],
  ['cloudService', 'diagnosticLevel'],
  ['scheduledScan', 'weeklyConfiguration', 'dayOfWeek'],
  ['scheduledScan', 'weeklyConfiguration', 'scanType'],
  ['scheduledScan', 'runScanWhenIdle'],
  ['top'],
];
const KEYS = [...new Set(PATHS.flat()), 'foreign', 'q"uo\\te', '__proto__', ''];

const white = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r\n'), maxLength: 3 }),
  fc.constantFrom('\n  ', '\n    ', ' ', '\n'),
);
const { document } = fc.letrec<{ value: string; document: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.json({ maxDepth: 0 }),
    fc.constantFrom('1e400', '0.10', '"\\u00e9\\\\"', '-0', '"}"', '[ ]', '[1 ,{"a":{}}]'),
    tie('document'),
    tie('document'),
  ),
  document: fc
    .tuple(
      fc.array(fc.tuple(white, fc.constantFrom(...KEYS), white, white, tie('value'), white), {
        maxLength: 4,
      }),
      white,
    )
    .map(([members, inner]) => {
      const texts = members.map(
        ([a, key, b, c, value, d]) => `${a}${JSON.stringify(key)}${b}:${c}${value}${d}`,
      );
      return `{${texts.length === 0 ? inner : texts.join(',')}}`;
    }),
}));

test('after any settings are written and given back in any order, the text is the same to the byte', () => {
  fc.assert(
    fc.property(
      fc.tuple(white, document, white).map((parts) => parts.join('')),
      fc.shuffledSubarray([...PATHS]),
      fc.array(fc.integer(), { minLength: PATHS.length, maxLength: PATHS.length }),
      (text, paths, order) => {
        const { root } = readDocument(text);
        const images = paths.flatMap((path, index) => {
          const found = findMember(root, path);
          if (found.is === 'blocked') return [];
          const raw =
            found.is === 'found' ? text.slice(found.member.valueStart, found.member.end) : undefined;
          return [{ path, raw, order: order[index] ?? 0 }];
        });
        let now = text;
        for (const { path } of images)
          now = set(now, path, formatValue(readDocument(now), path.length - 1, ['ours', 1]));
        expect(() => JSON.parse(now)).not.toThrow();
        const back = images.toSorted((a, b) => a.order - b.order);
        for (const { path, raw } of back) now = raw === undefined ? takeOut(now, path) : set(now, path, raw);
        expect(now).toBe(text);
      },
    ),
    { seed: 20260101, numRuns: 3000 },
  );
});

test('members are found as JSON.parse finds them', () => {
  fc.assert(
    fc.property(document, fc.constantFrom(...PATHS), (text, path) => {
      const found = findMember(readDocument(text).root, path);
      let expected: unknown = JSON.parse(text);
      for (const key of path) {
        const isObject = typeof expected === 'object' && expected !== null && !Array.isArray(expected);
        const own = isObject ? Object.getOwnPropertyDescriptor(expected, key)?.value : undefined;
        expected = own;
      }
      const value: unknown =
        found.is === 'found' ? JSON.parse(text.slice(found.member.valueStart, found.member.end)) : undefined;
      expect(value).toEqual(expected);
    }),
    { seed: 20260102, numRuns: 2000 },
  );
});

test('ten thousand list entries are passed over in linear time', () => {
  const entry = '{"$type":"excludedPath","path":"/srv/\\\\\\"{}[]","isDirectory":true}';
  const text = `{"antivirusEngine":{"exclusions":[${Array.from({ length: 10_000 }, () => entry).join(',')}],"x":1}}`;
  expect(findMember(readDocument(text).root, ['antivirusEngine', 'x'])).toMatchObject({ is: 'found' });
  expect(readDocument(`{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`).root.members).toHaveLength(1);
});
