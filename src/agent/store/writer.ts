// What one transaction may change: facts, settings of ours, documents, outbox. SQL only; the store opens and commits.

import type Database from 'better-sqlite3';
import type { Intents, Memory, MemoryChange } from '../../enforce/memory.js';
import type { Sha256 } from '../../model/ids.js';
import type { OutboxItem } from '../../report/outbox.js';
import type { Fact } from './facts.js';
import type { SealedRow } from './sealed.js';
import { seal } from './sealed.js';

export interface Writer {
  put<T>(fact: Fact<T>, value: T): void;
  drop(fact: Fact<unknown>): void;
  putDocument(sha256: Sha256, bytes: Uint8Array): void;
  /** All other documents go. */
  keepDocuments(keep: ReadonlySet<Sha256>): void;
  remember(change: MemoryChange): void;
  putOutbox(items: readonly OutboxItem[]): void;
}

/** What a transaction does to the facts; taken over when it has been committed. */
export interface Moved {
  readonly put: Map<string, { readonly value: unknown; readonly digest: string }>;
  readonly dropped: Set<string>;
}

export function createWriter(
  db: Database.Database,
  digests: ReadonlyMap<string, string>,
  moved: Moved,
): Writer {
  const upsert = (table: 'fact' | 'owned' | 'container' | 'outbox', row: SealedRow): void => {
    db.prepare(UPSERTS[table]).run(row.name, row.value, row.digest);
  };
  return {
    // What has not changed is not written again: the findings are large and seldom move.
    put: (fact, value) => {
      const row = seal(fact.name, value);
      if (digests.get(fact.name) !== row.digest || moved.dropped.has(fact.name)) upsert('fact', row);
      moved.put.set(fact.name, { value, digest: row.digest });
      moved.dropped.delete(fact.name);
    },
    drop: (fact) => {
      if (!digests.has(fact.name) && !moved.put.has(fact.name)) return;
      db.prepare('delete from fact where name = ?').run(fact.name);
      moved.dropped.add(fact.name);
      moved.put.delete(fact.name);
    },
    putDocument: (sha256, bytes) => {
      db.prepare(
        'insert into document values (?, ?) on conflict (sha256) do update set bytes = excluded.bytes',
      ).run(sha256, bytes);
    },
    keepDocuments: (keep) => {
      const kept = new Set<unknown>(keep);
      for (const sha256 of db.prepare('select sha256 from document').pluck().all())
        if (!kept.has(sha256)) db.prepare('delete from document where sha256 = ?').run(sha256);
    },
    remember: (change) => {
      for (const entry of change.keep) upsert('owned', seal(entry.key, entry));
      for (const key of change.forget) db.prepare('delete from owned where key = ?').run(key);
      for (const entry of change.keepContainers) upsert('container', seal(entry.id, entry));
      for (const id of change.forgetContainers) db.prepare('delete from container where id = ?').run(id);
    },
    putOutbox: (items) => {
      db.prepare('delete from outbox where true').run();
      for (const item of items) upsert('outbox', seal(item.policy, item));
    },
  };
}

const UPSERTS = {
  fact: 'insert into fact values (?, ?, ?) on conflict (name) do update set value = excluded.value, digest = excluded.digest',
  owned:
    'insert into owned values (?, ?, ?) on conflict (key) do update set value = excluded.value, digest = excluded.digest',
  container:
    'insert into container values (?, ?, ?) on conflict (id) do update set value = excluded.value, digest = excluded.digest',
  outbox:
    'insert into outbox values (?, ?, ?) on conflict (policy) do update set value = excluded.value, digest = excluded.digest',
} as const;

/** A pre-image and a baseline that are stored stay as they are, whatever the intent says. */
export function saveIntents(
  writer: Writer,
  intents: Intents,
  stored: Pick<Memory, 'owned' | 'containers'>,
): void {
  writer.remember({
    keep: intents.owned.map((intent) => {
      const before = stored.owned.get(intent.key);
      if (before === undefined) return intent;
      const { preValue: _preValue, ...rest } = intent;
      return {
        ...rest,
        preImage: before.preImage,
        ...(before.preValue === undefined ? {} : { preValue: before.preValue }),
      };
    }),
    forget: [],
    keepContainers: intents.containers.map((intent) => {
      const before = stored.containers.get(intent.id);
      return before === undefined ? intent : { ...intent, baseline: before.baseline };
    }),
    forgetContainers: [],
  });
}
