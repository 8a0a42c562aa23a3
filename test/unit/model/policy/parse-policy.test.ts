// What the policy parser makes of policies in every dialect and encoding, and of bodies that leave things out.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Instance, PolicyDocument } from '../../../../src/model/policy/document.js';
import { parsePolicy } from '../../../../src/model/policy/parse-policy.js';
import { DIALECTS, ENCODINGS, encodeText, renderPolicy } from '../../../support/policy-dialects.js';
import { documentOf, EVERY_KIND, plainPolicy } from './plain-policies.js';

function parse(body: unknown): PolicyDocument {
  const result = parsePolicy(encodeText(JSON.stringify(body), 'utf-8'));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const policy = (...instances: readonly object[]): object => ({
  name: 'Lab',
  platforms: 'linux',
  technologies: 'microsoftSense',
  settings: instances.map((settingInstance) => ({ settingInstance })),
});

function parseInstance(instance: object): Instance {
  const { settings, mistakes } = parse(policy(instance));
  expect(mistakes).toEqual([]);
  const [only] = settings;
  if (only === undefined) throw new Error('no setting');
  return only;
}

const everyWay = DIALECTS.flatMap((dialect) => ENCODINGS.map((encoding) => [dialect, encoding] as const));

test.each(everyWay)('every kind of setting is read from a %s policy in %s', (dialect, encoding) => {
  const plain = plainPolicy(EVERY_KIND);
  const result = parsePolicy(renderPolicy(plain, dialect, encoding));
  expect(result).toEqual({ ok: true, value: documentOf(plain, dialect) });
});

const samplesFolder = new URL('../../../../samples/policies/', import.meta.url);
const samples = readdirSync(samplesFolder).filter((name) => name.endsWith('.json'));

test.each(samples)('the sample %s is read without a mistake or a warning', (name) => {
  const result = parsePolicy(readFileSync(new URL(name, samplesFolder)));
  expect(result).toMatchObject({ ok: true, value: { mistakes: [], warnings: [] } });
});

describe('what a body may leave out', () => {
  test('the kind is told by the value property where @odata.type is missing', () => {
    const id = 's';
    expect(
      [
        { choiceSettingValue: { value: 's_1' } },
        { choiceSettingCollectionValue: [{ value: 's_1' }] },
        { simpleSettingValue: { value: 'text' } },
        { simpleSettingCollectionValue: [{ value: 'text' }, { value: 7 }] },
        { groupSettingValue: {} },
        { groupSettingCollectionValue: [{ children: null }] },
      ].map((value) => ({ ...parseInstance({ settingDefinitionId: id, ...value }), path: '' })),
    ).toEqual([
      { kind: 'choice', id, path: '', choice: { option: 's_1', children: [] } },
      { kind: 'choice-collection', id, path: '', choices: [{ option: 's_1', children: [] }] },
      { kind: 'simple', id, path: '', value: { type: 'string', value: 'text' } },
      {
        kind: 'simple-collection',
        id,
        path: '',
        values: [
          { type: 'string', value: 'text' },
          { type: 'integer', value: 7 },
        ],
      },
      { kind: 'group', id, path: '', children: [] },
      { kind: 'group-collection', id, path: '', items: [[]] },
    ]);
  });

  test('a value without a type but with a state is a secret', () => {
    const simpleSettingValue = { value: 'token', valueState: 'encryptedValueToken' };
    expect(parseInstance({ settingDefinitionId: 's', simpleSettingValue })).toMatchObject({
      value: { type: 'secret', state: 'encryptedValueToken', value: 'token' },
    });
  });

  test('a value property that is null is one that is not there', () => {
    const instance = { settingDefinitionId: 's', choiceSettingValue: null, simpleSettingValue: { value: 1 } };
    expect(parseInstance(instance).kind).toBe('simple');
  });

  test('@odata.type is also read without its number sign', () => {
    const type = 'microsoft.graph.deviceManagementConfigurationIntegerSettingValue';
    const simpleSettingValue = { '@odata.type': type, value: '-7' };
    expect(parseInstance({ settingDefinitionId: 's', simpleSettingValue })).toMatchObject({
      value: { type: 'integer', value: -7 },
    });
  });

  test('id, description and template may be missing or null', () => {
    const nothing = {
      id: undefined,
      description: '',
      template: { id: '', version: undefined, family: '' },
      mistakes: [],
      warnings: [],
    };
    expect(parse(policy())).toMatchObject(nothing);
    expect(
      parse({ ...policy(), id: null, description: null, templateReference: null, settingCount: null }),
    ).toMatchObject(nothing);
  });

  test('unknown keys, links, actions and expanded definitions are passed over', () => {
    const body = {
      ...policy(),
      anything: { settings: [1] },
      'name@odata.type': '#String',
      '#microsoft.graph.assign': {},
      constructor: 'x',
      settings: [
        {
          id: 5,
          settingDefinitions: [{ id: 's', options: [{ itemId: 's_1' }] }],
          settingInstance: { settingDefinitionId: 's', choiceSettingValue: { value: 's_1', toString: 1 } },
        },
      ],
    };
    expect(parse(body)).toMatchObject({ settings: [{ id: 's' }], mistakes: [], warnings: [] });
  });
});

describe('the head of the document', () => {
  test.each([
    ['4CFD164C-5e8a-4ea9-b15d-9aa71e4ffff4_12', '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4', 12],
    ['4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4', '4cfd164c-5e8a-4ea9-b15d-9aa71e4ffff4', undefined],
    ['', '', undefined],
  ])('template id %j is GUID %j and version %j', (templateId, id, version) => {
    const { template, mistakes } = parse({ ...policy(), templateReference: { templateId } });
    expect(template).toEqual({ id, version, family: '' });
    expect(mistakes).toEqual([]);
  });

  test('technologies are split at commas', () => {
    expect(parse({ ...policy(), technologies: ' mdm, microsoftSense,' }).technologies).toEqual([
      'mdm',
      'microsoftSense',
    ]);
  });

  test('platforms that are not ours stay as written: the channel refuses them, not the parser', () => {
    expect(parse({ ...policy(), platforms: 'iOS' })).toMatchObject({ platforms: 'iOS', mistakes: [] });
  });

  test('a settingCount that is not the count, and a setting that stands twice, are warnings', () => {
    const setting = { settingDefinitionId: 's', choiceSettingValue: { value: 's_1' } };
    expect(parse({ ...policy(setting, setting), settingCount: 3 })).toMatchObject({
      mistakes: [],
      warnings: [
        { path: '$.settingCount', expected: '2, as many as there are settings', found: '3' },
        { path: '$.settings[1].settingInstance.settingDefinitionId', expected: 'each setting once' },
      ],
    });
  });
});

test('what the parser returns is frozen throughout', () => {
  const frozen = (value: unknown): boolean =>
    Object.isFrozen(value) &&
    Object.values(Object(value)).every((part) => typeof part !== 'object' || frozen(part));
  expect(frozen(parse(policy({ settingDefinitionId: 's', choiceSettingValue: { value: 's_1' } }, {})))).toBe(
    true,
  );
});

test('2,000 settings with full metadata are read well within a second', () => {
  const settings = Array.from({ length: 2000 }, (_, index) => ({
    kind: 'choice' as const,
    id: `setting_${index}`,
    option: `setting_${index}_true`,
  }));
  const bytes = renderPolicy(plainPolicy(settings), 'full-metadata', 'utf-16le-bom');
  const start = performance.now();
  const result = parsePolicy(bytes);
  expect(performance.now() - start).toBeLessThan(500);
  expect(result.ok && result.value.settings.length).toBe(2000);
});
