// The public status as a file that everybody may read. Lives in memory on most systems, so it is not flushed.

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StatusView } from '../report/status-view.js';
import type { Paths } from './config/paths.js';
import { writeWhole } from './own-files.js';

/** A status that cannot be written is no reason to stop protecting. */
export function writePublicStatus({ statusFile }: Pick<Paths, 'statusFile'>, status: StatusView): void {
  try {
    mkdirSync(dirname(statusFile), { recursive: true, mode: 0o755 });
  } catch {
    // Said by the write below, if it matters.
  }
  writeWhole(statusFile, JSON.stringify(status), { mode: 0o644, durable: false });
}
