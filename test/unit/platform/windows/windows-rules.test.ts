// Which paths Windows' Host takes, where they lie below a prefix, and that no link is on the way.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('trust', () => {
  const start = process.cwd();
  let folder: string;

  // A path of Windows is one odd name in the current folder here: enough to ask what lies at each part of it.
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'holdfast-windows-rules-'));
    process.chdir(folder);
    mkdirSync('C:\\a');
    symlinkSync('elsewhere', 'C:\\link');
    for (const name of ['C:\\a\\b.exe', 'C:\\link\\b.exe']) writeFileSync(name, '');
  });
  afterEach(() => {
    process.chdir(start);
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = (path: string) => windowsRules.distrust({ path, root: 'C:\\', name: path });

  test('a path without links is trusted', () => {
    expect(ask('C:\\a\\b.exe')).toBeUndefined();
  });

  test('a link on the way is not, whatever is behind it', () => {
    expect(ask('C:\\link\\b.exe')).toMatchObject({ kind: 'unsafe', why: 'C:\\link is a link' });
    expect(windowsRules.isLink('C:\\link')).toBe(true);
    expect(windowsRules.isLink('C:\\a')).toBe(false);
  });

  test('what is not there is missing', () => {
    expect(ask('C:\\a\\c.exe')).toEqual({ kind: 'missing', target: 'C:\\a\\c.exe' });
  });
});
