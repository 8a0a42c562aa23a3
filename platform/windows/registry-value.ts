// Registry keys and values as data, exact in type and bytes, and their meaning as text and numbers. Pure.

/** Type numbers of the registry. Source: Microsoft Learn, "Registry Value Types". */
export const REG = { SZ: 1, EXPAND_SZ: 2, BINARY: 3, DWORD: 4, MULTI_SZ: 7 } as const;

export interface RegistryData {
  readonly type: number;
  /** Lower-case hexadecimal of the very bytes. */
  readonly hex: string;
}

export interface NamedValue extends RegistryData {
  /** As written; names are compared without regard to case. The default value has the empty name. */
  readonly name: string;
}

export interface RegistryKey {
  /** With the hive in full, e.g. `HKEY_LOCAL_MACHINE\SOFTWARE\...`. */
  readonly path: string;
  /** By folded name. */
  readonly values: ReadonlyMap<string, NamedValue>;
}

/** Keys by folded path. */
export type RegistryTree = ReadonlyMap<string, RegistryKey>;

export const foldName = (name: string): string => name.toLowerCase();

const HIVES: Readonly<Record<string, string>> = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' };

/** `HKLM\...` as exports write it. */
export function fullPath(path: string): string {
  const [hive = '', ...rest] = path.split('\\').filter((part) => part !== '');
  return [HIVES[hive.toUpperCase()] ?? hive, ...rest].join('\\');
}

export const foldPath = (path: string): string => foldName(fullPath(path));

export const isBelow = (path: string, top: string): boolean =>
  foldPath(path) === foldPath(top) || foldPath(path).startsWith(`${foldPath(top)}\\`);

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('\\')));

export function valueAt(tree: RegistryTree, key: string, name: string): NamedValue | undefined {
  return tree.get(foldPath(key))?.values.get(foldName(name));
}

export const sameData = (a: RegistryData, b: RegistryData): boolean => a.type === b.type && a.hex === b.hex;

export const dwordData = (value: number): RegistryData => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return { type: REG.DWORD, hex: bytes.toString('hex') };
};

export const textData = (text: string, type: number = REG.SZ): RegistryData => ({
  type,
  hex: Buffer.from(`${text}\0`, 'utf16le').toString('hex'),
});

export const listData = (items: readonly string[]): RegistryData =>
  textData(items.map((item) => `${item}\0`).join(''), REG.MULTI_SZ);

/** `undefined`: this is no number. */
export function numberOf({ type, hex }: RegistryData): number | undefined {
  return type === REG.DWORD && hex.length === 8 ? Buffer.from(hex, 'hex').readUInt32LE() : undefined;
}

/** Up to the closing NUL, which a writer may have left out. `undefined`: this is no text. */
export function textOf({ type, hex }: RegistryData): string | undefined {
  if ((type !== REG.SZ && type !== REG.EXPAND_SZ) || hex.length % 4 !== 0) return undefined;
  return Buffer.from(hex, 'hex').toString('utf16le').replace(/\0.*$/s, '');
}

export function listOfTexts({ type, hex }: RegistryData): readonly string[] | undefined {
  if (type !== REG.MULTI_SZ || hex.length % 4 !== 0) return undefined;
  const text = Buffer.from(hex, 'hex').toString('utf16le');
  return text.split('\0').filter((item) => item !== '');
}
