// Entries of a shared list about which policies contradict each other: each is held by itself, the others go on. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import { itemIdentity } from '../model/catalog/same-value.js';
import type { Reason } from '../model/finding.js';
import type { PolicyRef } from '../model/ids.js';
import { quoted } from '../model/quoted.js';
import type { Fault } from '../model/result.js';
import type { Reading } from '../model/value.js';
import { entriesOf, entryKey, listOf, sharedEntries } from './list-merge.js';
import type { Entry, Owned } from './memory.js';

/** What is in force of such an entry stays, and is neither written nor repaired, until the policies agree. */
export interface HeldEntry {
  /** As `entryKey` gives it. */
  readonly key: string;
  /** As the policies call it. */
  readonly name: string;
  readonly policies: readonly PolicyRef[];
}

export interface Claim {
  readonly policy: PolicyRef;
  readonly entry: Entry;
}

/** By key, what each policy says of the entry; two that say the same do not contradict each other. */
export function contradicts(row: CatalogRow, claims: readonly Claim[]): boolean {
  const [first] = claims;
  const identity = first === undefined ? '' : itemIdentity(row, first.entry);
  return claims.some(({ entry }) => itemIdentity(row, entry) !== identity);
}

export function heldEntry(row: CatalogRow, key: string, claims: readonly Claim[]): HeldEntry {
  const policies = [...new Map(claims.map(({ policy }) => [policy.id, policy])).values()];
  return { key, name: nameOf(row, claims[0]?.entry), policies };
}

function nameOf({ merge }: CatalogRow, entry: Entry | undefined): string {
  const by = merge.rule === 'keyed' || merge.rule === 'deliver-all' ? merge.by : undefined;
  const name = typeof entry === 'object' && by !== undefined ? entry[by] : entry;
  return typeof name === 'object' ? JSON.stringify(name) : String(name);
}

export function heldReason(row: CatalogRow, { name, policies }: HeldEntry): Reason {
  const names = [...new Set(policies.map((policy) => quoted(policy.name)))].join(' and ');
  const text = `${row.name}: ${quoted(name)} is wanted with different contents by ${names}; what is in force of it stays until they agree, other entries go on`;
  return { code: 'conflict', text };
}

export interface HeldList {
  readonly row: CatalogRow;
  readonly owned: Owned | undefined;
  readonly held?: readonly HeldEntry[];
}

export interface KeptEntries {
  /** Held entries of ours that are in force. */
  readonly kept: readonly Entry[];
  /** Without held entries that somebody took out: they do not come back. */
  readonly owned: Owned | undefined;
}

export function keptOf({ row, owned, held = [] }: HeldList, standing: Reading<Fault>): KeptEntries {
  if (owned === undefined || held.length === 0) {
    return { kept: [], owned };
  }
  const keys = new Set(held.map(({ key }) => key));
  const isHeld = (entry: Entry): boolean => keys.has(entryKey(row, entry));
  if (standing.is === 'no-reader') {
    return { kept: entriesOf(owned.written).filter(isHeld), owned };
  }
  const current = standing.is === 'value' ? sharedEntries(row, standing.value) : [];
  const there = new Set(current.map((entry) => itemIdentity(row, entry)));
  const ours = (owned.ours ?? []).filter((entry) => !isHeld(entry) || there.has(itemIdentity(row, entry)));
  return { kept: ours.filter(isHeld), owned: { ...owned, ours } };
}

/** A list with further entries. */
export const listWith = (value: Parameters<typeof entriesOf>[0], more: readonly Entry[]) =>
  listOf([...entriesOf(value), ...more]);
