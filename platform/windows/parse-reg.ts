// Reads a .reg file as "reg.exe export" writes it: keys, values, both forms of hexadecimal data, texts over several
// lines. Pure. Source: Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file".

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { NamedValue, RegistryData, RegistryKey, RegistryTree } from './registry-value.js';
import { foldName, foldPath, fullPath, REG, textData } from './registry-value.js';

const HEADER = 'Windows Registry Editor Version 5.00';

interface OpenKey extends RegistryKey {
  readonly values: Map<string, NamedValue>;
}

/** UTF-16LE with a byte-order mark, as version 5 has it. Errors: what is wrong and in which line. */
export function parseReg(bytes: Uint8Array): Result<RegistryTree, string> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer[0] !== 0xff || buffer[1] !== 0xfe || buffer.length % 2 !== 0)
    return fail('it is not UTF-16 text with its mark');
  return parseRegText(buffer.toString('utf16le', 2));
}

export function parseRegText(text: string): Result<RegistryTree, string> {
  if (!text.startsWith(HEADER)) return fail('it does not begin as a registry file');
  const tree = new Map<string, OpenKey>();
  const at: Cursor = { text, offset: HEADER.length };
  let key: OpenKey | undefined;
  for (;;) {
    skipBlank(at);
    const next = text[at.offset];
    if (next === undefined) return ok(tree);
    if (next === ';') restOfLine(at);
    else if (next === '[') {
      const path = readKeyPath(at);
      if (path === undefined) return fail(`${place(at)}: a key that cannot be read`);
      key = tree.get(foldPath(path)) ?? { path: fullPath(path), values: new Map() };
      tree.set(foldPath(path), key);
    } else {
      const value = readValue(at);
      if (value === undefined) return fail(`${place(at)}: a value that cannot be read`);
      if (key === undefined) return fail(`${place(at)}: a value outside a key`);
      key.values.set(foldName(value.name), value);
    }
  }
}

interface Cursor {
  readonly text: string;
  offset: number;
}

const place = ({ text, offset }: Cursor): string => `line ${text.slice(0, offset).split('\n').length}`;

function skipBlank(at: Cursor): void {
  while (/\s/.test(at.text[at.offset] ?? '')) at.offset += 1;
}

function restOfLine(at: Cursor): string {
  const end = at.text.indexOf('\n', at.offset);
  const line = at.text.slice(at.offset, end < 0 ? undefined : end).replace(/\r$/, '');
  at.offset = end < 0 ? at.text.length : end + 1;
  return line;
}

/** A name of a key may hold brackets: the last one of the line closes it. A key to be removed is no export's. */
function readKeyPath(at: Cursor): string | undefined {
  const match = /^\[([^-].*)\]\s*$/.exec(restOfLine(at));
  return match?.[1];
}

function readValue(at: Cursor): NamedValue | undefined {
  const name = at.text[at.offset] === '@' ? '' : readQuoted(at);
  if (name === undefined) return undefined;
  if (name === '' && at.text[at.offset] === '@') at.offset += 1;
  if (at.text[at.offset] !== '=') return undefined;
  at.offset += 1;
  const data = at.text[at.offset] === '"' ? readText(at) : readCoded(at);
  return data === undefined ? undefined : { name, ...data };
}

function readText(at: Cursor): RegistryData | undefined {
  const text = readQuoted(at);
  return text === undefined || restOfLine(at).trim() !== '' ? undefined : textData(text);
}

/** Windows doubles backslashes and escapes quotes; other implementations write line breaks and NUL as letters. */
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\',
  '"': '"',
  n: '\n',
  r: '\r',
  '0': '\0',
};

function readQuoted(at: Cursor): string | undefined {
  if (at.text[at.offset] !== '"') return undefined;
  const pieces: string[] = [];
  let from = at.offset + 1;
  for (let offset = from; offset < at.text.length; offset += 1) {
    const character = at.text[offset];
    if (character === '"') {
      pieces.push(at.text.slice(from, offset));
      at.offset = offset + 1;
      return pieces.join('');
    }
    if (character === '\\') {
      const meant = ESCAPES[at.text[offset + 1] ?? ''];
      if (meant === undefined) return undefined;
      pieces.push(at.text.slice(from, offset), meant);
      offset += 1;
      from = offset + 1;
    }
  }
  return undefined;
}

const DWORD = /^dword:([0-9a-f]{1,8})$/i;
const HEX = /^hex(?:\(([0-9a-f]{1,8})\))?:((?:[0-9a-f]{2}(?:,[0-9a-f]{2})*)?)$/i;

function readCoded(at: Cursor): RegistryData | undefined {
  const lines = [restOfLine(at)];
  while (lines.at(-1)?.endsWith('\\') === true && at.offset < at.text.length) lines.push(restOfLine(at));
  const coded = lines.map((line) => line.replace(/\\$/, '').trim()).join('');
  const dword = DWORD.exec(coded)?.[1];
  if (dword !== undefined) {
    const bytes = Buffer.from(dword.padStart(8, '0'), 'hex').reverse();
    return { type: REG.DWORD, hex: bytes.toString('hex') };
  }
  const [, type, hex] = HEX.exec(coded) ?? [];
  if (hex === undefined) return undefined;
  return {
    type: type === undefined ? REG.BINARY : Number.parseInt(type, 16),
    hex: hex.replaceAll(',', '').toLowerCase(),
  };
}
