// A row that carries its own digest, because SQLite does not notice a flipped bit. Pure.

import { hash } from 'node:crypto';

export interface SealedRow {
  readonly name: string;
  readonly value: string;
  readonly digest: string;
}

/** The name is under the digest too: a row cannot take the place of another one. */
export function seal(name: string, value: unknown): SealedRow {
  const text = JSON.stringify(value);
  return { name, value: text, digest: digestOf(name, text) };
}

export type Opened = { readonly is: 'sound'; readonly value: unknown } | { readonly is: 'damaged' };

export function unseal(row: SealedRow): Opened {
  if (digestOf(row.name, row.value) !== row.digest) return { is: 'damaged' };
  try {
    return { is: 'sound', value: JSON.parse(row.value) };
  } catch {
    return { is: 'damaged' };
  }
}

const digestOf = (name: string, text: string): string => hash('sha256', `${name}\0${text}`, 'hex');
