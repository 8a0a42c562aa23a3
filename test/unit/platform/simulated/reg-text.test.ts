// The text form of the registry: exact as documented, and nothing is lost on the way there and back.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRegText, writeRegText } from '../../../../platform/simulated/reg-text.js';
import type { RegistryChange, RegistryKey } from '../../../../platform/simulated/registry.js';
import { applyChanges, treeOf } from '../../../../platform/simulated/registry.js';
import type { RegistryType } from '../../../../platform/simulated/registry-value.js';
import {
  dwordValue,
  listValue,
  qwordValue,
  REGISTRY_TYPES,
  rawValue,
  textValue,
} from '../../../../platform/simulated/registry-value.js';

const KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Example';
const wide = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');
const parsed = (body: string) => parseRegText(wide(`Windows Registry Editor Version 5.00\r\n\r\n${body}`));

describe('what is written', () => {
  test('has the header, one block a key, and each type in its form', () => {
    const values = [
      textValue('', 'default'),
      textValue('pa"th\\', 'C:\\a "b"'),
      dwordValue('number', 10),
      qwordValue('big', 1n),
      listValue('list', ['ä']),
      textValue('expand', '%x%', 'REG_EXPAND_SZ'),
      rawValue('bytes', 'REG_BINARY', Buffer.from([1, 255])),
      rawValue('nothing', 'REG_NONE', Buffer.alloc(0)),
      rawValue('no end', 'REG_SZ', Buffer.from('x', 'utf16le')),
    ];
    const lines = [
      'Windows Registry Editor Version 5.00',
      '',
      `[${KEY}]`,
      '@="default"',
      String.raw`"pa\"th\\"="C:\\a \"b\""`,
      '"number"=dword:0000000a',
      '"big"=hex(b):01,00,00,00,00,00,00,00',
      '"list"=hex(7):e4,00,00,00,00,00',
      '"expand"=hex(2):25,00,78,00,25,00,00,00',
      '"bytes"=hex:01,ff',
      '"nothing"=hex(0):',
      '"no end"=hex(1):78,00',
      '',
      `[${KEY}\\Empty]`,
      '',
      '',
    ];
    const written = writeRegText([
      { path: KEY, values },
      { path: `${KEY}\\Empty`, values: [] },
    ]);
    expect(written.subarray(2).toString('utf16le').split('\r\n')).toEqual(lines);
    expect([...written.subarray(0, 2)]).toEqual([0xff, 0xfe]);
  });

  test('breaks long lists of bytes, with a backslash, before column 80', () => {
    const written = writeRegText([{ path: KEY, values: [rawValue('b', 'REG_BINARY', Buffer.alloc(100))] }]);
    const lines = written.toString('utf16le').split('\r\n').slice(3, -2);
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines.slice(0, -1).every((line) => line.endsWith(',\\'))).toBe(true);
  });
});

describe('what is read', () => {
  test('may delete a value, and a key with all below it', () => {
    expect(parsed(`[${KEY}]\r\n"old"=-\r\n@=-\r\n[-${KEY}\\Gone]\r\n"ignored"="x"\r\n`)).toEqual([
      { do: 'make-key', path: KEY },
      { do: 'delete-value', path: KEY, name: 'old' },
      { do: 'delete-value', path: KEY, name: '' },
      { do: 'delete-key', path: `${KEY}\\Gone` },
    ]);
  });

  test('may hold comments, blanks, capitals, broken lists of bytes and a bracket in the name of a key', () => {
    const body = `; said\r\n[${KEY}\\a]b]\r\n  "n" = DWORD:1F \r\n"h"=hex:0A,\\\r\n  0b\r\n; end`;
    expect(parsed(body)).toEqual([
      { do: 'make-key', path: `${KEY}\\a]b` },
      { do: 'set', path: `${KEY}\\a]b`, value: dwordValue('n', 31) },
      { do: 'set', path: `${KEY}\\a]b`, value: rawValue('h', 'REG_BINARY', Buffer.from([10, 11])) },
    ]);
  });

  test('takes a line break between quotes as part of the text', () => {
    expect(parsed(`[${KEY}]\r\n"t"="one\r\n[two]"\r\n`)).toEqual([
      { do: 'make-key', path: KEY },
      { do: 'set', path: KEY, value: textValue('t', 'one\r\n[two]') },
    ]);
  });

  test('passes over lines that say nothing known', () => {
    expect(parsed(`[${KEY}]\r\n"a"=dword:xyz\r\n"b"=word:1\r\n"c"="unended\r\nnonsense\r\n`)).toEqual([
      { do: 'make-key', path: KEY },
    ]);
  });

  test('is refused without its header', () => {
    expect(parseRegText(wide(`[${KEY}]`))).toBeUndefined();
    expect(parseRegText(Buffer.from(''))).toBeUndefined();
  });
});

const path = fc
  .array(fc.stringMatching(/^[^\\\r\n\0[\]\s][^\\\r\n\0]{0,8}$/u), { minLength: 1, maxLength: 3 })
  .map((parts) => ['HKEY_LOCAL_MACHINE', ...parts].join('\\'));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.stringMatching(/^["\\\r\n=;\]@a-]{0,20}$/),
);
const named = anyText.filter((name) => !name.includes('\0'));
const value = fc.oneof(
  fc.tuple(named, anyText).map(([name, text]) => textValue(name, text)),
  fc.tuple(named, fc.nat()).map(([name, number]) => dwordValue(name, number)),
  fc
    .tuple(named, fc.constantFrom<RegistryType>(...REGISTRY_TYPES), fc.uint8Array({ maxLength: 60 }))
    .map(([name, type, bytes]) => rawValue(name, type, bytes)),
);

test('whatever a registry holds, its text gives back the same registry', () => {
  const contents = fc.array(fc.tuple(path, fc.array(value, { maxLength: 4 })), { maxLength: 5 });
  fc.assert(
    fc.property(contents, (keys) => {
      const changes = keys.flatMap(([at, values]): RegistryChange[] => [
        { do: 'make-key', path: at },
        ...values.map((one): RegistryChange => ({ do: 'set', path: at, value: one })),
      ]);
      const registry = applyChanges({}, [{ do: 'make-key', path: 'HKEY_LOCAL_MACHINE' }, ...changes]);
      const tree: readonly RegistryKey[] = treeOf(registry, 'HKEY_LOCAL_MACHINE');
      const again = applyChanges({}, parseRegText(writeRegText(tree)) ?? []);
      expect(treeOf(again, 'HKEY_LOCAL_MACHINE')).toEqual(tree);
    }),
    { seed: 20_348, numRuns: 400 },
  );
});

test('twenty thousand values of one key come back in their order', () => {
  const values = Array.from({ length: 20_000 }, (_, at) => textValue(`C:\\data\\${at}`, '0'));
  const [key] = treeOf(applyChanges({}, parseRegText(writeRegText([{ path: KEY, values }])) ?? []), KEY);
  expect(key?.values).toEqual(values);
});
