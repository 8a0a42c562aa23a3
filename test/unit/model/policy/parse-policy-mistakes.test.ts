// Each mistake of a policy comes back with its path and what was expected there, and costs nothing beside it.
import { describe, expect, test } from 'vitest';
import type { PolicyDocument } from '../../../../src/model/policy/document.js';
import { parsePolicy } from '../../../../src/model/policy/parse-policy.js';
import { encodeText } from '../../../support/policy-dialects.js';

const GRAPH = '#microsoft.graph.deviceManagementConfiguration';
const GOOD = { settingInstance: { settingDefinitionId: 'good', choiceSettingValue: { value: 'good_1' } } };
const HEAD = { name: 'Lab', platforms: 'linux', technologies: 'microsoftSense' };

function parseText(text: string): PolicyDocument {
  const result = parsePolicy(encodeText(text, 'utf-8'));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const parseSettings = (...settings: readonly unknown[]): PolicyDocument =>
  parseText(JSON.stringify({ ...HEAD, settings }));

const AT = '$.settings[1].settingInstance';

test.each<readonly [string, object, string, string, string]>([
  ['no value property', {}, AT, 'one of choiceSettingValue', 'no value property'],
  [
    'two value properties',
    { choiceSettingValue: { value: 's_1' }, simpleSettingValue: { value: 1 } },
    AT,
    'one of choiceSettingValue',
    'choiceSettingValue, simpleSettingValue',
  ],
  [
    'a value property of another kind than the type',
    { '@odata.type': `${GRAPH}ChoiceSettingInstance`, simpleSettingValue: { value: 1 } },
    AT,
    'choiceSettingValue alone',
    'simpleSettingValue',
  ],
  [
    'an unknown type',
    { '@odata.type': `${GRAPH}OtherSettingInstance`, simpleSettingValue: { value: 1 } },
    `${AT}["@odata.type"]`,
    `one of ${GRAPH}ChoiceSettingInstance`,
    '"#microsoft.graph.',
  ],
  ['a type that is no text', { '@odata.type': 5 }, `${AT}["@odata.type"]`, 'one of #microsoft.graph', '5'],
  ['a choice that is text', { choiceSettingValue: 's_1' }, `${AT}.choiceSettingValue`, 'an object', '"s_1"'],
  [
    'a choice of nothing',
    { choiceSettingValue: {} },
    `${AT}.choiceSettingValue.value`,
    'the id of a choice',
    'nothing',
  ],
  [
    'a choice of a number',
    { choiceSettingValue: { value: 1 } },
    `${AT}.choiceSettingValue.value`,
    'the id',
    '1',
  ],
  [
    'a choice value of another type',
    { choiceSettingValue: { '@odata.type': `${GRAPH}StringSettingValue`, value: 's_1' } },
    `${AT}.choiceSettingValue["@odata.type"]`,
    `${GRAPH}ChoiceSettingValue`,
    '"#microsoft',
  ],
  [
    'children that are no list',
    { choiceSettingValue: { value: 's_1', children: {} } },
    `${AT}.choiceSettingValue.children`,
    'an array of setting instances',
    'an object',
  ],
  [
    'a list that is none',
    { simpleSettingCollectionValue: {} },
    `${AT}.simpleSettingCollectionValue`,
    'an array',
    'an object',
  ],
  [
    'an entry that is none',
    { simpleSettingCollectionValue: [{ value: 'x' }, 'y'] },
    `${AT}.simpleSettingCollectionValue[1]`,
    'an object with a value',
    '"y"',
  ],
  [
    'a choice of a list',
    { choiceSettingCollectionValue: [{ value: 's_1' }, { value: null }] },
    `${AT}.choiceSettingCollectionValue[1].value`,
    'the id of a choice',
    'null',
  ],
  [
    'a group that is none',
    { groupSettingValue: [] },
    `${AT}.groupSettingValue`,
    'an object with children',
    'an array of 0',
  ],
  [
    'a simple value that is true',
    { simpleSettingValue: { value: true } },
    `${AT}.simpleSettingValue.value`,
    'a string or an integer',
    'true',
  ],
  [
    'a fraction',
    { simpleSettingValue: { value: 1.5 } },
    `${AT}.simpleSettingValue.value`,
    'an integer from',
    '1.5',
  ],
  [
    '2^32',
    { simpleSettingValue: { value: 4294967296 } },
    `${AT}.simpleSettingValue.value`,
    'to 4294967295',
    '4294967296',
  ],
  [
    'an integer that is no number',
    { simpleSettingValue: { '@odata.type': `${GRAPH}IntegerSettingValue`, value: '12a' } },
    `${AT}.simpleSettingValue.value`,
    'an integer from',
    '"12a"',
  ],
  [
    'an integer of 20 digits in quotes',
    { simpleSettingValue: { '@odata.type': `${GRAPH}IntegerSettingValue`, value: '12345678901234567890' } },
    `${AT}.simpleSettingValue.value`,
    'an integer from',
    '"12345678901234567890"',
  ],
  [
    'text that is a number',
    { simpleSettingValue: { '@odata.type': `${GRAPH}StringSettingValue`, value: 5 } },
    `${AT}.simpleSettingValue.value`,
    'a string',
    '5',
  ],
  [
    'a secret without a state',
    { simpleSettingValue: { '@odata.type': `${GRAPH}SecretSettingValue`, value: 'hush' } },
    `${AT}.simpleSettingValue.valueState`,
    'one of notEncrypted, encryptedValueToken, invalid',
    'nothing',
  ],
  [
    'a simple value of a type for choices',
    { simpleSettingValue: { '@odata.type': `${GRAPH}ChoiceSettingValue`, value: 's_1' } },
    `${AT}.simpleSettingValue["@odata.type"]`,
    `one of ${GRAPH}StringSettingValue`,
    '"#microsoft',
  ],
])('%s: told with its path, and the settings beside it stand', (_, value, path, expected, found) => {
  const { settings, mistakes } = parseSettings(
    GOOD,
    { settingInstance: { settingDefinitionId: 's', ...value } },
    GOOD,
  );
  expect(mistakes).toEqual([
    { path, expected: expect.stringContaining(expected), found: expect.stringContaining(found) },
  ]);
  expect(settings.map(({ kind }) => kind)).toEqual(['choice', 'mistaken', 'choice']);
  expect(settings[1]).toEqual({ kind: 'mistaken', id: 's', path: AT, mistakes });
});

test.each([
  [5, '$.settings[0]', 'an object with a settingInstance', '5'],
  [{}, '$.settings[0].settingInstance', 'a setting instance', 'nothing'],
  [{ settingInstance: [] }, '$.settings[0].settingInstance', 'a setting instance', 'an array of 0'],
  [
    { settingInstance: { choiceSettingValue: { value: 'x' } } },
    '$.settings[0].settingInstance.settingDefinitionId',
    'the id of a setting definition',
    'nothing',
  ],
])('the entry %j is no setting', (entry, path, expected, found) => {
  const { settings, mistakes } = parseSettings(entry, GOOD);
  expect(mistakes).toEqual([{ path, expected, found }]);
  expect(settings).toMatchObject([
    { kind: 'mistaken', id: '' },
    { kind: 'choice', id: 'good' },
  ]);
});

describe('mistakes further in', () => {
  const child = (id: string, value: unknown) => ({ settingDefinitionId: id, simpleSettingValue: { value } });

  test('a mistaken child keeps its place; parent and siblings stand', () => {
    const children = [child('a', 1), child('b', false), child('c', 3)];
    const settingInstance = { settingDefinitionId: 's', choiceSettingValue: { value: 's_1', children } };
    const { settings, mistakes } = parseSettings({ settingInstance });
    expect(settings).toMatchObject([
      { kind: 'choice', choice: { children: [{ id: 'a' }, { kind: 'mistaken', id: 'b' }, { id: 'c' }] } },
    ]);
    expect(mistakes.map(({ path }) => path)).toEqual([
      '$.settings[0].settingInstance.choiceSettingValue.children[1].simpleSettingValue.value',
    ]);
  });

  test('a record that is none keeps its place among the records', () => {
    const groupSettingCollectionValue = [{ children: [child('a', 1)] }, 7, { children: [child('a', null)] }];
    const settingInstance = { settingDefinitionId: 's', groupSettingCollectionValue };
    const { settings, mistakes } = parseSettings({ settingInstance });
    const at = '$.settings[0].settingInstance.groupSettingCollectionValue';
    expect(settings).toMatchObject([
      {
        kind: 'group-collection',
        items: [
          [{ kind: 'simple' }],
          [{ kind: 'mistaken', id: 's', path: `${at}[1]` }],
          [{ kind: 'mistaken', id: 'a' }],
        ],
      },
    ]);
    expect(mistakes.map(({ path }) => path)).toEqual([
      `${at}[1]`,
      `${at}[2].children[0].simpleSettingValue.value`,
    ]);
  });

  test('every mistaken entry of a list is told, up to ten', () => {
    const simpleSettingCollectionValue = Array.from({ length: 30 }, (_, index) => ({
      value: index === 1 ? 'x' : null,
    }));
    const { mistakes } = parseSettings({
      settingInstance: { settingDefinitionId: 's', simpleSettingCollectionValue },
    });
    const at = '$.settings[0].settingInstance.simpleSettingCollectionValue';
    expect(mistakes.map(({ path }) => path)).toEqual(
      [0, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((i) => `${at}[${i}].value`),
    );
  });

  test.each(['12345678901234567890', '1e400', '1.00000000000000000001'])(
    'the number %s cannot be held as written: a mistake of that setting alone',
    (written) => {
      const setting = `{"settingInstance":{"settingDefinitionId":"s","simpleSettingValue":{"value":${written}}}}`;
      const head = JSON.stringify(HEAD).slice(0, -1);
      const { settings, mistakes } = parseText(`${head},"settings":[${setting},${JSON.stringify(GOOD)}]}`);
      expect(settings.map(({ kind }) => kind)).toEqual(['mistaken', 'choice']);
      expect(mistakes).toMatchObject([
        { path: '$.settings[0].settingInstance.simpleSettingValue.value', found: `"${written}"` },
      ]);
    },
  );

  test('a secret never stands in a mistake', () => {
    const simpleSettingValue = {
      '@odata.type': `${GRAPH}SecretSettingValue`,
      value: 'hush',
      valueState: 'other',
    };
    const wrong = [
      simpleSettingValue,
      { ...simpleSettingValue, valueState: 'notEncrypted', value: ['hush'] },
    ];
    const { mistakes } = parseSettings(
      ...wrong.map((value) => ({ settingInstance: { settingDefinitionId: 's', simpleSettingValue: value } })),
    );
    expect(mistakes).toHaveLength(2);
    expect(JSON.stringify(mistakes)).not.toContain('hush');
  });
});

describe('mistakes of the head', () => {
  test.each([
    [{ id: 5 }, '$.id', '5'],
    [{ id: '../../etc' }, '$.id', '"../../etc"'],
    [{ description: [] }, '$.description', 'an array of 0'],
    [{ platforms: null }, '$.platforms', 'null'],
    [{ technologies: ['microsoftSense'] }, '$.technologies', 'an array of 1'],
    [{ templateReference: 'x' }, '$.templateReference', '"x"'],
    [{ templateReference: { templateId: 'x_1' } }, '$.templateReference.templateId', '"x_1"'],
  ])('%j is told and the settings stand', (member, path, found) => {
    const document = parseText(JSON.stringify({ ...HEAD, settings: [GOOD], ...member }));
    expect(document.mistakes).toMatchObject([{ path, found }]);
    expect(document.settings).toHaveLength(1);
  });
});

describe('what is no policy at all', () => {
  test.each([
    ['', '$', 'a JSON value', 'the end of the text (line 1, column 1)'],
    ['not json', '$', 'a JSON value', '"n" (line 1, column 1)'],
    ['[]', '$', 'one policy (an object)', 'an array of 0'],
    ['{}', '$.settings', 'export the policy with its settings', 'nothing'],
    ['{"name":"x","settings":{}}', '$.settings', 'an array of settings', 'an object'],
    ['{"value":[{"name":"x","settings":[]}]}', '$', 'as a file of its own', 'a list of 1 under "value"'],
    ['{"settings":[]}', '$.name', 'the name of the policy', 'nothing'],
    ['{"name":" ","settings":[]}', '$.name', 'the name of the policy', '" "'],
    ['{"name":"x","name":"y","settings":[]}', '$.name', 'each member once', 'column 13'],
    ['{"name":"x","settings":[{"__proto__":{}}]}', '$.settings[0].__proto__', 'no member', '"__proto__"'],
    ['{"name":"\\ud800","settings":[]}', '$.name', 'whole characters', 'half of a surrogate pair'],
  ])('%j', (text, path, expected, found) => {
    expect(parsePolicy(encodeText(text, 'utf-8'))).toEqual({
      ok: false,
      error: [{ path, expected: expect.stringContaining(expected), found: expect.stringContaining(found) }],
    });
  });
});
