// What differs between systems in where a file lies, whom its folder is left to and how it is made durable. No I/O.

import type { Stats } from 'node:fs';
import type { Fault } from '../src/model/result.js';

export interface TrustQuestion {
  /** Real, absolute path. */
  readonly path: string;
  /** A root prefix and what is above it are the caller's own business; the system's own root is none. */
  readonly root: string;
  /** The path as the machine names it, for faults. */
  readonly name: string;
}

export interface FileRules {
  /** A path that names one place, whatever the current folder is. */
  isAbsolute(path: string): boolean;
  /** Where a path of the machine really is: the prefix cannot be climbed out of with `..`. May throw a file error. */
  place(root: string, path: string): string;
  /** Why the path must not be used. `undefined`: trusted. A part that is not there is the fault `missing`. */
  distrust(question: TrustQuestion): Fault | undefined;
  trustsOwner(stats: Stats): boolean;
  /** Asked before opening where the system cannot be told not to follow a link; else always false. */
  isLink(path: string): boolean;
  /** Makes a rename in the folder durable, where that is asked for by the folder. */
  syncFolder(folder: string): void;
  /** Who may do what is refused to us. */
  readonly need: 'administrator' | 'root';
}
