// The registry as .reg files: what is written reads back in type and bytes, and exports of every writer are read.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseReg, parseRegText } from '../../../../platform/windows/parse-reg.js';
import {
  dwordData,
  listData,
  listOfTexts,
  numberOf,
  REG,
  textData,
  textOf,
  valueAt,
} from '../../../../platform/windows/registry-value.js';
import type { RegistryEdit } from '../../../../platform/windows/write-reg.js';
import { isWritableName, writeReg } from '../../../../platform/windows/write-reg.js';

const KEY = 'HKLM\\SOFTWARE\\Policies\\Example';
const set = (name: string, data: { type: number; hex: string }, key = KEY): RegistryEdit => ({
  do: 'set',
  key,
  value: { name, ...data },
});

function readBack(edits: readonly RegistryEdit[]) {
  const tree = parseReg(writeReg(edits));
  if (!tree.ok) throw new Error(tree.error);
  return tree.value;
}

const HEAD = 'Windows Registry Editor Version 5.00\r\n\r\n';

function parsed(text: string) {
  const tree = parseRegText(HEAD + text);
  if (!tree.ok) throw new Error(tree.error);
  return tree.value;
}

describe('what is written', () => {
  test('reads back in name, type and every byte, whatever it holds', () => {
    const name = fc.string({ unit: 'binary', maxLength: 20 }).filter(isWritableName);
    const data = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }).map((text) => textData(text)),
      fc.nat(0xffffffff).map(dwordData),
      fc.record({
        type: fc.constantFrom<number>(...Object.values(REG), 0, 11),
        hex: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('hex')),
      }),
    );
    fc.assert(
      fc.property(name, data, (given, value) => {
        expect(valueAt(readBack([set(given, value)]), KEY, given)).toEqual({ name: given, ...value });
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  test('a text with a line break is written in hexadecimal, never as a line of its own', () => {
    const text = Buffer.from(writeReg([set('a', textData('one\r\n[-HKEY_LOCAL_MACHINE\\SOFTWARE]'))]));
    expect(text.toString('utf16le')).toContain('"a"=hex(1):6f,00,6e,00');
    expect(text.toString('utf16le')).not.toContain('[-HKEY');
  });

  test('quotes and backslashes in names and texts are escaped', () => {
    const text = Buffer.from(writeReg([set('C:\\a"b', textData('\\"=-'))])).toString('utf16le');
    expect(text).toContain('"C:\\\\a\\"b"="\\\\\\"=-"');
  });

  test('values are unset and keys removed in the order given', () => {
    const text = Buffer.from(
      writeReg([
        { do: 'unset', key: KEY, name: 'a' },
        { do: 'remove-key', key: `${KEY}\\Child` },
        set('b', dwordData(1)),
      ]),
    ).toString('utf16le');
    expect(text.replace('\uFEFF', '').split('\r\n')).toEqual([
      'Windows Registry Editor Version 5.00',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Example]',
      '"a"=-',
      '',
      '[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Example\\Child]',
      '',
      '[HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Example]',
      '"b"=dword:00000001',
      '',
      '',
    ]);
  });
});

describe('what exports hold', () => {
  test('long hexadecimal data goes on over lines', () => {
    const tree = parsed(`[${KEY}]\r\n"m"=hex(7):61,00,00,00,\\\r\n  62,00,00,00,00,00\r\n`);
    const value = valueAt(tree, KEY, 'M');
    expect(value?.type).toBe(REG.MULTI_SZ);
    expect(value && listOfTexts(value)).toEqual(['a', 'b']);
    expect(value?.hex).toBe(listData(['a', 'b']).hex);
  });

  test('a text over several lines, as Windows writes it, and with letters for them, as others do', () => {
    const tree = parsed(`[${KEY}]\r\n"w"="one\r\ntwo"\r\n"o"="one\\r\\ntwo"\r\n`);
    const texts = ['w', 'o'].map((name) => valueAt(tree, KEY, name)).map((value) => value && textOf(value));
    expect(texts).toEqual(['one\r\ntwo', 'one\r\ntwo']);
  });

  test('keys without values, default values and brackets in the name of a key are kept', () => {
    const tree = parsed(`[${KEY}\\Empty]\r\n\r\n[${KEY}\\a]b]\r\n@="x"\r\n"n"=dword:0000000A\r\n`);
    expect([...tree.values()].map(({ path }) => path)).toEqual([
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Example\\Empty',
      'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Example\\a]b',
    ]);
    const number = valueAt(tree, `${KEY}\\A]B`, 'N');
    expect(number && numberOf(number)).toBe(10);
    expect(valueAt(tree, `${KEY}\\a]b`, '')?.name).toBe('');
  });

  test.each([
    ['"a"="x"', 'a value outside a key'],
    ['[HKLM\\A]\r\n"a"="x', 'line 4: a value that cannot be read'],
    ['[HKLM\\A]\r\n"a"=hex:0', 'cannot be read'],
    ['[HKLM\\A]\r\n"a"="x" y', 'cannot be read'],
    ['[HKLM\\A', 'a key that cannot be read'],
  ])('%j is refused with its place', (text, why) => {
    const tree = parseRegText(HEAD + text);
    expect(tree).toMatchObject({ ok: false });
    expect(tree.ok ? '' : tree.error).toContain(why);
  });

  test('what is no export of this version is refused', () => {
    expect(parseReg(Buffer.from('Windows Registry Editor Version 5.00')).ok).toBe(false);
    expect(parseReg(Buffer.from('\uFEFFREGEDIT4\r\n', 'utf16le')).ok).toBe(false);
    expect(parseReg(new Uint8Array()).ok).toBe(false);
  });
});
