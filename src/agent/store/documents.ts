// The signed documents as files beside the database: evidence, and what is enforced when the database is lost.
// Every read is checked against the digest that names the file.

import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Sha256 } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import { readBytes, removeQuietly, writeWhole } from '../files/own-files.js';

/** The compact JWS documents of which there is one each. */
export type SignedName = 'onboarding' | 'assignment' | 'epoch';

export interface DocumentFiles {
  put(sha256: Sha256, bytes: Uint8Array): Result<void>;
  /** `undefined`: not there, or not what its name says. */
  get(sha256: Sha256): Uint8Array | undefined;
  putSigned(name: SignedName, jws: string): Result<void>;
  getSigned(name: SignedName): string | undefined;
  removeSigned(name: SignedName): void;
  /** Each set of keys stays, so that the chain from the onboarding file on can be followed again. */
  putKeySet(ver: number, jws: string): Result<void>;
  /** Oldest first. */
  keySets(): readonly string[];
  removeKeySets(): void;
  keepOnly(keep: ReadonlySet<Sha256>): void;
}

const LIMIT_BYTES = 8 * 1024 * 1024;
const DURABLE = { mode: 0o600, durable: true } as const;
const KEY_SET = /^keyset-(\d{1,9})\.jwt$/;
const DOCUMENT = /^([0-9a-f]{64})\.json$/;

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The folder must exist. */
export function createDocumentFiles(folder: string): DocumentFiles {
  const fileOf = (sha256: string): string => join(folder, `${sha256}.json`);
  const signed = (name: SignedName): string => join(folder, `${name}.jwt`);
  return {
    put: (sha256, bytes) => writeWhole(fileOf(sha256), bytes, DURABLE),
    get: (sha256) => {
      const bytes = readBytes(fileOf(sha256), LIMIT_BYTES);
      if (!bytes.ok || bytes.value === undefined) return undefined;
      return sha256Of(bytes.value) === sha256 ? bytes.value : undefined;
    },
    putSigned: (name, jws) => writeWhole(signed(name), jws, DURABLE),
    getSigned: (name) => {
      const bytes = readBytes(signed(name), LIMIT_BYTES);
      return bytes.ok ? bytes.value?.toString('utf8') : undefined;
    },
    removeSigned: (name) => removeQuietly(signed(name)),
    putKeySet: (ver, jws) => writeWhole(join(folder, `keyset-${ver}.jwt`), jws, DURABLE),
    keySets: () =>
      keySetsIn(folder).flatMap(({ name }) => {
        const bytes = readBytes(join(folder, name), LIMIT_BYTES);
        return bytes.ok && bytes.value !== undefined ? [bytes.value.toString('utf8')] : [];
      }),
    removeKeySets: () => {
      for (const { name } of keySetsIn(folder)) removeQuietly(join(folder, name));
    },
    keepOnly: (keep) => {
      const kept = new Set<string>(keep);
      for (const name of namesIn(folder)) {
        const sha256 = DOCUMENT.exec(name)?.[1];
        if (sha256 !== undefined && !kept.has(sha256)) removeQuietly(join(folder, name));
      }
    },
  };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

const keySetsIn = (folder: string): readonly { readonly name: string; readonly ver: number }[] =>
  namesIn(folder)
    .flatMap((name) => {
      const ver = KEY_SET.exec(name)?.[1];
      return ver === undefined ? [] : [{ name, ver: Number(ver) }];
    })
    .sort((a, b) => a.ver - b.ver);
