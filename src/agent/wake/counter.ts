// Whether the counter that a device looks at has risen. Pure, and the small file that remembers it.

import type { Paths } from '../config/paths.js';
import { readJson, writeWhole } from '../files/own-files.js';

/** A counter belongs to one place of one service. */
export interface SeenCounter {
  readonly api: string;
  readonly bucket: number;
  readonly counter: number;
  /** Of the answer that it came with. */
  readonly etag?: string;
}

/** The first sight of a counter is no rise, and a service that went back (another backup) is none either. */
export const hasRisen = (before: SeenCounter | undefined, now: SeenCounter): boolean =>
  before !== undefined && isSamePlace(before, now) && now.counter > before.counter;

export const isSamePlace = (before: SeenCounter, now: Pick<SeenCounter, 'api' | 'bucket'>): boolean =>
  before.api === now.api && before.bucket === now.bucket;

const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{0,200}"$/;

/** A header of a stranger goes back to it only in the form that an entity tag has. */
export const isEtag = (text: string | undefined): text is string => text !== undefined && ETAG.test(text);

export function readSeenCounter({ wakeSeenFile }: Pick<Paths, 'wakeSeenFile'>): SeenCounter | undefined {
  const raw = readJson(wakeSeenFile);
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { api, bucket, counter, etag }: Readonly<Record<string, unknown>> = { ...raw };
  if (typeof api !== 'string' || !isCount(bucket) || !isCount(counter)) return undefined;
  const tag = typeof etag === 'string' ? etag : undefined;
  return { api, bucket, counter, ...(isEtag(tag) ? { etag: tag } : {}) };
}

export function writeSeenCounter({ wakeSeenFile }: Pick<Paths, 'wakeSeenFile'>, seen: SeenCounter): void {
  writeWhole(wakeSeenFile, JSON.stringify(seen), { mode: 0o600, durable: false });
}

export const isCount = (raw: unknown): raw is number =>
  typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0;
