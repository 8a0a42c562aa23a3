// What a policy asks for and does not get on Linux: each refusal, its place and its reason.

import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../../src/model/catalog/load.js';
import { interpret } from '../../../../src/model/policy/interpret.js';
import {
  AV,
  EXCLUSIONS,
  GLOBAL,
  INSTANCE,
  kind,
  linux,
  ref,
  refusalsOf,
  settingsOf,
  TAGS,
  tags,
} from './interpret-linux.js';
import type { Json } from './policy-json.js';
import { choice, integer, items, policy, text, texts } from './policy-json.js';

describe('refusals', () => {
  test.each<[string, Json, string, string]>([
    [
      'an unknown option',
      choice(`${AV}_enforcementlevel`, '_7'),
      '.choiceSettingValue.value',
      'real_time (_0)',
    ],
    [
      'the start of an option',
      choice('linux_mdatp_managed_cloudservice_cloudblocklevel', '_hi'),
      '.choiceSettingValue.value',
      'high (_high)',
    ],
    ['a number where a choice is due', integer(`${AV}_enforcementlevel`, 0), '', 'one choice'],
    [
      'a choice where a number is due',
      choice(`${AV}_scanresultsretentiondays`, '_1'),
      '',
      'one whole number',
    ],
    [
      'a text that is no number',
      text(`${AV}_scanresultsretentiondays`, '9e1'),
      '.simpleSettingValue.value',
      'a whole number',
    ],
    ['a list where one text is due', texts(`${AV}_offlinedefinitionupdateurl`, 'x'), '', 'one text'],
    [
      'a number where a text is due',
      integer(`${AV}_offlinedefinitionupdateurl`, 1),
      '.simpleSettingValue.value',
      'a text',
    ],
    [
      'a NUL',
      text(`${AV}_offlinedefinitionupdateurl`, 'http://a\0b'),
      '.simpleSettingValue.value',
      '\\u0000',
    ],
    [
      'a line break',
      text(`${AV}_offlinedefinitionupdateurl`, 'http://a\nb'),
      '.simpleSettingValue.value',
      'control characters',
    ],
    ['an empty text', text(`${AV}_offlinedefinitionupdateurl`, ''), '.simpleSettingValue.value', 'a mirror'],
    [
      'two names in one text',
      texts(`${AV}_unmonitoredfilesystems`, 'nfs,fuse'),
      '.simpleSettingCollectionValue[0].value',
      'one file system type',
    ],
    ['a list where records are due', texts(EXCLUSIONS, '/var/log'), '', 'a list of records'],
    ['a field on its own', text(`${EXCLUSIONS}_item_path`, '/x'), '', 'cannot stand on its own'],
  ])('%s is an error at its place, and nothing is set', (_what, instance, place, said) => {
    expect(settingsOf(instance)).toEqual([]);
    expect(refusalsOf(instance)).toEqual([
      expect.objectContaining({
        policy: ref,
        settingDefinitionId: instance['settingDefinitionId'],
        path: `${INSTANCE}${place}`,
        state: 'error',
        reason: { code: 'invalid-value', text: expect.stringContaining(said) },
      }),
    ]);
  });

  test.each<[string, readonly Json[], string, string]>([
    ['without its kind', [text(`${GLOBAL}_item_path`, '/x')], '', 'lacks $type'],
    ['that is empty', [], '', 'lacks $type'],
    ['of a path without a path', [kind(GLOBAL, '_0')], '', 'lacks path'],
    ['of a process without a name', [kind(GLOBAL, '_1')], '', 'lacks name'],
    [
      'with the field of another kind',
      [kind(GLOBAL, '_0', text(`${GLOBAL}_item_path`, '/x'), text(`${GLOBAL}_item_name`, '/y'))],
      '.children[0].choiceSettingValue.children[1]',
      'name belongs only to an entry of kind excludedFileName',
    ],
    [
      'with a field that no row knows',
      [kind(GLOBAL, '_0', text(`${GLOBAL}_item_depth`, '3'))],
      '.children[0].choiceSettingValue.children[0]',
      'has no field',
    ],
    [
      'with the field of another list',
      [kind(GLOBAL, '_0', text(`${EXCLUSIONS}_item_path`, '/x'))],
      '.children[0].choiceSettingValue.children[0]',
      'has no field',
    ],
    [
      'with a field twice',
      [kind(GLOBAL, '_0', text(`${GLOBAL}_item_path`, '/x'), text(`${GLOBAL}_item_path`, '/y'))],
      '.children[0].choiceSettingValue.children[1]',
      'path twice',
    ],
    [
      'with a wildcard',
      [kind(GLOBAL, '_0', text(`${GLOBAL}_item_path`, '/var/*/log'))],
      '.children[0].choiceSettingValue.children[0].simpleSettingValue.value',
      'without wildcards',
    ],
    [
      'with a question mark',
      [kind(GLOBAL, '_0', text(`${GLOBAL}_item_path`, '/var/lo?'))],
      '.children[0].choiceSettingValue.children[0].simpleSettingValue.value',
      'without wildcards',
    ],
    [
      'of a relative path',
      [kind(GLOBAL, '_0', text(`${GLOBAL}_item_path`, 'var/log'))],
      '.children[0].choiceSettingValue.children[0].simpleSettingValue.value',
      'an absolute path',
    ],
    [
      'of a bare process name',
      [kind(GLOBAL, '_1', text(`${GLOBAL}_item_name`, 'cat'))],
      '.children[0].choiceSettingValue.children[0].simpleSettingValue.value',
      'the full path of a program',
    ],
    [
      'of an extension',
      [kind(GLOBAL, '_excludedFileExtension')],
      '.children[0].choiceSettingValue.value',
      'cannot name a file extension',
    ],
  ])('a global exclusion %s refuses itself, the good one beside it stands', (_what, bad, place, said) => {
    const good = [kind(GLOBAL, '_0', text(`${GLOBAL}_item_path`, '/opt/app/'))];
    const list = items(GLOBAL, good, bad);
    expect(settingsOf(list)).toEqual([[GLOBAL, [{ $type: 'excludedPath', path: '/opt/app/' }]]]);
    expect(refusalsOf(list)).toEqual([
      expect.objectContaining({
        settingDefinitionId: GLOBAL,
        path: `${INSTANCE}.groupSettingCollectionValue[1]${place}`,
        state: 'error',
        reason: { code: 'invalid-value', text: expect.stringContaining(said) },
      }),
    ]);
  });

  test('a list of which nothing is good sets nothing, so that it does not empty what is there', () => {
    const list = items(EXCLUSIONS, [kind(EXCLUSIONS, '_0')], [kind(EXCLUSIONS, '_9')]);
    expect(settingsOf(list)).toEqual([]);
    expect(refusalsOf(list)).toHaveLength(2);
  });

  test('more entries than the list may have refuse it as a whole', () => {
    const one = (index: number) => [
      kind(EXCLUSIONS, '_1', text(`${EXCLUSIONS}_item_extension`, `x${index}`)),
    ];
    const list = (count: number) =>
      items(EXCLUSIONS, ...Array.from({ length: count }, (_, index) => one(index)));
    expect(settingsOf(list(600))).toHaveLength(1);
    expect(settingsOf(list(601))).toEqual([]);
    expect(refusalsOf(list(601))).toMatchObject([{ path: INSTANCE, reason: { code: 'invalid-value' } }]);
  });

  test('two tags of one kind with different values: neither can be told to be meant', () => {
    const list = tags('Berlin', 'Bonn');
    expect(settingsOf(list)).toEqual([]);
    expect(refusalsOf(list).map(({ path }) => path)).toEqual([
      `${INSTANCE}.groupSettingCollectionValue[0]`,
      `${INSTANCE}.groupSettingCollectionValue[1]`,
    ]);
    expect(settingsOf(tags('Bonn', 'Bonn'))).toEqual([[TAGS, [{ key: 'GROUP', value: 'Bonn' }]]]);
  });

  test('a setting that the document gives two values is refused at both places', () => {
    const id = `${AV}_scanarchives`;
    const both = [choice(id, '_true'), choice(id, '_false')];
    expect(settingsOf(...both)).toEqual([]);
    expect(refusalsOf(...both).map(({ path }) => path)).toEqual([INSTANCE, '$.settings[1].settingInstance']);
    expect(settingsOf(choice(id, '_true'), choice(id, '_true'))).toEqual([
      [id, true],
      [id, true],
    ]);
  });

  test('a setting that could not be read is refused with what was expected', () => {
    const broken = { settingDefinitionId: `${AV}_scanarchives`, choiceSettingValue: { value: 7 } };
    expect(refusalsOf(broken)).toMatchObject([
      { settingDefinitionId: `${AV}_scanarchives`, state: 'error', reason: { code: 'invalid-value' } },
    ]);
    const inside = items(EXCLUSIONS, [{ settingDefinitionId: `${EXCLUSIONS}_item_path` }]);
    expect([settingsOf(inside), refusalsOf(inside).length]).toEqual([[], 1]);
  });

  test('a setting that the catalog lacks is named, also where it is nested, and the rest stands', () => {
    const known = choice('linux_mdatp_managed_cloudservice_enabled', '_true');
    const unknown = choice('linux_mdatp_managed_new_switch', '_true', [known]);
    expect(settingsOf(unknown)).toEqual([['linux_mdatp_managed_cloudservice_enabled', true]]);
    expect(refusalsOf(unknown)).toMatchObject([
      {
        settingDefinitionId: 'linux_mdatp_managed_new_switch',
        state: 'notApplicable',
        reason: { code: 'unknown-setting' },
      },
    ]);
    const nested = items('linux_mdatp_managed_new_list', [choice('linux_mdatp_managed_new_switch', '_1')]);
    expect(refusalsOf(nested).map(({ path }) => path)).toEqual([
      INSTANCE,
      `${INSTANCE}.groupSettingCollectionValue[0].children[0]`,
    ]);
  });

  test('a list that is given as a choice is refused, and what is nested in the choice is not lost', () => {
    const known = choice('linux_mdatp_managed_cloudservice_enabled', '_true');
    const wrong = choice(EXCLUSIONS, '_0', [known]);
    expect(settingsOf(wrong)).toEqual([['linux_mdatp_managed_cloudservice_enabled', true]]);
    expect(refusalsOf(wrong)).toMatchObject([{ settingDefinitionId: EXCLUSIONS, path: INSTANCE }]);
  });

  test('a setting of another system is told from an unknown one', () => {
    const windows = choice('device_vendor_msft_policy_config_defender_allowcloudprotection', '_1');
    const mac = choice('com.apple.managedclient.preferences_enabled', '_true');
    expect(refusalsOf(windows, mac).map(({ reason }) => reason)).toEqual([
      {
        code: 'other-platform',
        text: expect.stringContaining('is a setting of Windows, this device runs Linux'),
      },
      {
        code: 'other-platform',
        text: expect.stringContaining('is a setting of macOS, this device runs Linux'),
      },
    ]);
  });

  test('a policy that the channel does not carry is refused with every setting of it, nested ones too', () => {
    const nested = choice('linux_mdatp_managed_new_switch', '_true', [choice(`${AV}_scanarchives`, '_true')]);
    const { settings, refused, refusal } = interpret(policy([nested], { technologies: 'mdm' }), ref, linux);
    expect(settings).toEqual([]);
    expect(refusal?.code).toBe('not-carried');
    expect(refused.map(({ reason }) => reason)).toEqual([refusal, refusal]);
  });

  test('a good policy of another system is refused as such', () => {
    const document = policy([choice(`${AV}_scanarchives`, '_true')], {
      platforms: 'macOS',
      templateReference: { templateId: '2d345ec2-c817-49e5-9156-3ed416dc972a_1' },
    });
    expect(interpret(document, ref, linux).refusal?.code).toBe('other-platform');
    expect(interpret(document, ref, loadCatalog('macos')).refusal).toBeUndefined();
  });

  test('no message shows more than the start of a value, and none shows a control character', () => {
    const long = refusalsOf(text(`${AV}_scanresultsretentiondays`, 'x'.repeat(5000)));
    expect(long[0]?.reason.text.length).toBeLessThan(300);
    const coloured = refusalsOf(text(`${AV}_offlinedefinitionupdateurl`, '\u001b[31mred'));
    expect(coloured[0]?.reason.text).toMatch(/^[\x20-\x7e]*$/);
  });
});
