// The text form of registry keys, as `reg export` writes and `reg import` takes it. Pure.
// Source: Microsoft Support, "How to add, modify, or delete registry subkeys and values by using a .reg file".

import type { RegistryChange, RegistryKey } from './registry.js';
import type { RegistryValue } from './registry-value.js';
import {
  bytesOf,
  decodeText,
  dwordValue,
  rawValue,
  TYPE_NUMBERS,
  textValue,
  typeOfNumber,
} from './registry-value.js';

const HEADER = 'Windows Registry Editor Version 5.00';
/** Hex bytes are broken before this column. */
const LINE_WIDTH = 80;

/** UTF-16LE with its byte order mark. */
export function writeRegText(keys: readonly RegistryKey[]): Buffer {
  const blocks = keys.map(({ path, values }) => [`[${path}]`, ...values.map(writeValue), ''].join('\r\n'));
  return Buffer.from(`\uFEFF${[HEADER, '', ...blocks, ''].join('\r\n')}`, 'utf16le');
}

function writeValue(value: RegistryValue): string {
  const bytes = bytesOf(value);
  const name = value.name === '' ? '@=' : `${quoted(value.name)}=`;
  if (value.type === 'REG_DWORD' && bytes.length === 4)
    return `${name}dword:${bytes.readUInt32LE().toString(16).padStart(8, '0')}`;
  const text = decodeText(bytes);
  // A line break stands as it is between the quotes (assumed; other implementations write \r and \n).
  if (
    value.type === 'REG_SZ' &&
    bytes.length % 2 === 0 &&
    text.indexOf('\0') === text.length - 1 &&
    text !== ''
  )
    return `${name}${quoted(text.slice(0, -1))}`;
  const type = value.type === 'REG_BINARY' ? 'hex:' : `hex(${TYPE_NUMBERS[value.type].toString(16)}):`;
  return wrapped(`${name}${type}`, bytes);
}

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

function wrapped(start: string, bytes: Buffer): string {
  const lines = [start];
  bytes.forEach((byte, at) => {
    const piece = `${byte.toString(16).padStart(2, '0')}${at === bytes.length - 1 ? '' : ','}`;
    const last = lines.at(-1) ?? '';
    if (last.length + piece.length < LINE_WIDTH) lines[lines.length - 1] = last + piece;
    else lines.push(`  ${piece}`);
  });
  return lines.join('\\\r\n');
}

/** `undefined`: not a file of this form. A line that says nothing known is passed over (assumed). */
export function parseRegText(file: Uint8Array): readonly RegistryChange[] | undefined {
  const bytes = Buffer.from(file);
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe;
  const text = wide ? decodeText(bytes.subarray(2)) : bytes.toString('latin1');
  const header = /^([^\r\n]*)\r?(?:\n|$)/.exec(text);
  // The older header, REGEDIT4, announces text of one byte a character.
  if (header?.[1]?.trimEnd() !== (wide ? HEADER : 'REGEDIT4') && header?.[1]?.trimEnd() !== HEADER)
    return undefined;
  return parseBody(text, header?.[0].length ?? 0);
}

const KEY_LINE = /[ \t]*\[(-?)([^\r\n]+)\][ \t]*(?=\r|\n|$)/y;
/** Both kinds of text may hold line breaks. */
const VALUE_START = /[ \t]*(?:@|"((?:[^"\\]|\\[\s\S])*)")[ \t]*=[ \t]*/y;
const DELETED = /-[ \t]*(?=\r|\n|$)/y;
const TEXT = /"((?:[^"\\]|\\[\s\S])*)"[ \t]*(?=\r|\n|$)/y;
const NUMBER = /dword:([0-9a-f]{1,8})[ \t]*(?=\r|\n|$)/iy;
const BYTES = /hex(?:\(([0-9a-f]{1,8})\))?:((?:[0-9a-f]|,|[ \t]|\\[ \t]*\r?\n)*)(?=\r|\n|$)/iy;
const REST_OF_LINE = /[^\n]*(?:\n|$)/y;

function parseBody(text: string, start: number): readonly RegistryChange[] {
  const changes: RegistryChange[] = [];
  let key: string | undefined;
  let at = start;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const keyLine = take(KEY_LINE);
    if (keyLine !== undefined) {
      const path = keyLine[2] ?? '';
      key = keyLine[1] === '-' ? undefined : path;
      changes.push({ do: key === undefined ? 'delete-key' : 'make-key', path });
    } else {
      const line = take(VALUE_START);
      const change = line === undefined ? undefined : parseValue(unescaped(line[1] ?? ''), take);
      if (key !== undefined && change !== undefined) changes.push({ ...change, path: key });
    }
    take(REST_OF_LINE);
  }
  return changes;
}

type ValueChange =
  | { readonly do: 'set'; readonly value: RegistryValue }
  | { readonly do: 'delete-value'; readonly name: string };

function parseValue(
  name: string,
  take: (pattern: RegExp) => RegExpExecArray | undefined,
): ValueChange | undefined {
  if (take(DELETED) !== undefined) return { do: 'delete-value', name };
  const text = take(TEXT);
  if (text !== undefined) return { do: 'set', value: textValue(name, unescaped(text[1] ?? '')) };
  const number = take(NUMBER);
  if (number !== undefined)
    return { do: 'set', value: dwordValue(name, Number.parseInt(number[1] ?? '', 16)) };
  const bytes = take(BYTES);
  const type = bytes === undefined ? undefined : typeOfNumber(Number.parseInt(bytes[1] ?? '3', 16));
  if (bytes === undefined || type === undefined) return undefined;
  const list = (bytes[2] ?? '').match(/[0-9a-f]{1,2}/gi) ?? [];
  return {
    do: 'set',
    value: rawValue(name, type, Buffer.from(list.map((byte) => Number.parseInt(byte, 16)))),
  };
}

const unescaped = (text: string): string => text.replace(/\\(["\\])/g, '$1');
