// What may be done in certain files only, and how a file looks: names, length, forbidden words. Pure.
import { layerOf } from './layers.js';
import type { SourceFile } from './source-text.js';
import { lineAt } from './source-text.js';

/** The only implementations of the clock, timer and random ports. Everyone else is given one. */
const clocks: readonly string[] = [
  'platform/clock.ts',
  'platform/random.ts',
  'platform/timer.ts',
  'src/service/clock.ts',
  'src/service/random.ts',
  'src/service/timer.ts',
];

const isMain = (path: string): boolean => /^src\/(agent\/main\/[^/]+|service\/main)\.ts$/.test(path);
const isConfig = (path: string): boolean => /^(src\/[^/]+|platform)\/config\//.test(path);
const isStore = (path: string): boolean => /^src\/[^/]+\/store\//.test(path);
const isClock = (path: string): boolean => clocks.includes(path);

interface Rule {
  readonly what: string;
  readonly pattern: RegExp;
  readonly allowed: (path: string) => boolean;
}

/** For the product's own sources (src, platform, catalog); patterns run over code, not over text in quotes. */
const productRules: readonly Rule[] = [
  { what: 'only */config/ reads the environment', pattern: /\bprocess\.env\b/g, allowed: isConfig },
  {
    what: 'write process.NAME, so that its uses can be found',
    pattern: /\}\s*=\s*process\b(?!\s*\.)|\bprocess\s*(?:\?\.)?\[|\bglobalThis\s*\.\s*process\b/g,
    allowed: () => false,
  },
  {
    what: 'only a main ends the process',
    pattern: /\bprocess\.(?:exit|exitCode|abort|reallyExit)\b/g,
    allowed: isMain,
  },
  {
    what: 'only the clock port asks the time',
    pattern:
      /\bDate\.now\b|\bnew Date\s*(?:\(\s*\)|(?![\s(]))|(?<![.\w$]|new )Date\s*\(|\bperformance\.now\b|\bprocess\.(?:hrtime|uptime)\b|\bTemporal\.Now\b/g,
    allowed: isClock,
  },
  {
    what: 'only the timer port sets timers',
    pattern:
      /(?<![.\w$])(?:setTimeout|setInterval)\s*\(|\bglobalThis\s*\.\s*set(?:Timeout|Interval)\b|\bset(?:Timeout|Interval)\s*(?=[,}])/g,
    allowed: isClock,
  },
  {
    what: 'only the random port makes randomness',
    pattern:
      /\bMath\.random\b|\b(?:randomUUID|randomUUIDv7|randomBytes|randomInt|randomFill|getRandomValues)\b/g,
    allowed: isClock,
  },
];

/** For every TypeScript file, tests and scripts too. */
const everywhere: readonly Rule[] = [
  {
    what: 'no any: use unknown and parse',
    pattern: /(?:[:<,|&(=]|\bas|\bof)\s*any\b(?!\s*[:(.])/g,
    allowed: () => false,
  },
  { what: 'no !: narrow, or return early', pattern: /[\w$)\]]!(?!=)/g, allowed: () => false },
];

const sql =
  /^\s*(?:select\b.*\bfrom\b|insert\s+(?:or\s+\w+\s+)?into\s|replace\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|create\s+(?:unique\s+)?(?:table|index|trigger|view)\s|alter\s+table\s|drop\s+(?:table|index)\s|pragma\s+\w+|begin\s+immediate)/is;

export function checkContents(file: SourceFile): readonly string[] {
  const wrong: string[] = [];
  const say = (line: number, why: string): void => void wrong.push(`${file.path}:${line}: ${why}`);
  const inProduct = layerOf(file.path) !== undefined;
  for (const rule of inProduct ? [...productRules, ...everywhere] : everywhere) {
    if (rule.allowed(file.path)) continue;
    for (const match of file.code.matchAll(rule.pattern))
      say(lineAt(file.text, match.index), `${rule.what} (${match[0].trim()})`);
  }
  for (const { text, line } of file.comments)
    if (/@ts-(?:ignore|nocheck)\b/.test(text)) say(line, 'no @ts-ignore: make the types say it');
  if (inProduct && !isStore(file.path))
    for (const { text, line } of file.strings) if (sql.test(text)) say(line, 'SQL stands only under */store');
  return wrong;
}

const banned = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc']);
const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function checkName(path: string): readonly string[] {
  const wrong: string[] = [];
  const parts = path.split('/').map((part) => part.replace(/^\./, ''));
  const stems = parts.map((part, at) => (at === parts.length - 1 ? part.split('.') : [part]));
  for (const stem of stems.flat()) if (!kebab.test(stem)) wrong.push(`${path}: "${stem}" is not kebab-case`);
  for (const [stem] of stems)
    if (stem !== undefined && banned.has(stem)) wrong.push(`${path}: "${stem}" names no idea`);
  if (stems.at(-1)?.[0] === 'index') wrong.push(`${path}: no index files: import what you mean`);
  return wrong;
}

/** A file says first what it is and what it may touch. */
export function checkOpening({ path, text }: SourceFile): readonly string[] {
  const opens = /^(?:#![^\n]*\n)?(?:\/\/ \S|\/\*)/.test(text);
  return opens || text === '' ? [] : [`${path}:1: opens without a line that says what it is`];
}

/** 400 lines; tables of data are named for it (`-table.ts`), and generated code is not read by people. */
export function checkLength(file: SourceFile): readonly string[] {
  if (/-table\.ts$|^src\/model\/wire\/validators\./.test(file.path)) return [];
  const lines = file.text.trimEnd().split('\n').length;
  return lines > 400 ? [`${file.path}: ${lines} lines; split it (at most 400)`] : [];
}
