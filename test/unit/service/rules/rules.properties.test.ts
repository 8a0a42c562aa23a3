// A second opinion: drawn rules are written once as rule text and once as SQL, and both are asked about drawn devices.
// The SQL is made from what was drawn, not from what the parser made of it.
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { matches } from '../../../../src/service/rules/evaluate.js';
import { parseRule } from '../../../../src/service/rules/parse.js';
import { findProperty } from '../../../../src/service/rules/properties.js';

const TEXTS = ['displayName', 'deviceModel', 'deviceOSType'] as const;
const BOOLEANS = ['accountEnabled', 'isRooted'] as const;
const COLLECTION = 'systemLabels';

interface Device {
  readonly texts: Readonly<Record<(typeof TEXTS)[number], string | null>>;
  readonly booleans: Readonly<Record<(typeof BOOLEANS)[number], boolean | null>>;
  readonly labels: readonly string[];
}

/** Few letters, so that texts meet; quotes and what SQL and regular expressions mean by signs are among them. */
const word = fc
  .array(fc.constantFrom('a', 'B', 'b', '1', "'", '"', '%', '_', ' '), { maxLength: 3 })
  .map((letters) => letters.join(''));
const device: fc.Arbitrary<Device> = fc.record({
  texts: fc.record({
    displayName: fc.option(word),
    deviceModel: fc.option(word),
    deviceOSType: fc.option(word),
  }),
  booleans: fc.record({
    accountEnabled: fc.option(fc.boolean()),
    isRooted: fc.option(fc.boolean()),
  }),
  labels: fc.array(word, { maxLength: 3 }),
});

/** `sql` holds true or false and never null; `level`: how closely the text binds. */
interface Written {
  readonly rule: string;
  readonly sql: string;
  readonly level: 'comparison' | 'not' | 'and' | 'or';
}

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const quoted = fc.record({ text: word, single: fc.boolean() }).map(({ text, single }) => ({
  text,
  rule: single ? `'${text.replaceAll("'", "''")}'` : `"${text.replaceAll('"', '`"')}"`,
}));
const hyphen = fc.constantFrom('-', '–', '');
const inAnyCase = (name: string) => fc.constantFrom(name, name.toLowerCase(), name.toUpperCase());

/** On a text that is not null. */
const TESTS: Readonly<Record<string, (column: string, text: string) => string>> = {
  eq: (column, text) => `lower(${column}) = lower(${sqlText(text)})`,
  startsWith: (column, text) => `substr(lower(${column}), 1, ${text.length}) = lower(${sqlText(text)})`,
  endsWith: (column, text) =>
    text === ''
      ? 'true'
      : `substr(lower(${column}), -${text.length}) = lower(${sqlText(text)}) and length(${column}) >= ${text.length}`,
  contains: (column, text) => `instr(lower(${column}), lower(${sqlText(text)})) > 0`,
};
const NEGATED: Readonly<Record<string, string>> = {
  ne: 'eq',
  notStartsWith: 'startsWith',
  notEndsWith: 'endsWith',
  notContains: 'contains',
};

interface Subject {
  readonly rule: string;
  /** A test of one text, as a truth about the whole subject. */
  readonly some: (test: (column: string) => string) => string;
  readonly isNull: string;
}

const textSubjects: readonly Subject[] = TEXTS.map((name) => ({
  rule: `device.${name}`,
  some: (test) => `(d.${name} is not null and (${test(`d.${name}`)}))`,
  isNull: `(d.${name} is null)`,
}));
const labels: Subject = {
  rule: `device.${COLLECTION}`,
  some: (test) => `exists (select 1 from label l where ${test('l.text')})`,
  isNull: '(not exists (select 1 from label))',
};
const element: Subject = {
  rule: '_',
  some: (test) => `(${test('e.text')})`,
  isNull: 'false',
};

function comparisonOf(subject: fc.Arbitrary<Subject>): fc.Arbitrary<Written> {
  const written = (rule: string, sql: string): Written => ({ rule, sql, level: 'comparison' });
  const plain = fc
    .tuple(subject, fc.constantFrom(...Object.keys(TESTS), ...Object.keys(NEGATED)), quoted, hyphen)
    .chain(([of, operator, value, sign]) =>
      inAnyCase(operator).map((spelled) => {
        const positive = NEGATED[operator];
        const test = TESTS[positive ?? operator] ?? (() => 'null');
        const holds = of.some((column) => test(column, value.text));
        return written(
          `${of.rule} ${sign}${spelled} ${value.rule}`,
          positive === undefined ? holds : `(not ${holds})`,
        );
      }),
    );
  const lists = fc
    .tuple(subject, fc.boolean(), fc.array(quoted, { maxLength: 3 }), hyphen)
    .map(([of, negated, values, sign]) => {
      const list = values.map(({ text }) => `lower(${sqlText(text)})`).join(', ');
      const holds = of.some((column) => `lower(${column}) in (${list})`);
      const rule = `${of.rule} ${sign}${negated ? 'notIn' : 'in'} [${values.map((each) => each.rule).join(', ')}]`;
      return written(rule, negated ? `(not ${holds})` : holds);
    });
  const nulls = fc
    .tuple(subject, fc.boolean())
    .map(([of, negated]) =>
      written(`${of.rule} -${negated ? 'ne' : 'eq'} null`, negated ? `(not ${of.isNull})` : of.isNull),
    );
  const patterns = fc
    .tuple(subject, fc.boolean(), fc.constantFrom('^a', 'b$', 'a.b', '[ab]1?', '^$', '(a|b)+', '\\W'))
    .map(([of, negated, pattern]) => {
      const holds = of.some((column) => `matches(${sqlText(pattern)}, ${column})`);
      return written(
        `${of.rule} -${negated ? 'notMatch' : 'match'} "${pattern}"`,
        negated ? `(not ${holds})` : holds,
      );
    });
  return fc.oneof({ weight: 4, arbitrary: plain }, lists, nulls, patterns);
}

const booleans: fc.Arbitrary<Written> = fc
  .tuple(fc.constantFrom(...BOOLEANS), fc.boolean(), fc.boolean())
  .map(([name, negated, value]) => ({
    rule: `device.${name} -${negated ? 'ne' : 'eq'} ${value}`,
    sql: `(d.${name} is ${negated ? 'not ' : ''}${value ? 1 : 0})`,
    level: 'comparison',
  }));

const LEVELS = ['comparison', 'not', 'and', 'or'] as const;
/** In parentheses only where the documented precedence asks for them. */
const within = ({ rule, level }: Written, around: Written['level']): string =>
  LEVELS.indexOf(level) >= LEVELS.indexOf(around) && level !== 'comparison' ? `(${rule})` : rule;

function combined(one: fc.Arbitrary<Written>): fc.Arbitrary<Written> {
  const chain =
    (word: 'and' | 'or') =>
    (parts: readonly Written[]): Written => ({
      rule: parts.map((part) => within(part, word)).join(` -${word} `),
      sql: `(${parts.map(({ sql }) => sql).join(` ${word} `)})`,
      level: word,
    });
  const several = fc.array(one, { minLength: 2, maxLength: 3 });
  return fc.oneof(
    one,
    several.map(chain('and')),
    several.map(chain('or')),
    one
      .filter(({ rule }) => !/^\S+ -(eq|ne) null$/.test(rule))
      .map((part) => ({
        rule: `-not ${within(part, 'not')}`,
        sql: `(not ${part.sql})`,
        level: 'not' as const,
      })),
  );
}

const inside = combined(comparisonOf(fc.constant(element)));
const quantified: fc.Arbitrary<Written> = fc
  .tuple(inside, fc.constantFrom('any', 'all'))
  .map(([of, quantifier]) => ({
    rule: `device.${COLLECTION} -${quantifier} ${of.level === 'comparison' ? of.rule : `(${of.rule})`}`,
    sql:
      quantifier === 'any'
        ? `exists (select 1 from label e where ${of.sql})`
        : `(not exists (select 1 from label e where not ${of.sql}))`,
    level: 'comparison',
  }));
const leaf = fc.oneof(
  { weight: 3, arbitrary: comparisonOf(fc.constantFrom(...textSubjects, labels)) },
  booleans,
  quantified,
);
const rule = combined(combined(combined(leaf)));

const database = new Database(':memory:');
database.exec(`create table d (${[...TEXTS, ...BOOLEANS].join(', ')}); create table label (text)`);
database.function('matches', (pattern: unknown, text: unknown) =>
  new RegExp(String(pattern), 'i').test(String(text)) ? 1 : 0,
);
afterAll(() => database.close());

function askSql(sql: string, { texts, booleans: flags, labels: texted }: Device): boolean {
  database.exec('delete from d; delete from label');
  const bits = BOOLEANS.map((name) => (flags[name] === null ? null : Number(flags[name])));
  database.prepare('insert into d values (?, ?, ?, ?, ?)').run(...TEXTS.map((name) => texts[name]), ...bits);
  for (const text of texted) database.prepare('insert into label values (?)').run(text);
  return database.prepare(`select 1 from d where ${sql}`).get() !== undefined;
}

function askRule(text: string, { texts, booleans: flags, labels: texted }: Device): boolean {
  const parsed = parseRule(text);
  if (!parsed.ok) throw new Error(`${text}\n${parsed.error.at}: ${parsed.error.why}`);
  const attributes = new Map(
    Object.entries({ ...texts, ...flags, [COLLECTION]: texted }).flatMap(([name, value]) => {
      const property = findProperty(name);
      return property === undefined ? [] : [[property, value] as const];
    }),
  );
  return matches(parsed.value.expression, { attributes, groups: new Set() });
}

test('the interpreter and a translation to SQL agree on every drawn rule and device', () => {
  const seen = { true: 0, false: 0 };
  fc.assert(
    fc.property(rule, fc.array(device, { minLength: 1, maxLength: 4 }), (written, devices) => {
      for (const each of devices) {
        const expected = askSql(written.sql, each);
        seen[`${expected}`] += 1;
        expect(askRule(written.rule, each), `${written.rule}\n${written.sql}`).toBe(expected);
      }
    }),
    { numRuns: 3000 },
  );
  expect(seen.true).toBeGreaterThan(500);
  expect(seen.false).toBeGreaterThan(500);
});

test('whatever text comes, there is a rule or a mistake with its place, and nothing is thrown', () => {
  const piece = fc.constantFrom(
    ...[
      'device.displayName',
      '-eq',
      '"x"',
      "'",
      '"',
      '`',
      '(',
      ')',
      '[',
      ']',
      ',',
      '_',
      '-any',
      '-not',
      'null',
    ],
    ...[
      '-and',
      '-match',
      'device.systemLabels',
      'device.memberOf',
      'group.objectId',
      '-in',
      '\u0000',
      '\ud800',
    ],
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join(' ')),
      ),
      (text) => {
        const parsed = parseRule(text);
        if (!parsed.ok) expect(parsed.error.at).toBeGreaterThanOrEqual(1);
      },
    ),
    { numRuns: 2000 },
  );
});
