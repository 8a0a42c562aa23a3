// Registry.pol: which values Group Policy owns.
import { describe, expect, test } from 'vitest';
import { parseRegistryPol } from '../../../../platform/windows/registry-pol.js';

const KEY = 'Software\\Policies\\Microsoft\\Windows Defender';

const text = (value: string): Buffer => Buffer.from(`${value}\0`, 'utf16le');
const mark = (character: string): Buffer => Buffer.from(character, 'utf16le');
const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

function record(key: string, name: string, data: Buffer, type = 1): Buffer {
  const parts = [text(key), text(name), number(type), number(data.length), data];
  return Buffer.concat([
    mark('['),
    ...parts.flatMap((part, index) => (index === 0 ? [part] : [mark(';'), part])),
    mark(']'),
  ]);
}

const file = (...records: readonly Buffer[]): Buffer =>
  Buffer.concat([Buffer.from('PReg'), number(1), ...records]);

function owns(bytes: Buffer, name: string, key = `HKLM\\${KEY}`): boolean {
  const read = parseRegistryPol(bytes);
  if (!read.ok) throw new Error(read.error);
  return read.value.owns(key, name);
}

describe('Group Policy owns', () => {
  test('a value that it sets, in whatever case, even with brackets and semicolons in its data', () => {
    const bytes = file(record(KEY, 'A', text('x];[y')), record(KEY, 'PUAProtection', number(1), 4));
    expect(owns(bytes, 'puaprotection', `HKEY_LOCAL_MACHINE\\${KEY.toUpperCase()}`)).toBe(true);
    expect(owns(bytes, 'Other')).toBe(false);
    expect(owns(bytes, 'A', 'HKLM\\SOFTWARE\\Elsewhere')).toBe(false);
  });

  test('a value that it wants absent', () => {
    expect(owns(file(record(KEY, '**Del.PUAProtection', text(' '))), 'PUAProtection')).toBe(true);
    expect(owns(file(record(KEY, '**DeleteValues', text('B;C'))), 'c')).toBe(true);
  });

  test('every value of a key that it clears, and everything below a key that it removes', () => {
    expect(owns(file(record(KEY, '**DelVals.', text(' '))), 'anything')).toBe(true);
    const removed = file(record(KEY, '**DeleteKeys', text('Scan')));
    expect(owns(removed, 'x', `HKLM\\${KEY}\\Scan\\Deep`)).toBe(true);
    expect(owns(removed, 'x')).toBe(false);
  });

  test('no value for a record that only makes a key or its rights', () => {
    const bytes = file(record(KEY, '', Buffer.alloc(0), 0), record(KEY, '**SecureKey', number(1), 4));
    expect(owns(bytes, '')).toBe(false);
    expect(owns(bytes, 'PUAProtection')).toBe(false);
  });
});

test('a file that is cut or of another kind is no answer', () => {
  const whole = file(record(KEY, 'A', text('x')), record(KEY, 'B', text('y')));
  expect(parseRegistryPol(Buffer.from('not a policy')).ok).toBe(false);
  for (let length = 9; length < whole.length; length += 1) {
    const cut = parseRegistryPol(whole.subarray(0, length));
    const boundary = length === file(record(KEY, 'A', text('x'))).length;
    expect(cut.ok).toBe(boundary);
  }
});
