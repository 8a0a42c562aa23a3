// Reads Registry.pol: which registry values Group Policy sets or removes on this computer, and so owns. Pure.
// Source: [MS-GPREG] Group Policy: Registry Extension Encoding, 2.2.1 and 3.2.5.1.2.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import { foldName, foldPath } from './registry-value.js';

export interface PolicyOwnership {
  owns(key: string, name: string): boolean;
}

const SIGNATURE = Buffer.from('5052656701000000', 'hex');

interface Record {
  readonly key: string;
  readonly name: string;
  readonly data: Buffer;
}

interface Owned {
  /** `key\0name`, folded. */
  readonly values: Set<string>;
  /** Keys all of whose values are removed before others are set. */
  readonly keys: Set<string>;
  /** Keys that are removed with everything below. */
  readonly trees: Set<string>;
}

export const NOTHING_OWNED: PolicyOwnership = { owns: () => false };

/** Keys of the computer's file lie in HKLM. Errors: where the file ends to make sense. */
export function parseRegistryPol(bytes: Uint8Array): Result<PolicyOwnership, string> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return fail('it has no signature of version 1');
  const owned: Owned = { values: new Set(), keys: new Set(), trees: new Set() };
  let offset = SIGNATURE.length;
  while (offset < file.length) {
    const read = readRecord(file, offset);
    if (read === undefined) return fail(`the record at byte ${offset} cannot be read`);
    take(owned, read.record);
    offset = read.next;
  }
  return ok({
    owns: (key, name) => {
      const path = foldPath(key);
      return (
        owned.keys.has(path) ||
        owned.values.has(`${path}\0${foldName(name)}`) ||
        [...owned.trees].some((tree) => path === tree || path.startsWith(`${tree}\\`))
      );
    },
  });
}

function take(owned: Owned, { key, name, data }: Record): void {
  const path = foldPath(`HKLM\\${key}`);
  const special = /^\*\*(del\.|delvals\.?|deletevalues|deletekeys|soft\.|securekey)(.*)$/is.exec(name);
  const own = (value: string) => owned.values.add(`${path}\0${foldName(value)}`);
  switch (special?.[1]?.toLowerCase()) {
    case undefined:
      // A record without a name only makes the key.
      if (name !== '') own(name);
      return;
    case 'del.':
    case 'soft.':
      own(special?.[2] ?? '');
      return;
    case 'deletevalues':
      for (const value of textOf(data).split(';')) own(value);
      return;
    case 'deletekeys':
      for (const child of textOf(data).split(';')) owned.trees.add(`${path}\\${foldName(child)}`);
      return;
    case 'delvals':
    case 'delvals.':
      owned.keys.add(path);
      return;
    default:
      return;
  }
}

const textOf = (data: Buffer): string => data.toString('utf16le').replace(/\0.*$/s, '');

const [OPEN, CLOSE, SEMICOLON] = [0x5b, 0x5d, 0x3b];

/** By size, not by searching: the data may hold brackets and semicolons. */
function readRecord(file: Buffer, from: number): { record: Record; next: number } | undefined {
  let at = from;
  const expect = (code: number): boolean => {
    const found = at + 2 <= file.length && file.readUInt16LE(at) === code;
    at += 2;
    return found;
  };
  const text = (): string | undefined => {
    const begin = at;
    while (at + 2 <= file.length) {
      const unit = file.readUInt16LE(at);
      at += 2;
      if (unit === 0) return file.toString('utf16le', begin, at - 2);
    }
    return undefined;
  };
  const number = (): number => {
    const value = at + 4 <= file.length ? file.readUInt32LE(at) : Number.NaN;
    at += 4;
    return value;
  };
  if (!expect(OPEN)) return undefined;
  const key = text();
  if (key === undefined || !expect(SEMICOLON)) return undefined;
  const name = text();
  if (name === undefined || !expect(SEMICOLON)) return undefined;
  const type = number();
  if (Number.isNaN(type) || !expect(SEMICOLON)) return undefined;
  const size = number();
  if (!(size <= 0xffff) || !expect(SEMICOLON) || at + size > file.length) return undefined;
  const data = file.subarray(at, at + size);
  at += size;
  return expect(CLOSE) ? { record: { key, name, data }, next: at } : undefined;
}
