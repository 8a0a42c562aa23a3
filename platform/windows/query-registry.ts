// Looks at single keys with "reg.exe query": the names below a key, and its values as text. Runs reg.exe; each key is
// asked once for a look, and what a parent does not list is not asked at all.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { foldName, foldPath, fullPath, isBelow, parentOf } from './registry-value.js';
import type { WindowsPlace } from './windows-programs.js';
import { printable, regProgram } from './windows-programs.js';

export interface QueriedKey {
  /** Names of the keys right below, folded. */
  readonly children: ReadonlySet<string>;
  /** By folded name; what stands there is in the code page of the console. */
  readonly values: ReadonlyMap<string, QueriedValue>;
}

export interface QueriedValue {
  /** `REG_SZ`, `REG_DWORD` ... */
  readonly type: string;
  readonly data: string;
}

/** `undefined`: the key is not there, which the list of its parent shows. */
export type Queried = Result<QueriedKey | undefined>;

export interface RegistryQueries {
  query(key: string): Promise<Queried>;
}

/** Unit: milliseconds. A key is asked in a fiftieth of it. */
const TIMEOUT_MS = 10_000;
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

export function createRegistryQueries(host: Pick<Host, 'run'>, place: WindowsPlace, signal: AbortSignal) {
  const asked = new Map<string, Promise<Queried>>();
  const query = (key: string): Promise<Queried> => {
    const folded = foldPath(key);
    const known = asked.get(folded) ?? lookAt(fullPath(key));
    asked.set(folded, known);
    return known;
  };
  const lookAt = async (path: string): Promise<Queried> => {
    const parent = parentOf(path);
    const seen = await asked.get(foldPath(parent));
    if (seen?.ok === true && !lists(seen, path)) return ok(undefined);
    const limits = { timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES, signal };
    const done = await host.run(regProgram(place), ['query', path, '/reg:64'], limits);
    if (!done.ok) return done;
    const { exitCode, stdout, stderr } = done.value;
    if (exitCode === 0) {
      const key = parseQueried(stdout, path);
      const why = 'it is no list of keys and values';
      return key === undefined ? fail({ kind: 'bad-reply', from: `reg.exe query ${path}`, why }) : ok(key);
    }
    const said = printable(stderr) || printable(stdout);
    const fault = fail({ kind: 'failed', what: `reg.exe query ${path}`, exitCode, said } as const);
    // The exit code of a missing key is that of every failure: only the list of its neighbours tells.
    if (exitCode !== 1 || !parent.includes('\\')) return fault;
    const neighbours = await query(parent);
    return neighbours.ok && !lists(neighbours, path) ? ok(undefined) : fault;
  };
  return { query } satisfies RegistryQueries;
}

const lists = (parent: { readonly value: QueriedKey | undefined }, path: string): boolean =>
  parent.value?.children.has(foldName(nameOf(path))) === true;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('\\') + 1);

/**
 * Values stand as name, type and data, set apart by four blanks (older systems: a tab); keys with their whole path.
 * A line that is neither belongs to a text of several lines. An empty key prints nothing; a text in which nothing
 * is a key or a value is no answer.
 */
export function parseQueried(stdout: Uint8Array, path: string): QueriedKey | undefined {
  const children = new Set<string>();
  const values = new Map<string, QueriedValue>();
  const text = Buffer.from(stdout).toString('latin1');
  let known = text.trim() === '';
  for (const line of text.split(/\r?\n/)) {
    if (/^HKEY_/i.test(line) && isBelow(line.trim(), path)) {
      known = true;
      const below = line.trim().slice(path.length + 1);
      if (below !== '' && !below.includes('\\')) children.add(foldName(below));
    }
    const [, name, type, data = ''] = VALUE.exec(line) ?? [];
    if (name !== undefined && type !== undefined && !values.has(foldName(name)))
      values.set(foldName(name), { type, data });
  }
  return known || values.size > 0 ? { children, values } : undefined;
}

const VALUE = /^(?: {4}|\t)(\S(?:.*?\S)?)(?: {4}|\t)(REG_[A-Z_]+)(?:(?: {4}|\t)(.*))?$/;

export function queriedText(key: QueriedKey | undefined, name: string): string | undefined {
  const value = key?.values.get(foldName(name));
  return value?.type === 'REG_SZ' || value?.type === 'REG_EXPAND_SZ' ? value.data.trimEnd() : undefined;
}

/** `undefined`: there is none; NaN: it is no number. */
export function queriedNumber(key: QueriedKey | undefined, name: string): number | undefined {
  const value = key?.values.get(foldName(name));
  if (value === undefined) return undefined;
  return value.type === 'REG_DWORD' && /^0x[0-9a-f]{1,8}$/i.test(value.data.trim())
    ? Number(value.data.trim())
    : Number.NaN;
}
