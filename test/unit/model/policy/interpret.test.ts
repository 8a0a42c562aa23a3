// From policy JSON to typed settings on Linux: every row and option, records, secrets, nested forms.

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { interpret } from '../../../../src/model/policy/interpret.js';
import { fingerprintOf } from '../../../../src/model/secret.js';
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
  THREATS,
  tags,
  withRow,
} from './interpret-linux.js';
import { LINUX_NUMBERS, LINUX_OPTIONS } from './linux-options-table.js';
import type { Json } from './policy-json.js';
import { choice, integer, items, policy, secret, text, texts } from './policy-json.js';

describe('values', () => {
  test.each(LINUX_OPTIONS)('%s%s means %s', (id, suffix, value) => {
    expect(settingsOf(choice(id, suffix))).toEqual([[id, value]]);
  });

  test('enforcementLevel option _0 is real_time on Linux, though the same number is passive on macOS', () => {
    expect(settingsOf(choice(`${AV}_enforcementlevel`, '_0'))).toEqual([
      [`${AV}_enforcementlevel`, 'real_time'],
    ]);
    expect(settingsOf(choice(`${AV}_enforcementlevel`, '_2'))).toEqual([
      [`${AV}_enforcementlevel`, 'passive'],
    ]);
  });

  test('weekly scan day _0 is off on Linux, though the same number is every day on macOS', () => {
    const id = 'linux_mdatp_managed_scheduledscan_weeklyconfiguration_dayofweek';
    const meaning = (day: number) => linux.byId(id)?.choices?.find(({ value }) => value === day)?.meaning;
    expect(settingsOf(choice(id, '_0'))).toEqual([[id, 0]]);
    expect([meaning(0), meaning(8)]).toEqual(['off', 'every day']);
  });

  test.each(LINUX_NUMBERS)('%s takes %i to %i, also as a text of digits', (id, min, max) => {
    expect(settingsOf(integer(id, min))).toEqual([[id, min]]);
    expect(settingsOf(integer(id, max))).toEqual([[id, max]]);
    expect(settingsOf(text(id, String(max)))).toEqual([[id, max]]);
    expect(refusalsOf(integer(id, min - 1))).toMatchObject([
      { state: 'error', reason: { code: 'invalid-value' } },
    ]);
    expect(refusalsOf(integer(id, max + 1))).toMatchObject([
      { state: 'error', reason: { code: 'invalid-value' } },
    ]);
  });

  test.each([
    [`${AV}_unmonitoredfilesystems`, ['nfs', 'fuse']],
    [`${AV}_allowedthreats`, ['EICAR-Test-File (not a virus)']],
    [`${AV}_disallowedthreatactions`, ['allow', 'restore']],
    [`${AV}_unmonitoredfilesystems`, []],
  ])('%s holds the list %j', (id, list) => {
    expect(settingsOf(texts(id, ...list))).toEqual([[id, list]]);
  });

  test('a text setting holds the text', () => {
    const id = `${AV}_offlinedefinitionupdateurl`;
    const url = 'https://mirror.example/linux/"quoted"; $(true)';
    expect(settingsOf(text(id, url))).toEqual([[id, url]]);
  });

  test('every kind of exclusion, by number and by name, becomes the record that the managed file holds', () => {
    const list = items(
      EXCLUSIONS,
      [
        kind(
          EXCLUSIONS,
          '_0',
          text(`${EXCLUSIONS}_item_path`, '/var/log/'),
          choice(`${EXCLUSIONS}_item_isdirectory`, '_true'),
        ),
      ],
      [kind(EXCLUSIONS, '_excludedPath', text(`${EXCLUSIONS}_item_path`, '/var/*/x'))],
      [kind(EXCLUSIONS, '_1', text(`${EXCLUSIONS}_item_extension`, '.log'))],
      [kind(EXCLUSIONS, '_excludedFileName', text(`${EXCLUSIONS}_item_name`, 'cat'))],
    );
    expect(settingsOf(list)).toEqual([
      [
        EXCLUSIONS,
        [
          { $type: 'excludedPath', path: '/var/log/', isDirectory: true },
          { $type: 'excludedPath', path: '/var/*/x' },
          { $type: 'excludedFileExtension', extension: '.log' },
          { $type: 'excludedFileName', name: 'cat' },
        ],
      ],
    ]);
  });

  test('the fields of a record may also stand beside its kind', () => {
    const list = items(EXCLUSIONS, [text(`${EXCLUSIONS}_item_path`, '/srv'), kind(EXCLUSIONS, '_0')]);
    expect(settingsOf(list)).toEqual([[EXCLUSIONS, [{ path: '/srv', $type: 'excludedPath' }]]]);
  });

  test.each(['_1', '_2', '_excludedFileName'])('a global exclusion takes %s for a process', (suffix) => {
    const list = items(GLOBAL, [kind(GLOBAL, suffix, text(`${GLOBAL}_item_name`, '/usr/bin/cat'))]);
    expect(settingsOf(list)).toEqual([[GLOBAL, [{ $type: 'excludedFileName', name: '/usr/bin/cat' }]]]);
  });

  test('device tags and threat types are records', () => {
    expect(settingsOf(tags('Berlin'))).toEqual([[TAGS, [{ key: 'GROUP', value: 'Berlin' }]]]);
    const threat = (key: string, action: string) => [
      choice(`${THREATS}_item_key`, key),
      choice(`${THREATS}_item_value`, action),
    ];
    expect(settingsOf(items(THREATS, threat('_0', '_1'), threat('_archive_bomb', '_off')))).toEqual([
      [
        THREATS,
        [
          { key: 'potentially_unwanted_application', value: 'block' },
          { key: 'archive_bomb', value: 'off' },
        ],
      ],
    ]);
  });

  test('an empty list is a list', () => {
    expect(settingsOf(items(EXCLUSIONS))).toEqual([[EXCLUSIONS, []]]);
  });

  test('entries that mean the same are folded into the first', () => {
    const extension = (value: string) => [
      kind(EXCLUSIONS, '_1', text(`${EXCLUSIONS}_item_extension`, value)),
    ];
    const path = (...more: readonly Json[]) => [
      kind(EXCLUSIONS, '_0', text(`${EXCLUSIONS}_item_path`, '/a'), ...more),
    ];
    const list = items(
      EXCLUSIONS,
      extension('.tmp'),
      path(),
      extension('tmp'),
      path(choice(`${EXCLUSIONS}_item_isdirectory`, '_false')),
    );
    expect(settingsOf(list)).toEqual([
      [
        EXCLUSIONS,
        [
          { $type: 'excludedFileExtension', extension: '.tmp' },
          { $type: 'excludedPath', path: '/a' },
        ],
      ],
    ]);
    expect(refusalsOf(list)).toEqual([]);
  });

  test('a setting names its policy, its row and its place', () => {
    const id = 'linux_mdatp_managed_cloudservice_enabled';
    const { settings } = interpret(policy([choice(id, '_true')]), ref, linux);
    expect(settings).toEqual([{ policy: ref, row: linux.byId(id), value: true, path: INSTANCE }]);
  });

  test('an id in another case is the same setting', () => {
    const id = 'linux_mdatp_managed_cloudservice_enabled';
    expect(settingsOf(choice(id.toUpperCase(), '_True'))).toEqual([[id, true]]);
  });
});

describe('secrets', () => {
  const [url] = [`${AV}_offlinedefinitionupdateurl`];
  const catalog = withRow({ kind: 'secret', pattern: undefined, patternMeaning: undefined });
  const read = (instance: Json) => interpret(policy([instance]), ref, catalog);

  test('a secret that is only a token of its tenant is refused, and its text shown nowhere', () => {
    const { settings, refused } = read(secret(url, 'encryptedValueToken', 'token-4711'));
    expect(settings).toEqual([]);
    expect(refused).toMatchObject([{ state: 'error', reason: { code: 'secret-token' } }]);
    expect(JSON.stringify(refused)).not.toContain('4711');
  });

  test('of a secret in clear text the value is a fingerprint; only who writes it gets the text', () => {
    const { settings } = read(secret(url, 'notEncrypted', 'onboarding'));
    const [setting] = settings;
    expect(setting?.value).toBe(fingerprintOf('onboarding'));
    expect(setting?.secret?.reveal()).toBe('onboarding');
    expect(
      [JSON.stringify(settings), inspect(settings, { depth: 9, showHidden: true })].join(),
    ).not.toContain('onboarding');
  });

  test.each<[string, string]>([
    ['an empty one', ''],
    ['one with a NUL', 'onboard\0ing'],
    ['one that is too long', 'onboarding'.repeat(20_000)],
  ])('%s is refused without showing it', (_what, content) => {
    const { settings, refused } = read(secret(url, 'notEncrypted', content));
    expect([settings, refused.map(({ reason }) => reason.code)]).toEqual([[], ['invalid-value']]);
    expect(JSON.stringify(refused)).not.toContain('onboard');
  });

  test('a blob may have lines', () => {
    expect(read(secret(url, 'notEncrypted', '{\r\n\t"body": "x"\r\n}')).refused).toEqual([]);
  });

  test('an invalid secret is an error', () => {
    expect(read(secret(url, 'invalid', '')).refused).toMatchObject([{ reason: { code: 'invalid-value' } }]);
  });

  test('a token where a text is due is told as a token', () => {
    expect(refusalsOf(secret(url, 'encryptedValueToken', 'token'))).toMatchObject([
      { reason: { code: 'secret-token' } },
    ]);
  });
});

describe('forms that other systems use', () => {
  const group = `${AV}_offlinedefinitionupdateurl`;
  const child = choice(`${AV}_scanarchives`, '_true');

  test('a group is its children, each a setting of its own', () => {
    const catalog = withRow({ kind: 'group' });
    const { settings, refused } = interpret(policy([items(group, [child])]), ref, catalog);
    expect(settings.map(({ row, value }) => [row.key, value])).toEqual([[`${AV}_scanarchives`, true]]);
    expect(refused).toEqual([]);
    expect(interpret(policy([items(group)]), ref, catalog).refused).toMatchObject([{ path: INSTANCE }]);
  });

  test('the children of a choice are settings of their own, also where the choice is refused', () => {
    const parent = `${AV}_behaviormonitoring`;
    expect(settingsOf(choice(parent, '_1', [child]))).toEqual([
      [parent, 'enabled'],
      [`${AV}_scanarchives`, true],
    ]);
    expect(settingsOf(choice(parent, '_9', [child]))).toEqual([[`${AV}_scanarchives`, true]]);
  });

  test('a row that the channel does not carry says why', () => {
    const catalog = withRow({ channel: { carried: false, why: 'it needs an MDM' } });
    expect(interpret(policy([text(group, 'http://x')]), ref, catalog).refused).toMatchObject([
      {
        state: 'notApplicable',
        reason: { code: 'not-carried', text: expect.stringContaining('it needs an MDM') },
      },
    ]);
  });
});
