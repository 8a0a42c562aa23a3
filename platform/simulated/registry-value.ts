// What a registry value of the simulated machine holds: a type and raw bytes, as Windows keeps it. Pure.

export type RegistryType = keyof typeof TYPE_NUMBERS;

export interface RegistryValue {
  /** Empty: the default value of its key. */
  readonly name: string;
  readonly type: RegistryType;
  /** Base64 of the stored bytes; text is UTF-16LE with its closing NUL. */
  readonly data: string;
}

/** Source: Microsoft Learn, "Registry value types". */
export const TYPE_NUMBERS = {
  REG_NONE: 0,
  REG_SZ: 1,
  REG_EXPAND_SZ: 2,
  REG_BINARY: 3,
  REG_DWORD: 4,
  REG_DWORD_BIG_ENDIAN: 5,
  REG_LINK: 6,
  REG_MULTI_SZ: 7,
  REG_QWORD: 11,
} as const;

export function typeOfNumber(number: number): RegistryType | undefined {
  return REGISTRY_TYPES.find((type) => TYPE_NUMBERS[type] === number);
}

export const REGISTRY_TYPES: readonly RegistryType[] = [
  'REG_NONE',
  'REG_SZ',
  'REG_EXPAND_SZ',
  'REG_BINARY',
  'REG_DWORD',
  'REG_DWORD_BIG_ENDIAN',
  'REG_LINK',
  'REG_MULTI_SZ',
  'REG_QWORD',
];

export const rawValue = (name: string, type: RegistryType, bytes: Uint8Array): RegistryValue => ({
  name,
  type,
  data: Buffer.from(bytes).toString('base64'),
});

export const textValue = (
  name: string,
  text: string,
  type: 'REG_SZ' | 'REG_EXPAND_SZ' = 'REG_SZ',
): RegistryValue => rawValue(name, type, Buffer.from(`${text}\0`, 'utf16le'));

export const listValue = (name: string, items: readonly string[]): RegistryValue =>
  rawValue(name, 'REG_MULTI_SZ', Buffer.from([...items, ''].map((item) => `${item}\0`).join(''), 'utf16le'));

/** Unsigned, 32 bits. */
export function dwordValue(name: string, number: number): RegistryValue {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return rawValue(name, 'REG_DWORD', bytes);
}

/** Unsigned, 64 bits. */
export function qwordValue(name: string, number: bigint): RegistryValue {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(number);
  return rawValue(name, 'REG_QWORD', bytes);
}

export const bytesOf = (value: RegistryValue): Buffer => Buffer.from(value.data, 'base64');

/** `undefined`: it is not a number of 32 bits. */
export function dwordOf(value: RegistryValue | undefined): number | undefined {
  if (value?.type !== 'REG_DWORD') return undefined;
  const bytes = bytesOf(value);
  return bytes.length === 4 ? bytes.readUInt32LE() : undefined;
}

/** Up to the first NUL, as programs read it. `undefined`: it is not text. */
export function textOf(value: RegistryValue | undefined): string | undefined {
  if (value?.type !== 'REG_SZ' && value?.type !== 'REG_EXPAND_SZ') return undefined;
  return decodeText(bytesOf(value)).replace(/\0.*$/s, '');
}

export const decodeText = (bytes: Buffer): string => bytes.subarray(0, bytes.length & ~1).toString('utf16le');
