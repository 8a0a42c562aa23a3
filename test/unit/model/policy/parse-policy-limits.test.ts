// The policy parser against policies made to exhaust it: refused as a whole, said clearly, in bounded time.
import { expect, test } from 'vitest';
import { parsePolicy } from '../../../../src/model/policy/parse-policy.js';
import type { PlainSetting } from '../../../support/policy-dialects.js';
import { encodeText, renderPolicy } from '../../../support/policy-dialects.js';
import { plainPolicy } from './plain-policies.js';

/** Far above what the work needs here. */
const CEILING_MS = 1000;

const head = '{"name":"x","platforms":"linux","technologies":"microsoftSense","settings":';
const setting = '{"settingInstance":{"settingDefinitionId":"s","choiceSettingValue":{"value":"s_1"}}}';
const list = (item: string, count: number): string => `[${Array<string>(count).fill(item).join(',')}]`;
const group = (children: string): string =>
  `{"settingInstance":{"settingDefinitionId":"g","groupSettingValue":{"children":${children}}}}`;

test.each([
  ['20,001 settings', `${head}${list(setting, 20_001)}}`, '$.settings', 'at most 20000 entries'],
  ['10^6 empty settings', `${head}${list('{}', 1_000_000)}}`, '$.settings', 'at most 20000 entries'],
  [
    '20,001 nested settings',
    `${head}[${list(group(list('{"settingDefinitionId":"s"}', 9_999)), 3).slice(1, -1)}]}`,
    '.settingDefinitionId',
    'at most 20000 members "settingDefinitionId"',
  ],
  [
    'settings without an id by the hundred thousand',
    `${head}${list(group(list('{}', 10_000)), 10)}}`,
    '$.settings',
    'at most 20000 settings',
  ],
  ['10^5 levels', `${head}${'['.repeat(100_000)}`, '$.settings[0][0]', 'at most 64 levels'],
])('%s', (_, text, path, expected) => {
  const bytes = encodeText(text, 'utf-8');
  const start = performance.now();
  const result = parsePolicy(bytes);
  expect(performance.now() - start).toBeLessThan(CEILING_MS);
  expect(result).toEqual({
    ok: false,
    error: [
      {
        path: expect.stringContaining(path),
        expected: expect.stringContaining(expected),
        found: expect.stringContaining('more'),
      },
    ],
  });
});

test('10^6 settings of full size are refused by their size', () => {
  const bytes = new Uint8Array(80_000_000);
  const start = performance.now();
  expect(parsePolicy(bytes)).toMatchObject({
    ok: false,
    error: [{ path: '$', expected: 'at most 8388608 bytes', found: '80000000 bytes' }],
  });
  expect(performance.now() - start).toBeLessThan(100);
});

test('20,000 settings are read', () => {
  const result = parsePolicy(encodeText(`${head}${list(setting, 20_000)}}`, 'utf-8'));
  expect(result.ok && result.value.settings.length).toBe(20_000);
});

test('settings are read as deep as the levels allow, and no deeper', () => {
  const nest = (depth: number): PlainSetting => ({
    kind: 'choice',
    id: `s${depth}`,
    option: 'x',
    children: depth === 1 ? [] : [nest(depth - 1)],
  });
  const parseNested = (depth: number) =>
    parsePolicy(renderPolicy(plainPolicy([nest(depth)]), 'portal', 'utf-8'));
  // Three levels for the first setting's wrapping, three for each setting: itself, its choice, its children.
  expect(parseNested(20)).toMatchObject({ ok: true, value: { mistakes: [] } });
  expect(parseNested(21)).toMatchObject({ ok: false, error: [{ expected: 'at most 64 levels' }] });
});
