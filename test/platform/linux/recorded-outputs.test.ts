// Outputs of the agent, in the layouts that documentation and public reports show, with values of our own.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { judgeEngine } from '../../../platform/linux/engine.js';
import { effectiveFromDetails, parseDetails } from '../../../platform/linux/read-details.js';
import { exclusionsOf, parseExclusions } from '../../../platform/linux/read-exclusions.js';
import type { Health } from '../../../platform/linux/read-health.js';
import { effectiveFromHealth, effectiveTags, parseHealth } from '../../../platform/linux/read-health.js';
import { parseAllowedThreats } from '../../../platform/linux/read-threats.js';
import type { Result } from '../../../src/model/result.js';

const recorded = (name: string): string => readFileSync(new URL(`recorded/${name}`, import.meta.url), 'utf8');

function answerOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('health of an agent of 2023', () => {
  const health: Health = answerOf(parseHealth(recorded('health-101.23062.json')));

  test('members that can be managed carry the marker, others none', () => {
    expect(effectiveFromHealth(health, { member: 'behaviorMonitoring' })).toEqual({
      effective: { is: 'value', value: 'disabled' },
      managed: true,
    });
    expect(effectiveFromHealth(health, { member: 'logLevel' })).toEqual({
      effective: { is: 'value', value: 'info' },
    });
  });

  test('what is read is given in the words of the catalog', () => {
    const map = { true: 'optional', false: 'required' };
    expect(effectiveFromHealth(health, { member: 'cloudDiagnosticEnabled', map }).effective).toEqual({
      is: 'value',
      value: 'required',
    });
    expect(effectiveFromHealth(health, { member: 'logLevel', map }).effective).toMatchObject({
      is: 'unreadable',
      fault: { kind: 'bad-reply' },
    });
    expect(effectiveFromHealth(health, { member: 'logLevel', map: {} }).effective.is).toBe('unreadable');
  });

  const fallback = [
    { value: 'real_time', when: { realTimeProtectionEnabled: true, passiveModeEnabled: false } },
    { value: 'passive', when: { realTimeProtectionEnabled: false, passiveModeEnabled: true } },
  ];

  test('a member that came later is derived from those that stand for it', () => {
    const question = { member: 'antivirusEnforcementLevel', fallback };
    expect(effectiveFromHealth(health, question)).toEqual({
      effective: { is: 'value', value: 'real_time' },
      managed: true,
    });
    const both = new Map(health).set('passiveModeEnabled', { value: true });
    expect(effectiveFromHealth(both, question).effective.is).toBe('unreadable');
    const neither = new Map(health);
    neither.delete('passiveModeEnabled');
    expect(effectiveFromHealth(neither, question).effective.is).toBe('no-reader');
  });

  test('a member that is not shown is no reader, never an absent value', () => {
    expect(effectiveFromHealth(health, { member: 'constructor' }).effective.is).toBe('no-reader');
  });

  test('a member of an unknown form is unreadable', () => {
    expect(effectiveFromHealth(health, { member: 'definitionsStatus' }).effective.is).toBe('unreadable');
  });

  test('tags are entries of key and value; any other entry is unreadable', () => {
    const withTags = (value: unknown) =>
      effectiveTags(new Map([['edrDeviceTags', { value, managed: true }]]));
    expect(effectiveTags(health)).toEqual({ effective: { is: 'value', value: [] }, managed: false });
    expect(withTags([{ key: 'GROUP', value: 'MDE-Management', more: 1 }])).toEqual({
      effective: { is: 'value', value: [{ key: 'GROUP', value: 'MDE-Management' }] },
      managed: true,
    });
    for (const odd of ['GROUP', [{ GROUP: 'x' }], ['GROUP'], [{ key: 'GROUP', value: 1 }], {}]) {
      expect(withTags(odd).effective.is).toBe('unreadable');
    }
  });

  test('a line for people before the object is passed over', () => {
    expect(parseHealth(`ATTENTION: No license found.\n\n${recorded('health-101.23062.json')}`).ok).toBe(true);
  });

  test('nonsense is a fault, and the engine is unreadable rather than missing', () => {
    for (const text of ['', 'ok', '[]', '{"appVersion":', 'null', '{}', '{"appVersion":"new"}']) {
      expect(judgeEngine(parseHealth(text))).toMatchObject({
        is: 'unreadable',
        fault: { kind: 'bad-reply' },
      });
    }
  });
});

describe('details of the definitions', () => {
  const details = answerOf(parseDetails(recorded('details-definitions.txt'), 'definitions'));
  const read = (field: string, map?: Readonly<Record<string, boolean>>) =>
    effectiveFromDetails(details, { group: 'definitions', field, ...(map === undefined ? {} : { map }) });

  test('the marker is seen with and without a space before it', () => {
    expect(read('offline_definition_update')).toEqual({
      effective: { is: 'value', value: 'enabled' },
      managed: true,
    });
    expect(read('offline_definition_update_fallback_to_cloud', { true: true, false: false })).toEqual({
      effective: { is: 'value', value: false },
      managed: true,
    });
    expect(read('offline_definition_update_verify_sig').managed).toBe(false);
  });

  test('colons in a value stay in it', () => {
    expect(read('offline_definition_url_configured').effective).toEqual({
      is: 'value',
      value: 'http://192.0.2.67:8000/linux/production/',
    });
  });

  test('a text with a quote or a backslash in it is unreadable: nobody knows how the agent writes those', () => {
    for (const cell of ['"/srv/a\\\\b"', '"/srv/a\\"b"', '"/srv/a"b"', '[1, 2]']) {
      const odd = answerOf(parseDetails(`url : ${cell} [managed]\n`, 'definitions'));
      expect(effectiveFromDetails(odd, { group: 'definitions', field: 'url' }).effective.is).toBe(
        'unreadable',
      );
    }
  });

  test('a long run of blanks in a value is read in no time: a policy can ask for one', () => {
    const url = `/srv/${' '.repeat(1_000_000)}x`;
    const blank = answerOf(parseDetails(`url : "${url}"[managed]\n`, 'definitions'));
    expect(blank.get('url')).toEqual({ value: url, managed: true });
  });

  test('a field that is not shown is no reader, and no table at all is a fault', () => {
    expect(read('engine_signature_verification').effective.is).toBe('no-reader');
    expect(parseDetails('', 'definitions').ok).toBe(false);
    expect(parseDetails('Something went wrong\n', 'definitions').ok).toBe(false);
  });
});

describe('the list of exclusions', () => {
  const list = answerOf(parseExclusions(recorded('exclusions.txt')));

  test('with a quote or a backslash in a path is no answer: nobody knows how the agent writes those', () => {
    const rule = '=====================================';
    for (const path of ['/srv/a\\b', '/srv/a"b', '/srv/a\\"b']) {
      expect(parseExclusions(`${rule}\nExcluded folder\nPath: "${path}"\nScope: ["epp"]\n${rule}\n`).ok).toBe(
        false,
      );
    }
  });

  test('each entry is read with the names of the managed file, by its scopes', () => {
    expect(exclusionsOf(list, 'epp')).toEqual([
      { $type: 'excludedPath', path: '/home/orchard/pressing/', isDirectory: true },
      { $type: 'excludedFileName', name: 'nikto' },
      { $type: 'excludedPath', path: "/var/log/a 'quoted': name.log", isDirectory: false },
      { $type: 'excludedFileExtension', extension: '.tmp' },
    ]);
    expect(exclusionsOf(list, 'global')).toEqual([
      { $type: 'excludedFileName', name: '/usr/bin/nikto', scopes: ['global'] },
      {
        $type: 'excludedPath',
        path: "/var/log/a 'quoted': name.log",
        isDirectory: false,
        scopes: ['epp', 'global'],
      },
    ]);
  });

  test('an older agent names no scopes: all its entries are epp', () => {
    const old = answerOf(parseExclusions(recorded('exclusions.txt').replaceAll(/^Scope:.*\n/gm, '')));
    expect(exclusionsOf(old, 'epp')).toHaveLength(5);
    expect(exclusionsOf(old, 'global')).toEqual([]);
  });

  test('an empty list is an answer, an empty output is not', () => {
    expect(parseExclusions('No exclusions\n')).toEqual({ ok: true, value: [] });
    expect(parseExclusions('').ok).toBe(false);
  });

  test('one entry that is not understood spoils the list: half a list is no answer', () => {
    const text = recorded('exclusions.txt');
    for (const spoilt of [
      text.replace('Excluded file\n', 'Excluded mount\n'),
      text.replace('Path: "/home', 'Where: "/home'),
      text.replace('Scope: ["epp"]', 'Scope: epp'),
      text.replace('Scope: ["epp"]', 'Scope: ["epp"]\nScope: ["global"]'),
      text.slice(0, text.lastIndexOf('=====================================')),
    ]) {
      expect(parseExclusions(spoilt)).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
    }
  });

  test('20,000 entries are read in linear time', () => {
    const entry = 'Excluded folder\nPath: "/srv/data"\nScope: ["epp"]\n';
    const rule = '=====================================\n';
    const text = rule + Array.from({ length: 20_000 }, () => entry).join('---\n') + rule;
    expect(answerOf(parseExclusions(text))).toHaveLength(20_000);
  });
});

test('allowed threats are names, none, or a layout that is not known', () => {
  expect(parseAllowedThreats('Name: "EICAR-Test-File (not a virus)"\n---\nName: "B"\n')).toEqual({
    ok: true,
    value: ['EICAR-Test-File (not a virus)', 'B'],
  });
  expect(parseAllowedThreats('No allowed threats\n')).toEqual({ ok: true, value: [] });
  for (const text of ['', 'EICAR', 'Name: "A"\nOther: 1\n', 'Name: "a\\b"\n', 'Name: "a"b"\n']) {
    expect(parseAllowedThreats(text)).toMatchObject({ ok: false, error: { kind: 'bad-reply' } });
  }
});
