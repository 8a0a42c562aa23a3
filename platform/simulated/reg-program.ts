// The simulated reg.exe: query, add, delete, export, import, with its exit codes. Pure.
// Source: Microsoft Learn, "reg". Wording of messages is assumed; programs decide by the exit code.

import { parseRegText, writeRegText } from './reg-text.js';
import type { Registry, RegistryChange, RegistryKey } from './registry.js';
import { applyChanges, childrenOf, findKey, findValue, fullPath, isWithin, treeOf } from './registry.js';
import type { RegistryType, RegistryValue } from './registry-value.js';
import {
  bytesOf,
  decodeText,
  dwordValue,
  listValue,
  qwordValue,
  REGISTRY_TYPES,
  rawValue,
  textValue,
} from './registry-value.js';

/** What reg.exe may touch. */
export interface RegWorld {
  readonly registry: Registry;
  readonly mayChange: (path: string) => boolean;
  readonly mayRead: (path: string) => boolean;
  /** `undefined`: no such file. */
  readonly readFile: (path: string) => Uint8Array | undefined;
  /** The answer to its questions; without one it waits for nothing and changes nothing. */
  readonly stdin: string;
}

export interface RegOutcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly registry?: Registry;
  readonly file?: { readonly path: string; readonly bytes: Buffer };
}

type Command = (world: RegWorld, operands: readonly string[], options: Options) => RegOutcome;
type Options = ReadonlyMap<string, string>;

const COMMANDS: Readonly<Record<string, Command>> = {
  query,
  add,
  delete: remove,
  export: save,
  import: load,
};
/** Options that are followed by a value; `/s` is one for `add` only. */
const VALUED: readonly string[] = ['/v', '/t', '/d'];
const PLAIN: readonly string[] = ['/ve', '/va', '/f', '/y', '/reg:32', '/reg:64'];

const done = (stdout = 'The operation completed successfully.\r\n'): RegOutcome => ({
  exitCode: 0,
  stdout,
  stderr: '',
});
const refused = (why: string): RegOutcome => ({ exitCode: 1, stdout: '', stderr: `ERROR: ${why}\r\n` });
const SYNTAX = refused('Invalid syntax.');
const NOT_FOUND = refused('The system was unable to find the specified registry key or value.');
const DENIED = refused('Access is denied.');
const UNANSWERED: RegOutcome = {
  exitCode: 1,
  stdout: '',
  stderr: 'The operation was canceled by the user.\r\n',
};

export function runReg(world: RegWorld, args: readonly string[]): RegOutcome {
  const name = args[0]?.toLowerCase() ?? '';
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const parsed = parseArguments(args.slice(1), name === 'add' ? [...VALUED, '/s'] : VALUED);
  if (command === undefined || parsed === undefined) return SYNTAX;
  return command(world, parsed.operands, parsed.options);
}

function parseArguments(
  args: readonly string[],
  valued: readonly string[],
): { readonly operands: readonly string[]; readonly options: Options } | undefined {
  const operands: string[] = [];
  const options = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const name = arg.toLowerCase();
    if (!arg.startsWith('/')) operands.push(arg);
    else if (options.has(name)) return undefined;
    else if (valued.includes(name)) {
      const value = args[at + 1];
      if (value === undefined) return undefined;
      options.set(name, value);
      at += 1;
    } else if (PLAIN.includes(name) || name === '/s') options.set(name, '');
    else return undefined;
  }
  return { operands, options };
}

function query(world: RegWorld, [path = '']: readonly string[], options: Options): RegOutcome {
  const full = fullPath(path);
  if (full === undefined) return refused('Invalid key name.');
  if (!world.mayRead(full)) return DENIED;
  const key = findKey(world.registry, full);
  if (key === undefined) return NOT_FOUND;
  const keys = options.has('/s')
    ? treeOf(world.registry, full).filter(({ path: at }) => world.mayRead(at))
    : [key];
  const name = options.get('/v') ?? (options.has('/ve') ? '' : undefined);
  if (name !== undefined) {
    const found = keys.flatMap((at) => {
      const value = findValue(world.registry, at.path, name);
      return value === undefined ? [] : [shownKey({ path: at.path, values: [value] })];
    });
    return found.length === 0 ? NOT_FOUND : done(found.join(''));
  }
  const shown = keys.filter(({ values }) => values.length > 0).map(shownKey);
  const below = options.has('/s') ? [] : childrenOf(world.registry, full).map((child) => `${child.path}\r\n`);
  return done([...shown, ...below].join(''));
}

/** Text is in the code page of the console: what it lacks becomes a question mark. */
function shownKey({ path, values }: RegistryKey): string {
  const lines = values.map(({ name, ...rest }) => {
    const value = { name, ...rest };
    return `    ${name === '' ? '(Default)' : name}    ${value.type}    ${shownData(value)}`;
  });
  return ['', path, ...lines, '', ''].join('\r\n').replace(/[^\t\r\n\x20-\x7e]/g, '?');
}

function shownData(value: RegistryValue): string {
  const bytes = bytesOf(value);
  if (value.type === 'REG_DWORD' && bytes.length === 4) return `0x${bytes.readUInt32LE().toString(16)}`;
  if (value.type === 'REG_QWORD' && bytes.length === 8) return `0x${bytes.readBigUInt64LE().toString(16)}`;
  if (value.type === 'REG_MULTI_SZ') return decodeText(bytes).replace(/\0+$/, '').replaceAll('\0', '\\0');
  if (value.type === 'REG_SZ' || value.type === 'REG_EXPAND_SZ')
    return decodeText(bytes).replace(/\0.*$/s, '');
  return bytes.toString('hex').toUpperCase();
}

function add(world: RegWorld, [path = '']: readonly string[], options: Options): RegOutcome {
  const full = fullPath(path);
  if (full === undefined) return refused('Invalid key name.');
  if (!world.mayChange(full)) return DENIED;
  const name = options.get('/v') ?? (options.has('/ve') || options.has('/d') ? '' : undefined);
  if (name === undefined) return changed(world, [{ do: 'make-key', path: full }]);
  if (findValue(world.registry, full, name) !== undefined && !agreed(world, options)) return UNANSWERED;
  const type = REGISTRY_TYPES.find((known) => known === (options.get('/t') ?? 'REG_SZ').toUpperCase());
  const value = type === undefined ? undefined : parseData(name, type, options);
  return value === undefined ? SYNTAX : changed(world, [{ do: 'set', path: full, value }]);
}

const agreed = (world: RegWorld, options: Options): boolean =>
  options.has('/f') || options.has('/y') || /^y/i.test(world.stdin);

function parseData(name: string, type: RegistryType, options: Options): RegistryValue | undefined {
  const data = options.get('/d') ?? '';
  const number = /^(?:\d+|0x[0-9a-f]+|)$/i.test(data) ? BigInt(data) : undefined;
  switch (type) {
    case 'REG_SZ':
    case 'REG_EXPAND_SZ':
      return textValue(name, data, type);
    case 'REG_MULTI_SZ':
      return listValue(name, data === '' ? [] : data.split(options.get('/s') ?? '\\0'));
    case 'REG_DWORD':
      return number === undefined || number > 0xffff_ffffn ? undefined : dwordValue(name, Number(number));
    case 'REG_QWORD':
      return number === undefined || number > 0xffff_ffff_ffff_ffffn ? undefined : qwordValue(name, number);
    default:
      return /^(?:[0-9a-f]{2})*$/i.test(data) ? rawValue(name, type, Buffer.from(data, 'hex')) : undefined;
  }
}

const changed = (world: RegWorld, changes: readonly RegistryChange[]): RegOutcome => ({
  ...done(),
  registry: applyChanges(world.registry, changes),
});

function remove(world: RegWorld, [path = '']: readonly string[], options: Options): RegOutcome {
  const full = fullPath(path);
  if (full === undefined) return refused('Invalid key name.');
  const key = findKey(world.registry, full);
  if (key === undefined) return NOT_FOUND;
  const name = options.get('/v') ?? (options.has('/ve') ? '' : undefined);
  if (name !== undefined && findValue(world.registry, full, name) === undefined) return NOT_FOUND;
  if (!agreed(world, options)) return UNANSWERED;
  const whole = name === undefined && !options.has('/va');
  const touched = whole ? treeOf(world.registry, full).map((below) => below.path) : [full];
  if (!touched.every(world.mayChange)) return DENIED;
  if (whole) return changed(world, [{ do: 'delete-key', path: full }]);
  const names = name === undefined ? key.values.map((value) => value.name) : [name];
  return changed(
    world,
    names.map((one) => ({ do: 'delete-value', path: full, name: one })),
  );
}

function save(world: RegWorld, [path = '', file = '']: readonly string[], options: Options): RegOutcome {
  const full = fullPath(path);
  if (full === undefined || file === '') return refused('Invalid key name.');
  if (!world.mayRead(full)) return DENIED;
  const keys = treeOf(world.registry, full);
  if (keys.length === 0) return NOT_FOUND;
  if (world.readFile(file) !== undefined && !agreed(world, options)) return UNANSWERED;
  const bytes = writeRegText(keys.filter((key) => world.mayRead(key.path)));
  return { ...done(), file: { path: file, bytes } };
}

/** What it may change is changed, also when the rest is refused (assumed). It speaks on its error stream only. */
function load(world: RegWorld, [file = '']: readonly string[]): RegOutcome {
  const bytes = world.readFile(file);
  if (bytes === undefined)
    return refused('Error opening the file. There may be a disk or file system error.');
  const changes = parseRegText(bytes);
  if (changes === undefined) return refused('The specified file is not a registry script.');
  const allowed = changes.filter((change) => mayMake(world, change));
  const { stdout, ...outcome } = changed(world, allowed);
  return allowed.length === changes.length
    ? { ...outcome, stdout: '', stderr: stdout }
    : { ...refused('Error accessing the registry.'), registry: applyChanges(world.registry, allowed) };
}

function mayMake(world: RegWorld, change: RegistryChange): boolean {
  const path = fullPath(change.path);
  if (path === undefined) return false;
  if (change.do === 'make-key' && findKey(world.registry, path) !== undefined) return true;
  if (change.do !== 'delete-key') return world.mayChange(path);
  return Object.values(world.registry).every((key) => !isWithin(key.path, path) || world.mayChange(key.path));
}
