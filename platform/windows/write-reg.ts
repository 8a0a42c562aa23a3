// Writes a .reg file that "reg.exe import" takes: values set and unset, keys removed. Pure.
// Source: Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file".

import type { NamedValue, RegistryData } from './registry-value.js';
import { fullPath, REG, textData } from './registry-value.js';

export type RegistryEdit =
  | { readonly do: 'set'; readonly key: string; readonly value: NamedValue }
  | { readonly do: 'unset'; readonly key: string; readonly name: string }
  /** With everything in it: the caller has made sure that nothing is. */
  | { readonly do: 'remove-key'; readonly key: string };

/** A key or a name with such characters cannot be written in a .reg file without changing its meaning. */
export const isWritableName = (name: string): boolean => !/[\p{Cc}\p{Cs}]/u.test(name);

/** The edits in the order given, those of one key that follow each other under one heading. UTF-16LE with mark. */
export function writeReg(edits: readonly RegistryEdit[]): Uint8Array {
  const lines = ['Windows Registry Editor Version 5.00'];
  let open: string | undefined;
  for (const edit of edits) {
    const path = fullPath(edit.key);
    if (edit.do === 'remove-key') {
      lines.push('', `[-${path}]`);
      open = undefined;
      continue;
    }
    if (open !== path) lines.push('', `[${path}]`);
    open = path;
    lines.push(
      edit.do === 'set' ? `${nameText(edit.value.name)}=${dataText(edit.value)}` : `${nameText(edit.name)}=-`,
    );
  }
  return Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n\r\n`, 'utf16le');
}

const nameText = (name: string): string => (name === '' ? '@' : quotedText(name));

const quotedText = (text: string): string => `"${text.replaceAll(/[\\"]/g, '\\$&')}"`;

function dataText(data: RegistryData): string {
  const { type, hex } = data;
  if (type === REG.DWORD && hex.length === 8) {
    return `dword:${Buffer.from(hex, 'hex').reverse().toString('hex')}`;
  }
  const plain = type === REG.SZ ? plainText(data) : undefined;
  if (plain !== undefined) return quotedText(plain);
  const bytes = (hex.match(/../g) ?? []).join(',');
  return type === REG.BINARY ? `hex:${bytes}` : `hex(${type.toString(16)}):${bytes}`;
}

/** Only where reading it back gives the same bytes: one closing NUL, no line breaks, no half characters. */
function plainText(data: RegistryData): string | undefined {
  const text = Buffer.from(data.hex, 'hex').toString('utf16le').slice(0, -1);
  return isWritableName(text) && textData(text).hex === data.hex ? text : undefined;
}
