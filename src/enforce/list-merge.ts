// Lists that we share with others: our entries go in and out one by one, theirs stay. Pure; linear in the list.

import type { CatalogRow } from '../model/catalog/row.js';
import { itemIdentity } from '../model/catalog/same-value.js';
import type { Item, Scalar, Value } from '../model/value.js';
import type { Entry } from './memory.js';

/** True for a list in which entries of several owners live together. */
export const isMerged = (row: CatalogRow): boolean =>
  row.merge.rule === 'union' || row.merge.rule === 'keyed' || row.merge.rule === 'deliver-all';

export const isList = (value: Value): value is readonly Scalar[] | readonly Item[] =>
  typeof value === 'object';

export const entriesOf = (value: Value | undefined): readonly Entry[] =>
  value === undefined ? [] : isList(value) ? value : [value];

/** The entries that ours can stand among. A value of another form (somebody's mistake) has none: it is replaced whole. */
export function sharedEntries(row: CatalogRow, value: Value | undefined): readonly Entry[] {
  const entries = value === undefined || !isList(value) ? [] : entriesOf(value);
  const records = row.kind === 'items';
  return entries.every((entry) => (typeof entry === 'object') === records) ? entries : [];
}

/** Entries of one list are all scalars or all records; of a mixture the records count. */
export function listOf(entries: readonly Entry[]): Value {
  const items = entries.filter((entry) => typeof entry === 'object');
  return items.length > 0 ? items : entries.filter((entry) => typeof entry !== 'object');
}

/** What may occur once in the list: the whole entry, or the value of the field that the list is keyed by. */
export function entryKey(row: CatalogRow, entry: Entry): string {
  if (row.merge.rule !== 'keyed' && row.merge.rule !== 'deliver-all') {
    return itemIdentity(row, entry);
  }
  const by = typeof entry === 'object' ? entry[row.merge.by] : undefined;
  return by === undefined ? itemIdentity(row, entry) : JSON.stringify(by);
}

export function distinct(row: CatalogRow, entries: readonly Entry[]): readonly Entry[] {
  return [...new Map(entries.map((entry) => [itemIdentity(row, entry), entry])).values()];
}

export interface SharedList {
  readonly row: CatalogRow;
  /** The list as it stands now. */
  readonly current: readonly Entry[];
  /** The list as it stood before we first wrote. */
  readonly before: readonly Entry[];
  /** The entries that are there only because of us. */
  readonly ours: readonly Entry[];
}

/** The list with every wanted entry in it and without ours that are wanted no more; order is kept. */
export function withWanted(
  list: SharedList,
  wanted: readonly Entry[],
): { readonly target: readonly Entry[]; readonly ours: readonly Entry[] } {
  const { row } = list;
  const wantedByKey = new Map(wanted.map((entry) => [entryKey(row, entry), entry]));
  const cleaned = takeOut(list, (entry) => !wantedByKey.has(entryKey(row, entry)));
  const seen = new Set<string>();
  const target: Entry[] = [];
  for (const entry of cleaned) {
    const key = entryKey(row, entry);
    const ask = wantedByKey.get(key);
    if (ask === undefined || itemIdentity(row, ask) === itemIdentity(row, entry)) {
      target.push(entry);
    } else if (!seen.has(key)) {
      target.push(ask);
    }
    if (ask !== undefined) {
      seen.add(key);
    }
  }
  for (const [key, entry] of wantedByKey) {
    if (!seen.has(key)) {
      target.push(entry);
    }
  }
  return { target, ours: oursAmong(list, [...wantedByKey.values()]) };
}

/** The list as others have it: our entries out, and what they had replaced back in. */
export const withoutOurs = (list: SharedList): readonly Entry[] => takeOut(list, () => true);

/** Takes out our entries for which `stale` holds; an entry of the former list that ours replaced comes back. */
function takeOut(list: SharedList, stale: (entry: Entry) => boolean): readonly Entry[] {
  const { row } = list;
  const ours = identities(row, list.ours);
  const beforeByKey = new Map(list.before.map((entry) => [entryKey(row, entry), entry]));
  return list.current.flatMap((entry) => {
    if (!ours.has(itemIdentity(row, entry)) || !stale(entry)) {
      return [entry];
    }
    const former = beforeByKey.get(entryKey(row, entry));
    return former === undefined ? [] : [former];
  });
}

/** An entry is ours when it was ours already, or when neither the former nor the present list has it. */
function oursAmong(list: SharedList, wanted: readonly Entry[]): readonly Entry[] {
  const { row } = list;
  const before = identities(row, list.before);
  const ours = identities(row, list.ours);
  const there = identities(row, list.current);
  return wanted.filter((entry) => {
    const identity = itemIdentity(row, entry);
    return !before.has(identity) && (ours.has(identity) || !there.has(identity));
  });
}

const identities = (row: CatalogRow, entries: readonly Entry[]): ReadonlySet<string> =>
  new Set(entries.map((entry) => itemIdentity(row, entry)));
