// Whatever a text of a policy holds, on a Mac it is one argument of the agent or one text of a profile, or is refused.
import { parse } from 'plist';
import { describe, expect, test } from 'vitest';
import { buildMobileconfig } from '../../../../platform/macos/mobileconfig.js';
import { MAC_MDATP } from '../../../../platform/simulated/mac-state.js';
import type { Item, Value } from '../../../../src/model/value.js';
import { createMacDevice, macRow } from '../../../support/mac-pass.js';

const PAYLOADS: readonly string[] = [
  '"',
  "'",
  '\\',
  ';',
  "'; touch /tmp/canary; '",
  '"; touch /tmp/canary; "',
  '$(touch /tmp/canary)',
  '`touch /tmp/canary`',
  '${IFS}x',
  '| tee /tmp/canary',
  '&& id',
  '> /tmp/canary',
  '\n--value\nenabled',
  '\r\nx',
  '\u0000',
  'a\u0000b',
  '--help',
  '-rf',
  '..',
  '../../../../etc/passwd',
  '/../..',
  '%00',
  '%s%n',
  '*',
  '?',
  '~',
  ' ',
  '\t',
  '',
  '</string></dict></plist>',
  '<!ENTITY x SYSTEM "file:///etc/passwd">',
  '&x;',
  '&#0;',
  ']]>',
  '<![CDATA[',
  '<!--',
  'bplist00',
  '[managed]',
  'name : "x" [managed]',
  '=====',
  '---',
  'Excluded folder',
  'Path: "/"',
  'No exclusions',
  '{"value":true}',
  '__proto__',
  'constructor',
  '{path}',
  '{value}',
  '\u202e',
  '\u2028',
  '\ud800',
  '\ufeff',
  '\uffff',
  '日本語',
  '👩‍💻',
  'x'.repeat(4000),
];

/** Each text that a policy can put on a Mac, by the path of its row. */
const FIELDS: readonly (readonly [path: string, of: (text: string) => Value])[] = [
  ['edr.groupIds', (text) => text],
  ['antivirusEngine.offlineDefinitionUpdateUrl', (text) => text],
  ['antivirusEngine.allowedThreats', (text) => [text]],
  ['antivirusEngine.disallowedThreatActions', (text) => [text]],
  ['edr.tags', (text): readonly Item[] => [{ key: 'GROUP', value: text }]],
  ['edr.tags', (text): readonly Item[] => [{ key: text, value: 'x' }]],
  ['antivirusEngine.exclusions', (text): readonly Item[] => [{ $type: 'excludedPath', path: text }]],
  [
    'antivirusEngine.exclusions',
    (text): readonly Item[] => [{ $type: 'excludedPath', path: text, isDirectory: true }],
  ],
  [
    'antivirusEngine.exclusions',
    (text): readonly Item[] => [{ $type: 'excludedFileExtension', extension: text }],
  ],
  ['antivirusEngine.exclusions', (text): readonly Item[] => [{ $type: 'excludedFileName', name: text }]],
  ['tamperProtection.exclusions', (text): readonly Item[] => [{ path: text, args: [text] }]],
  ['antivirusEngine.threatTypeSettings', (text): readonly Item[] => [{ key: text, value: text }]],
];

const ALLOWED_WORDS = /^(--[a-z-]+|[a-z][a-z-]*|json|GROUP|x)$/;

describe.each(FIELDS)('a text of %s', (path, of) => {
  test('starts nothing but the agent, and is one argument of it', async () => {
    for (const text of PAYLOADS) {
      const device = createMacDevice();
      const { files } = device.machine.state();
      await device.pass({ [path]: of(text) });
      for (const [program, ...args] of device.machine.runs) {
        expect(program).toBe(MAC_MDATP);
        const strange = args.filter((arg) => !ALLOWED_WORDS.test(arg) && arg !== text);
        expect({ text, strange }).toEqual({ text, strange: [] });
      }
      expect(device.machine.state().files).toEqual(files);
    }
  });

  test('stands in a profile as it is, or keeps it from being made', async () => {
    const row = macRow(path);
    const about = { name: 'x', description: 'y', policies: ['p'] };
    for (const text of PAYLOADS) {
      const value = of(text);
      const setting = { name: row.name, domain: 'com.microsoft.wdav', path: path.split('.'), value };
      const made = await buildMobileconfig([setting], { ...about, name: text });
      if (made.ok) {
        const [section = '', key = ''] = path.split('.');
        expect(parse(made.value)).toMatchObject({
          PayloadType: 'Configuration',
          PayloadContent: [{ PayloadType: 'com.microsoft.wdav', [section]: { [key]: value } }],
        });
      } else {
        expect(text).toMatch(/[\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/u);
        expect(made.error).toContain(row.name);
      }
    }
  });
});
