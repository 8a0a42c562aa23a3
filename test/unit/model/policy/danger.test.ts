// Which exclusions are dangerous, system by system; and which ordinary ones are not.
import { describe, expect, test } from 'vitest';
import type { OsName } from '../../../../src/model/catalog/row.js';
import type { FlagCode } from '../../../../src/model/finding.js';
import { exclusionFlags, turnsProtectionOff } from '../../../../src/model/policy/danger.js';
import type { Item, Value } from '../../../../src/model/value.js';
import { toyRow } from '../../../support/enforce/toy-machine.js';

const LIST = { kind: 'items', merge: { rule: 'union' } } as const;
const WINDOWS = 'device_vendor_msft_policy_config_defender_';
const linuxList = toyRow('linux_mdatp_managed_antivirusengine_exclusions', LIST);
const macList = toyRow('com.apple.managedclient.preferences_exclusions', { ...LIST, os: 'macos' });
const windows = (name: string) => toyRow(WINDOWS + name, { kind: 'string-list', os: 'windows' });

const folder = (path: string): Item => ({ $type: 'excludedPath', path, isDirectory: true });
const lists: Readonly<Record<OsName, (path: string) => readonly [typeof linuxList, Value]>> = {
  linux: (path) => [linuxList, [folder(path)]],
  macos: (path) => [macList, [folder(path)]],
  windows: (path) => [windows('excludedpaths'), [path]],
};

const codes = (row: typeof linuxList, value: Value) => exclusionFlags(row, value).map(({ code }) => code);

type Case = readonly [os: OsName, path: string, flags: readonly FlagCode[]];
const PATHS: readonly Case[] = [
  ['linux', '/', ['root-folder']],
  ['linux', '//', ['root-folder']],
  ['linux', '/./', ['root-folder']],
  ['linux', '/opt/..', ['root-folder']],
  ['linux', '/*', ['matches-everything']],
  ['linux', '*', ['matches-everything']],
  ['linux', '/**', ['matches-everything']],
  ['linux', '/*/cache/', ['matches-everything']],
  ['linux', '/usr', ['root-folder']],
  ['linux', '/usr/bin/', ['root-folder']],
  ['linux', '/var/', ['root-folder']],
  ['linux', '/etc/*', ['root-folder']],
  ['linux', '/tmp', ['user-writable']],
  ['linux', '/tmp/build/', ['user-writable']],
  ['linux', '/opt/../tmp/x', ['user-writable']],
  ['linux', '/var/tmp/x', ['user-writable']],
  ['linux', '/var/*/x', ['user-writable']],
  ['linux', '/hom?/x', ['user-writable']],
  ['linux', '/home/deploy/src/', ['user-writable']],
  ['linux', '~/src', ['user-writable']],
  ['linux', '/dev/shm/', ['user-writable']],
  ['linux', '/var/lib/postgresql/', []],
  ['linux', '/usr/lib/postgresql/17/bin/postgres', []],
  ['linux', '/opt/app/*/logs', []],
  ['linux', '/srv/data/', []],
  ['linux', '/tmpfiles/', []],
  ['macos', '/Users/', ['user-writable']],
  ['macos', '/Users/*/Library/Caches/', ['user-writable']],
  ['macos', '/private/tmp/x', ['user-writable']],
  ['macos', '/private', ['root-folder']],
  ['macos', '/Applications', ['root-folder']],
  ['macos', '/Applications/Build.app/', []],
  ['windows', 'C:', ['root-folder']],
  ['windows', 'c:\\', ['root-folder']],
  ['windows', 'D:\\*', ['matches-everything']],
  ['windows', '%SystemDrive%', ['root-folder']],
  ['windows', '*\\*', ['matches-everything']],
  ['windows', 'C:\\Windows', ['root-folder']],
  ['windows', '%windir%\\System32\\', ['root-folder']],
  ['windows', 'C:\\Program Files', ['root-folder']],
  ['windows', 'C:\\Users\\Public\\', ['user-writable']],
  ['windows', 'C:/Users/Public', ['user-writable']],
  ['windows', '\\\\?\\C:\\Users\\x', ['user-writable']],
  ['windows', '%TEMP%\\x', ['user-writable']],
  ['windows', '%LocalAppData%\\App', ['user-writable']],
  ['windows', 'C:\\Windows\\Temp\\*', ['user-writable']],
  ['windows', 'C:\\Temp', ['user-writable']],
  ['windows', 'D:\\SQLData', []],
  ['windows', '%ProgramFiles%\\Contoso\\data', []],
  ['windows', '\\\\server\\share\\data', []],
];

test.each(PATHS)('%s: the path %s is %j', (os, path, flags) => {
  const [row, value] = lists[os](path);
  expect(codes(row, value)).toEqual(flags);
});

test.each([
  ['exe', 'risky-extension'],
  ['.EXE', 'risky-extension'],
  ['*.sh', 'risky-extension'],
  ['py', 'risky-extension'],
  ['*', 'matches-everything'],
  ['.*', 'matches-everything'],
  ['', 'matches-everything'],
] as const)('the extension "%s" is %s', (extension, code) => {
  expect(codes(linuxList, [{ $type: 'excludedFileExtension', extension }])).toEqual([code]);
  expect(codes(windows('excludedextensions'), [extension])).toEqual([code]);
});

test.each(['wal', '.mdf', 'ldf'])('the extension "%s" is nothing to speak of', (extension) => {
  expect(codes(windows('excludedextensions'), [extension])).toEqual([]);
});

test.each([
  ['bash', 'interpreter'],
  ['/usr/bin/python3', 'interpreter'],
  ['/home/me/agent', 'user-writable'],
  ['*', 'matches-everything'],
] as const)('the program %s is %s', (name, code) => {
  expect(codes(linuxList, [{ $type: 'excludedFileName', name }])).toEqual([code]);
});

test('programs of Windows are known with and without their folder and ending', () => {
  const list = windows('excludedprocesses');
  expect(codes(list, ['C:\\Windows\\System32\\cmd.exe'])).toEqual(['interpreter']);
  expect(codes(list, ['PowerShell.exe'])).toEqual(['interpreter']);
  expect(codes(list, ['C:\\Program Files\\Microsoft SQL Server\\Binn\\sqlservr.exe'])).toEqual([]);
});

describe('a list of exclusions', () => {
  const many = (count: number) => Array.from({ length: count }, (_, at) => folder(`/srv/data-${at}/`));

  test('may hold a hundred entries, and one more is a flag', () => {
    expect(codes(linuxList, many(100))).toEqual([]);
    expect(codes(linuxList, many(101))).toEqual(['oversized-list']);
  });

  test('has one flag for each kind of danger, which names a few entries and counts the rest', () => {
    const flags = exclusionFlags(linuxList, ['/', '/usr', '/bin', '/etc', '/tmp'].map(folder));
    expect(flags.map(({ code }) => code)).toEqual(['root-folder', 'user-writable']);
    expect(flags[0]?.text).toContain('"/", "/usr", "/bin" and 1 more leaves out');
  });

  test('of per-rule exclusions and of attack surface reduction counts, too', () => {
    expect(codes(windows('attacksurfacereductiononlyexclusions'), ['C:\\'])).toEqual(['root-folder']);
    const perRule = windows('attacksurfacereductionrules_blockrebootingmachineinsafemode_perruleexclusions');
    expect(codes(perRule, ['C:\\Users'])).toEqual(['user-writable']);
  });

  test('is told from every other list', () => {
    expect(codes(toyRow('linux_mdatp_managed_antivirusengine_allowedthreats'), ['/', '*'])).toEqual([]);
  });

  test('of hostile length is judged quickly', () => {
    const path = `/${'*a'.repeat(100_000)}`;
    expect(codes(linuxList, [folder(path), folder('*'.repeat(200_000))])).toEqual(['matches-everything']);
  });
});

test.each([
  ['linux', 'linux_mdatp_managed_antivirusengine_enforcementlevel', 'passive', true],
  ['linux', 'linux_mdatp_managed_antivirusengine_enforcementlevel', 'on_demand', true],
  ['linux', 'linux_mdatp_managed_antivirusengine_enforcementlevel', 'real_time', false],
  ['linux', 'linux_mdatp_managed_antivirusengine_enablerealtimeprotection', false, true],
  ['linux', 'linux_mdatp_managed_networkprotection_enforcementlevel', 'disabled', false],
  ['macos', 'com.apple.managedclient.preferences_enforcementlevel_antivirusengine', 'passive', true],
  ['macos', 'com.apple.managedclient.preferences_enforcementlevel', 'disabled', false],
  ['windows', `${WINDOWS}allowrealtimemonitoring`, false, true],
  ['windows', `${WINDOWS}allowrealtimemonitoring`, true, false],
] as const)('%s: %s = %s switches real-time protection off: %s', (os, key, value, off) => {
  expect(turnsProtectionOff(toyRow(key, { os }), value)).toBe(off);
});
