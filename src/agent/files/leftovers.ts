// What killed writes and corrupt databases have left in the state folder: halves of small files, databases that were set
// aside, files of programs. All of it may hold secrets. Removes; an agent that leaves or makes an image calls it.

import { readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Paths } from '../config/paths.js';
import { removeQuietly } from './own-files.js';

/** Of `writeWhole`. */
const TEMPORARY = /^\.\d+\..+\.tmp$/;

export function removeLeftovers({ state, documents, database, work }: Paths): void {
  const setAside = `${basename(database)}.corrupt-`;
  for (const folder of [state, documents])
    for (const name of namesIn(folder))
      if (TEMPORARY.test(name) || name.startsWith(setAside)) removeQuietly(join(folder, name));
  try {
    rmSync(work, { recursive: true, force: true });
  } catch {
    // What cannot be removed is root's alone, as before.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
