// What we made in the registry beside the settings themselves: keys, and the values that lists need. Kept in the
// agent's own folder, so that the last setting to go takes them with it. Reads and writes that one file.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { RegistryData } from './registry-value.js';
import type { WindowsPlace } from './windows-programs.js';
import { workFile } from './windows-programs.js';

export interface Ledger {
  /** Keys that were not there before we wrote. */
  readonly keys: readonly string[];
  readonly companions: readonly MadeCompanion[];
}

export interface MadeCompanion {
  readonly key: string;
  readonly name: string;
  /** What stood there before; null: nothing. */
  readonly was: RegistryData | null;
  readonly ours: RegistryData;
  /** Settings that we have written since and not given back. */
  readonly users: readonly string[];
}

export const EMPTY_LEDGER: Ledger = { keys: [], companions: [] };

const FILE = 'made-in-registry.json';
const MAX_BYTES = 4 * 1024 * 1024;

/** A damaged file is as none: then what we made beside settings stays, which does no harm. */
export async function readLedger(host: Host, place: WindowsPlace): Promise<Result<Ledger>> {
  const file = await host.read(workFile(place, FILE), { maxBytes: MAX_BYTES });
  if (!file.ok) return file.error.kind === 'too-big' ? ok(EMPTY_LEDGER) : fail(file.error);
  if (file.value === undefined) return ok(EMPTY_LEDGER);
  try {
    const json: unknown = JSON.parse(Buffer.from(file.value.bytes).toString('utf8'));
    return ok(isLedger(json) ? json : EMPTY_LEDGER);
  } catch {
    return ok(EMPTY_LEDGER);
  }
}

export function writeLedger(host: Host, place: WindowsPlace, ledger: Ledger): Promise<Result<void>> {
  const path = workFile(place, FILE);
  if (ledger.keys.length === 0 && ledger.companions.length === 0) return host.remove(path);
  return host.writeAtomic(path, Buffer.from(JSON.stringify(ledger)), { mode: 0o600, uid: 0, gid: 0 });
}

function isLedger(json: unknown): json is Ledger {
  return (
    has(json, 'keys', (keys) => isListOf(keys, (key) => typeof key === 'string')) &&
    has(json, 'companions', (companions) => isListOf(companions, isCompanion))
  );
}

const isListOf = (list: unknown, is: (entry: unknown) => boolean): boolean =>
  Array.isArray(list) && list.every(is);

const isCompanion = (json: unknown): boolean =>
  has(json, 'key', isText) &&
  has(json, 'name', isText) &&
  has(json, 'ours', isData) &&
  has(json, 'users', (users) => isListOf(users, isText)) &&
  has(json, 'was', (was) => was === null || isData(was));

const isData = (json: unknown): boolean =>
  has(json, 'type', (type) => typeof type === 'number') && has(json, 'hex', isText);

const isText = (json: unknown): boolean => typeof json === 'string';

function has(json: unknown, member: string, is: (value: unknown) => boolean): boolean {
  if (typeof json !== 'object' || json === null) return false;
  const found = Object.entries(json).find(([name]) => name === member);
  return found !== undefined && is(found[1]);
}
