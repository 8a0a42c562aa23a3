// What is dangerous about a setting as a policy wants it: exclusions that cover too much, protection switched off. Pure.

import type { CatalogRow } from '../catalog/row.js';
import { counted } from '../counted.js';
import type { Flag, FlagCode } from '../finding.js';
import { quoted } from '../quoted.js';
import type { Item, Scalar, Value } from '../value.js';
import type { ExclusionForm } from './danger-table.js';
import {
  EXCLUSION_LISTS,
  INTERPRETERS,
  MANY_EXCLUSIONS,
  PROTECTION_OFF,
  RISKY_EXTENSIONS,
} from './danger-table.js';
import { pathDanger } from './dangerous-path.js';

/** One flag for each kind of danger, with the entries that show it. Empty for a setting that is no list of exclusions. */
export function exclusionFlags(row: CatalogRow, value: Value): readonly Flag[] {
  if (exclusionForm(row) === undefined || typeof value !== 'object') {
    return [];
  }
  const entries = new Map<FlagCode, string[]>();
  for (const entry of value) {
    const code = entryDanger(row, entry);
    if (code !== undefined) {
      entries.set(code, [...(entries.get(code) ?? []), entryText(entry)]);
    }
  }
  const flags = [...entries].map(([code, texts]): Flag => ({ code, text: flagText(code, texts) }));
  return isOversized(row, value.length)
    ? [...flags, { code: 'oversized-list', text: oversizedText(value.length) }]
    : flags;
}

/** What one entry of a list of exclusions covers too much; undefined also where the setting is no such list. */
export function entryDanger(row: CatalogRow, entry: Scalar | Item): FlagCode | undefined {
  const form = exclusionForm(row);
  switch (form) {
    case undefined:
      return undefined;
    case 'items':
      return typeof entry === 'object' ? itemDanger(row, entry) : undefined;
    default:
      return typeof entry === 'string' ? textDanger(row, form, entry) : undefined;
  }
}

export const isOversized = (row: CatalogRow, entries: number): boolean =>
  exclusionForm(row) !== undefined && entries > MANY_EXCLUSIONS;

/** Whether files would not be scanned as they are used. */
export const turnsProtectionOff = (row: CatalogRow, value: Value): boolean =>
  typeof value !== 'object' && (byEnd(PROTECTION_OFF[row.os], row) ?? []).includes(value);

const exclusionForm = (row: CatalogRow): ExclusionForm | undefined => byEnd(EXCLUSION_LISTS[row.os], row);

function byEnd<T>(table: Readonly<Record<string, T>>, { key }: CatalogRow): T | undefined {
  const lower = key.toLowerCase();
  return Object.entries(table).find(([end]) => lower.endsWith(end))?.[1];
}

function itemDanger(row: CatalogRow, item: Item): FlagCode | undefined {
  const { path, extension, name } = item;
  if (typeof path === 'string') {
    return textDanger(row, 'paths', path);
  }
  if (typeof extension === 'string') {
    return textDanger(row, 'extensions', extension);
  }
  return typeof name === 'string' ? textDanger(row, 'processes', name) : undefined;
}

function textDanger(
  row: CatalogRow,
  form: Exclude<ExclusionForm, 'items'>,
  text: string,
): FlagCode | undefined {
  switch (form) {
    case 'paths':
      return pathDanger(row.os, text);
    case 'extensions':
      return extensionDanger(text);
    default:
      return processDanger(row, text);
  }
}

function extensionDanger(text: string): FlagCode | undefined {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^\*?\.+/, '');
  if (bare === '' || /^[*?.]+$/.test(bare)) {
    return 'matches-everything';
  }
  return RISKY_EXTENSIONS.includes(bare) ? 'risky-extension' : undefined;
}

function processDanger(row: CatalogRow, text: string): FlagCode | undefined {
  const bare = text.trim().toLowerCase();
  const name = bare.split(/[\\/]/).at(-1) ?? bare;
  if (INTERPRETERS.includes(name.replace(/\.exe$/, ''))) {
    return 'interpreter';
  }
  return /[\\/]/.test(bare) || /^[*?.]*$/.test(bare) ? pathDanger(row.os, text) : undefined;
}

const MEANINGS: Readonly<Record<Exclude<FlagCode, 'oversized-list'>, string>> = {
  'root-folder': 'leaves out a whole drive or system folder',
  'matches-everything': 'fits nearly every file',
  'user-writable': 'leaves out a place where any user may put a program',
  'risky-extension': 'leaves out a kind of file that malware comes in',
  interpreter: 'leaves out what a program does that runs the code of others',
};

const SHOWN = 3;

function flagText(code: FlagCode, entries: readonly string[]): string {
  const meaning = code === 'oversized-list' ? oversizedText(entries.length) : MEANINGS[code];
  const more = entries.length - SHOWN;
  const rest = more > 0 ? ` and ${more} more` : '';
  return `Dangerous exclusion: ${entries.slice(0, SHOWN).map(quoted).join(', ')}${rest} ${meaning}`;
}

const oversizedText = (entries: number): string =>
  `Dangerous exclusions: ${counted(entries, 'entry', 'entries')} are more than anybody can keep in view (${MANY_EXCLUSIONS})`;

function entryText(entry: Scalar | Item): string {
  if (typeof entry !== 'object') {
    return String(entry);
  }
  return String(entry['path'] ?? entry['extension'] ?? entry['name'] ?? '');
}
