// Interfaces with more than one consumer: time, chance, log, and the adapter of an operating system. No I/O here.

import type { CatalogRow, OsName } from './catalog/row.js';
import type { ContainerId, EpochMs, SettingKey, Sha256 } from './ids.js';
import type { Fault, Result } from './result.js';
import type { Secret } from './secret.js';
import type { Reading, Value } from './value.js';

/** Only `clock.ts` implementations ask the system for the time. */
export interface Clock {
  now(): EpochMs;
  /** Unit: milliseconds; never goes back, unlike `now`. */
  monotonicMs(): number;
}

export interface Random {
  /** Uniform in [0, 1). */
  fraction(): number;
  /** Version 7 UUID would need the clock: callers that want order pass it separately. */
  uuid(): string;
}

/** Only `timer.ts` implementations set timers. A delay longer than the system can hold fires early: check the time. */
export interface Timer {
  /** Runs once after the delay (milliseconds), unless the returned function was called before. */
  after(delayMs: number, run: () => void): () => void;
}

/** Structured and secret-free; `event` is a stable code. */
export interface Log {
  info(event: string, facts: Readonly<Record<string, unknown>>): void;
  warn(event: string, facts: Readonly<Record<string, unknown>>): void;
  error(event: string, facts: Readonly<Record<string, unknown>>): void;
}

/** The security engine that the settings belong to (Microsoft Defender for Endpoint). */
export type Engine =
  | { readonly is: 'ready'; readonly version: string }
  | { readonly is: 'missing' }
  | { readonly is: 'too-old'; readonly version: string; readonly needs: string }
  | { readonly is: 'not-licensed'; readonly version: string }
  /** Installed, but its daemon does not answer. */
  | { readonly is: 'not-running'; readonly fault: Fault }
  | { readonly is: 'unreadable'; readonly fault: Fault };

/** What the minimum of a setting is held against. */
export interface SystemVersion {
  /** Numbers between dots, as many as are known: `10.0.20348.3807`, `14.5`. */
  readonly version: string;
  readonly isServer: boolean;
}

/** What stands where we would write, and what the system says by another reader. */
export interface Observed {
  readonly stored: Reading<Fault>;
  /**
   * Exact former form for the pre-image (JSON text, registry type and data); only with a stored value, or with an
   * effective one where nothing shows what is stored.
   */
  readonly raw?: string;
  readonly effective: Reading<Fault>;
  /** The system's own word that a managed configuration holds this value; undefined where it says nothing. */
  readonly managed?: boolean;
  /** Who else sets this very value here, by name; what is wanted instead is said and not fought over. */
  readonly owner?: string;
  /** What is stored has no effect until something beside it is set, which `write` does with it. */
  readonly dormant?: boolean;
  /** Why the system ignores whatever is written here: only what it shows counts then. */
  readonly ignored?: string;
  /** Of the part of the system that this setting belongs to, where that is not the engine of the observation. */
  readonly engine?: Engine;
}

/** A whole file as read, so that giving everything back is byte for byte. Content is base64. */
export interface ContainerImage {
  readonly id: ContainerId;
  readonly state: /** `folder`: the outermost folder on the way to it that is not there either. */
    | { readonly is: 'absent'; readonly folder?: string }
    | {
        readonly is: 'present';
        readonly sha256: Sha256;
        readonly content: string;
        readonly mode: number;
        readonly uid: number;
        readonly gid: number;
      };
}

export interface Observation {
  readonly engine: Engine;
  readonly settings: ReadonlyMap<SettingKey, Observed>;
  readonly containers: ReadonlyMap<ContainerId, ContainerImage>;
  /** The engine's own word that it guards its settings; undefined where it says nothing. */
  readonly tamperProtected?: boolean;
  /** Absent where the system does not say, or where no setting depends on it. */
  readonly system?: SystemVersion;
}

/** The former state of one setting, exact. */
export type PreImage = { readonly is: 'absent' } | { readonly is: 'present'; readonly raw: string };

export interface Change {
  readonly row: CatalogRow;
  /** What was observed when the change was planned, where nothing shows what is stored: lists change entry by entry. */
  readonly was?: Value;
  readonly to:
    | { readonly do: 'set'; readonly value: Value }
    | { readonly do: 'put-back'; readonly image: PreImage };
}

export interface WriteBatch {
  readonly changes: readonly Change[];
  /** Containers in which nothing of ours is left after `changes` and which nobody else touched: put back whole. */
  readonly giveBack: readonly ContainerImage[];
  /** As observed. A container that has another digest by now is left as it is, and its changes fail. */
  readonly unmoved?: ReadonlyMap<ContainerId, Sha256 | 'absent'>;
  /** By fingerprint, which is the value of a change of a secret row: the texts to write (`revealed`). */
  readonly secrets?: ReadonlyMap<string, Secret>;
}

export interface WriteOutcome {
  /** 'at-reboot': stored, not yet in force. A key that is missing was not attempted. */
  readonly settings: ReadonlyMap<SettingKey, Result<'now' | 'at-reboot'>>;
  /** Digest of each container as it stands after the batch ('absent' when it does not exist). */
  readonly containers: ReadonlyMap<ContainerId, Sha256 | 'absent'>;
}

/** The adapter of one operating system; each folder under platform/ makes one over a Host. */
export interface PlatformAdapter {
  readonly os: OsName;
  /** The one spelling in which a value is read back here; pure. Without it every value has one spelling. */
  readonly canonical?: (row: CatalogRow, value: Value) => Value;
  /**
   * Files that others write and from which what these rows show comes: one that moves is reason to look again.
   * Absolute, on the machine; pure. The files that we write ourselves are containers and not among them.
   */
  readonly signs?: (rows: readonly CatalogRow[]) => readonly string[];
  /** Never writes. Calls each distinct read-back command at most once, whatever the number of rows. */
  observe(rows: readonly CatalogRow[], signal: AbortSignal): Promise<Observation>;
  /** Writes a whole batch by kind (one file, one registry batch); idempotent; does not verify. */
  write(batch: WriteBatch, signal: AbortSignal): Promise<WriteOutcome>;
  /**
   * Touches nothing: the digest that each container would have after `write`, if nobody else writes in between.
   * Saved before the write, it tells after a kill our own half-reported write from somebody else's.
   */
  foresee?(batch: WriteBatch, observation: Observation): ReadonlyMap<ContainerId, Sha256 | 'absent'>;
}
