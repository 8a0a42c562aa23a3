// Which paths Windows' Host takes, and where they lie below a prefix. Links on the way are tried under Wine.
import { describe, expect, test } from 'vitest';
import { windowsRules } from '../../../../platform/windows/windows-rules.js';

const plain = [
  'C:\\',
  'C:\\Windows\\System32\\reg.exe',
  'c:\\ProgramData\\Holdfast\\état 1',
  'D:\\a.b\\c.reg',
  'C:\\console\\nul-like',
];

const refused = [
  '',
  'reg.exe',
  '\\Windows\\System32\\reg.exe',
  '/etc/passwd',
  'C:reg.exe',
  'C:/Windows/reg.exe',
  '\\\\server\\share\\a',
  '\\\\?\\C:\\a',
  'C:\\a\\..\\b',
  'C:\\a\\.',
  'C:\\a\\',
  'C:\\a\\\\b',
  'C:\\file:stream',
  'C:\\a*',
  'C:\\a?',
  'C:\\a"b',
  'C:\\a\nb',
  'C:\\a\0',
  'C:\\a.',
  'C:\\a \\b',
  'C:\\NUL',
  'C:\\a\\con.txt',
  'C:\\COM1\\b',
];

describe('a path that names one place', () => {
  test.each(plain)('%j is one', (path) => {
    expect(windowsRules.isAbsolute(path)).toBe(true);
    expect(windowsRules.place('C:\\', path)).toBe(path);
  });

  test.each(refused)('%j is none, and is a file error wherever it is used', (path) => {
    expect(windowsRules.isAbsolute(path)).toBe(false);
    expect(() => windowsRules.place('C:\\', path)).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    );
  });
});

test('below a prefix each drive is a folder', () => {
  expect(windowsRules.place('D:\\image', 'C:\\Windows\\a')).toBe('D:\\image\\C\\Windows\\a');
});

test('no owner is trusted: who owns a file is not read', () => {
  expect(windowsRules.trustsOwner({ uid: 0 } as never)).toBe(false);
});
