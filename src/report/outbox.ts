// Reports that wait for the service: bounded, the newest of each policy wins, what is dropped is counted. Pure.

import { createHash } from 'node:crypto';
import type { EpochMs } from '../model/ids.js';
import type { ReportedPolicy, ReportRequest } from '../model/wire/schemas.js';

export interface OutboxItem {
  readonly policy: string;
  readonly item: ReportedPolicy;
  readonly observedAt: EpochMs;
  /** Digest of the whole state that the item is part of. */
  readonly digest: string;
  readonly assignment: number;
  /** Every setting is in it, because the service asked. */
  readonly full: boolean;
}

export interface Outbox {
  readonly items: readonly OutboxItem[];
  /** Items that were lost because there was no room, since the last delivery. */
  readonly dropped: number;
}

export const OUTBOX_LIMITS = { items: 1000, bytes: 4 * 1024 * 1024 } as const;

/** A whole new state takes the place of what waited of the same policies; the oldest go when there is no room. */
export function enqueue(outbox: Outbox, added: readonly OutboxItem[]): Outbox {
  const newer = new Set(added.map(({ policy }) => policy));
  const all = [...outbox.items.filter(({ policy }) => !newer.has(policy)), ...added];
  const kept: OutboxItem[] = [];
  let bytes = 0;
  for (const item of all.toReversed()) {
    bytes += JSON.stringify(item.item).length;
    if (kept.length >= OUTBOX_LIMITS.items || bytes > OUTBOX_LIMITS.bytes) break;
    kept.unshift(item);
  }
  return { items: kept, dropped: outbox.dropped + all.length - kept.length };
}

export interface DeliveryFacts {
  /** Digest of the present state. */
  readonly digest: string;
  /** What the service acknowledged last. */
  readonly delivered: { readonly digest: string; readonly at: EpochMs } | undefined;
  readonly asked: boolean;
  readonly now: EpochMs;
}

const DAY_MS = 24 * 3_600_000;

/** When the state moved, once a day, or when the service asks. Never on a plain unchanged check-in. */
export function mustReport({ digest, delivered, asked, now }: DeliveryFacts): boolean {
  if (asked || delivered === undefined || delivered.digest !== digest) return true;
  // A clock that was set back makes it "once more", not "never".
  return Math.abs(now - delivered.at) >= DAY_MS;
}

/** What waits is replaced whenever the state has moved, also back to what was delivered before it. */
export function mustEnqueue(facts: DeliveryFacts & { readonly waiting: readonly OutboxItem[] }): boolean {
  const { waiting, digest, asked } = facts;
  if (waiting.length === 0) return mustReport(facts);
  return waiting.some((item) => item.digest !== digest || (asked && !item.full));
}

/** Uncompressed, so that the compressed body stays under 256 KB whatever is in it. Source: wire rule 2.8. */
const BATCH_BYTES = 240 * 1024;
const BATCH_ITEMS = 50;

/** What one request carries, in order. An item that is too big alone is sent with its counts and no settings. */
export function batches(items: readonly OutboxItem[]): readonly (readonly OutboxItem[])[] {
  const all: OutboxItem[][] = [];
  let bytes = 0;
  for (const item of items.map(fitAlone)) {
    const size = JSON.stringify(item.item).length;
    const last = all.at(-1);
    if (
      last === undefined ||
      last.length >= BATCH_ITEMS ||
      bytes + size > BATCH_BYTES ||
      differs(last, item)
    ) {
      all.push([item]);
      bytes = size;
    } else {
      last.push(item);
      bytes += size;
    }
  }
  return all;
}

export interface Envelope {
  readonly seq: number;
  readonly simulated: boolean;
}

export function toRequest(batch: readonly OutboxItem[], envelope: Envelope): ReportRequest | undefined {
  const [first] = batch;
  if (first === undefined) return undefined;
  return {
    ...envelope,
    full: first.full,
    assignment: first.assignment,
    observedAt: new Date(first.observedAt).toISOString(),
    digest: first.digest,
    items: batch.map(({ item }) => item),
  };
}

/**
 * The same for the same words, however often and by whichever turn they are sent: a retry after a lost answer is known
 * again. The sequence number is new with each attempt and no part of it.
 */
export function idempotencyKeyOf({ seq: _seq, ...said }: ReportRequest): string {
  return createHash('sha256').update(JSON.stringify(said), 'utf8').digest('base64url');
}

const differs = (batch: readonly OutboxItem[], item: OutboxItem): boolean =>
  batch.some(
    ({ digest, observedAt, full }) =>
      digest !== item.digest || observedAt !== item.observedAt || full !== item.full,
  );

const SAFE_BYTES = BATCH_BYTES - 1024;

/** The worst settings are kept, as many as there is room for; the counts tell of all. */
function fitAlone(item: OutboxItem): OutboxItem {
  if (JSON.stringify(item.item).length <= SAFE_BYTES) return item;
  const settings: (typeof item.item.settings)[number][] = [];
  let bytes = JSON.stringify({ ...item.item, settings: [] }).length;
  for (const setting of item.item.settings.toSorted((a, b) => rank(a.state) - rank(b.state))) {
    bytes += JSON.stringify(setting).length + 1;
    if (bytes > SAFE_BYTES) break;
    settings.push(setting);
  }
  return { ...item, item: { ...item.item, settings } };
}

const RANKS: Readonly<Record<string, number>> = {
  error: 0,
  conflict: 1,
  nonCompliant: 2,
  unknown: 3,
  remediated: 4,
};
const rank = (state: string): number => RANKS[state] ?? 5;
