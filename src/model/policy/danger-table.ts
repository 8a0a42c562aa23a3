// What an exclusion should never cover, as data: places, extensions, programs, and the settings that it is about. Pure.
// Source: Microsoft Learn, "Common mistakes to avoid when defining exclusions"; the places that any user may write to
// are those of the file system hierarchy of each system.

import type { OsName } from '../catalog/row.js';
import type { Scalar } from '../value.js';

/** What the entries of a list of exclusions are. `items`: records of `$type`, `path`, `extension` and `name`. */
export type ExclusionForm = 'paths' | 'extensions' | 'processes' | 'items';

/** By the end of the key of the setting, in lower case. */
export const EXCLUSION_LISTS: Readonly<Record<OsName, Readonly<Record<string, ExclusionForm>>>> = {
  linux: { antivirusengine_exclusions: 'items', exclusionsettings_exclusions: 'items' },
  macos: { preferences_exclusions: 'items' },
  windows: {
    defender_excludedpaths: 'paths',
    defender_excludedextensions: 'extensions',
    defender_excludedprocesses: 'processes',
    defender_attacksurfacereductiononlyexclusions: 'paths',
    _perruleexclusions: 'paths',
  },
};

/** With these values files are not scanned as they are used. */
export const PROTECTION_OFF: Readonly<Record<OsName, Readonly<Record<string, readonly Scalar[]>>>> = {
  linux: {
    antivirusengine_enforcementlevel: ['passive', 'on_demand'],
    antivirusengine_enablerealtimeprotection: [false],
    antivirusengine_passivemode: [true],
  },
  macos: {
    preferences_enforcementlevel_antivirusengine: ['passive', 'on_demand'],
    preferences_enablerealtimeprotection: [false],
    preferences_passivemode: [true],
  },
  windows: { defender_allowrealtimemonitoring: [false] },
};

/** More entries than this are a sign that exclusions are made instead of causes found. */
export const MANY_EXCLUSIONS = 100;

/** Absolute paths in lower case; drive `c:` stands for any drive. */
export const SYSTEM_FOLDERS: Readonly<Record<OsName, readonly string[]>> = {
  linux: [
    '/bin',
    '/boot',
    '/dev',
    '/etc',
    '/lib',
    '/lib64',
    '/media',
    '/mnt',
    '/opt',
    '/root',
    '/run',
    '/sbin',
    '/srv',
    '/usr/bin',
    '/usr/lib',
    '/usr/lib64',
    '/usr/local/bin',
    '/usr/sbin',
    '/var/lib',
  ],
  macos: [
    '/applications',
    '/bin',
    '/etc',
    '/library',
    '/opt',
    '/private/etc',
    '/sbin',
    '/system',
    '/usr/bin',
    '/usr/lib',
    '/usr/local/bin',
    '/usr/sbin',
    '/volumes',
  ],
  windows: [
    'c:/windows/system32',
    'c:/windows/syswow64',
    'c:/program files',
    'c:/program files (x86)',
    'c:/programdata',
  ],
};

/** Anybody, or the user whose it is, may put a file there. */
export const USER_WRITABLE: Readonly<Record<OsName, readonly string[]>> = {
  linux: ['/tmp', '/var/tmp', '/dev/shm', '/home', '/run/user', '/run/lock', '/run/shm', '/var/lock'],
  macos: [
    '/users',
    '/tmp',
    '/private/tmp',
    '/var/tmp',
    '/private/var/tmp',
    '/var/folders',
    '/private/var/folders',
  ],
  windows: ['c:/users', 'c:/temp', 'c:/tmp', 'c:/windows/temp', 'c:/windows/tasks', 'c:/$recycle.bin'],
};

/** How a path may begin instead of naming its folder. */
export const BEGINNINGS: Readonly<Record<string, string>> = {
  '~': '/home/user',
  $home: '/home/user',
  '%systemdrive%': 'c:',
  '%homedrive%': 'c:',
  '%systemroot%': 'c:/windows',
  '%windir%': 'c:/windows',
  '%programdata%': 'c:/programdata',
  '%allusersprofile%': 'c:/programdata',
  '%programfiles%': 'c:/program files',
  '%programfiles(x86)%': 'c:/program files (x86)',
  '%public%': 'c:/users/public',
  '%userprofile%': 'c:/users/user',
  '%homepath%': 'c:/users/user',
  '%temp%': 'c:/users/user/appdata/local/temp',
  '%tmp%': 'c:/users/user/appdata/local/temp',
  '%appdata%': 'c:/users/user/appdata/roaming',
  '%localappdata%': 'c:/users/user/appdata/local',
};

/** Without their dot, in lower case. */
export const RISKY_EXTENSIONS: readonly string[] = [
  ...[
    '7z',
    'bat',
    'bin',
    'cab',
    'cmd',
    'com',
    'cpl',
    'dll',
    'dylib',
    'elf',
    'exe',
    'fla',
    'gif',
    'gz',
    'hta',
  ],
  ...[
    'inf',
    'jar',
    'java',
    'job',
    'jpeg',
    'jpg',
    'js',
    'ko',
    'ko.gz',
    'lnk',
    'msi',
    'ocx',
    'php',
    'pl',
    'png',
  ],
  ...['ps1', 'psm1', 'py', 'pyc', 'rar', 'rb', 'reg', 'run', 'scr', 'sh', 'so', 'sys', 'tar', 'tmp', 'url'],
  ...['vbe', 'vbs', 'wsf', 'zip'],
];

/** Programs that run what others wrote; whatever such a program touches would not be scanned. Without `.exe`. */
export const INTERPRETERS: readonly string[] = [
  ...[
    'bash',
    'cmd',
    'cscript',
    'dash',
    'java',
    'javaw',
    'ksh',
    'mshta',
    'msbuild',
    'node',
    'osascript',
    'perl',
  ],
  ...['php', 'powershell', 'powershell_ise', 'pwsh', 'python', 'python2', 'python3', 'regsvr32', 'ruby'],
  ...['rundll32', 'sh', 'wscript', 'zsh'],
];
