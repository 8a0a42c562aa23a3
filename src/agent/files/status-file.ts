// The public status as a file that everybody may read. Lives in memory on most systems, so it is not flushed.

import { chmodSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StatusView } from '../../report/status-view.js';
import type { Paths } from '../config/paths.js';
import { writeWhole } from './own-files.js';

/** A status that cannot be written is no reason to stop protecting. */
export function writePublicStatus({ statusFile }: Pick<Paths, 'statusFile'>, status: StatusView): void {
  ensurePublicFolder(dirname(statusFile));
  writeWhole(statusFile, JSON.stringify(status), { mode: 0o644, durable: false });
}

/** Made for everybody to read, whatever the mask of the process; one that is there stays as it is. */
export function ensurePublicFolder(folder: string): void {
  try {
    if (mkdirSync(folder, { recursive: true, mode: 0o755 }) !== undefined) chmodSync(folder, 0o755);
  } catch {
    // Said by the write that follows, if it matters.
  }
}
