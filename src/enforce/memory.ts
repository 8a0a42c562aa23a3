// What a pass remembers between passes: which settings are ours, and what stood there before. Interface only.

import type { ContainerId, EpochMs, PolicyRef, SettingKey, Sha256 } from '../model/ids.js';
import type { ContainerImage, PreImage } from '../model/ports.js';
import type { Result } from '../model/result.js';
import type { Item, Scalar, Value } from '../model/value.js';
import type { Contest } from './contest.js';

export type Entry = Scalar | Item;

/** A setting that we have written, or are about to write. Plain data: it survives JSON unchanged. */
export interface Owned {
  readonly key: SettingKey;
  /** What stood there before our first write; never replaced while the setting is ours. */
  readonly preImage: PreImage;
  /** The pre-image as a value; absent exactly when the pre-image is. */
  readonly preValue?: Value;
  /** The whole value as written; for a merged list with the entries of others in it. */
  readonly written: Value;
  /** For a merged list: the entries that are there only because of us. */
  readonly ours?: readonly Entry[];
  /** With `intended` only: our own value that stood there when the intent was saved. */
  readonly former?: Value;
  readonly writtenAt: EpochMs;
  readonly policies: readonly PolicyRef[];
  readonly container?: ContainerId;
  /** Somebody undid it lately. */
  readonly contest?: Contest;
  /** `intended`: saved before the write, whose outcome is not known yet (or never became known). */
  readonly phase: 'intended' | 'written';
}

/** A file as it was before our first write into it, and as we left it. */
export interface OwnedContainer {
  readonly id: ContainerId;
  readonly baseline: ContainerImage;
  /** Digest after our last write; another digest means that somebody else wrote since. */
  readonly lastSha256: Sha256 | 'absent';
  /** Digest that the write under way will leave; cleared when its outcome is known. */
  readonly nextSha256?: Sha256 | 'absent';
}

export interface Intents {
  readonly owned: readonly Owned[];
  readonly containers: readonly OwnedContainer[];
}

/** Kept by the state store. A pass reads it once, at its start. */
export interface Memory {
  readonly owned: ReadonlyMap<SettingKey, Owned>;
  readonly containers: ReadonlyMap<ContainerId, OwnedContainer>;
  /**
   * Called at most once, before the first write; durable and in one transaction when it returns. Upserts by
   * key, but a pre-image and a baseline that are already stored stay as they are. Fails as a value only when
   * the disk is full or read-only: then nothing new is written to the device, and repairs go on.
   */
  saveIntents(intents: Intents): Result<void>;
}

/** The outcome of a pass, for the caller to save with everything else in its one closing transaction. */
export interface MemoryChange {
  readonly keep: readonly Owned[];
  readonly forget: readonly SettingKey[];
  readonly keepContainers: readonly OwnedContainer[];
  readonly forgetContainers: readonly ContainerId[];
}
