// Texts that would do something if anything but their own place took them: seeded, the same ones in every run. Pure.

/** Half characters are not among them: they refuse the whole file. Each holds a command that would write the canary, a syntax of a file that is written, or what a screen would obey. */
function pieces(canary: string): readonly string[] {
  const touch = `touch ${canary}`;
  return [
    '"',
    "'",
    '\\',
    '\\"',
    ';',
    `"; ${touch}; "`,
    `'; ${touch}; '`,
    `$(${touch})`,
    `\`${touch}\``,
    `|${touch}`,
    `& ${touch} &`,
    `&& ${touch}`,
    `\n${touch}\n`,
    `> ${canary}`,
    `\${IFS}${canary}`,
    `%COMSPEC% /c ${touch}`,
    `"; Start-Process cmd -Args '/c ${touch}'; "`,
    `$(Set-Content '${canary}' x)`,
    `@(iex '${touch}')`,
    `{ & ${touch} }`,
    `'@; ${touch} #`,
    '"@',
    '`"',
    '$env:Path',
    '--%',
    '-',
    '--help',
    '-rf',
    '-EncodedCommand AAAA',
    '/v x /d y /f',
    '/s',
    '..',
    '../../../../../../etc/cron.d/x',
    '..\\..\\..\\Windows\\System32\\x.dll',
    '~',
    '*',
    '?',
    '%00',
    '%s%n',
    '{path}',
    '{value}',
    '{name}',
    '\0',
    'a\0b',
    '\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Canary]\r\n"x"="y"',
    '\r\n[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies]\r\n',
    '[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies]',
    '"=-',
    '"=dword:00000001',
    '"="x"\r\n"Canary"="y',
    'hex(7):00,00',
    '@="x"',
    'Windows Registry Editor Version 5.00',
    '</string><key>Canary</key><string>',
    '</string></dict></plist>',
    '<!ENTITY x SYSTEM "file:///etc/passwd">',
    ']]>',
    '<![CDATA[',
    '<!--',
    '&amp;',
    '&x;',
    '&#0;',
    '","canary":"',
    '"}]}',
    '/*',
    '\\u0000',
    '__proto__',
    'constructor',
    'v2.31|Action=Allow',
    '|Action=Allow|',
    ',',
    '=>',
    ' ',
    '\t',
    '',
    '\u001b[2J\u001b]0;canary\u0007',
    '\u009b31m',
    '\u202egnp.exe',
    '\u2066x\u2069',
    '\u2028',
    '\u2029',
    '\ufeff',
    '\uffff',
    'ä日本👩‍💻',
    'e\u0301',
    'x'.repeat(300),
  ];
}

/** Before a piece, so that it gets past what a place asks a text to look like. */
const STARTS = [
  '',
  '',
  '/srv/',
  'C:\\x ',
  '\\\\s\\',
  'http://m/',
  'a.',
  'allow',
  '10.0.0.1',
  '443',
  'D:(A;;CC;;;BU)',
];

export interface Payloads {
  next(): string;
}

/** Mulberry32: small, and the same everywhere. */
export function createPayloads(seed: number, canary: string): Payloads {
  const all = pieces(canary);
  let state = seed;
  const below = (count: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % count;
  };
  const pick = (list: readonly string[]): string => list[below(list.length)] ?? '';
  return {
    next: () => {
      const middle = Array.from({ length: 1 + below(2) }, () => pick(all)).join('');
      return pick(STARTS) + middle;
    },
  };
}
