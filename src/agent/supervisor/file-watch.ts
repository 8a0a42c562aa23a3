// Watches the folders of files for the daemon: the system's own change notices, and a look at each file when asked.
// Loads no library; reads names and times, never contents.

import type { FSWatcher } from 'node:fs';
import { statSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Seen } from '../schedule/watch.js';
import { hasMoved } from '../schedule/watch.js';
import type { FileWatch } from './supervisor.js';

/** A folder under watch. Another folder of the same name (another inode) needs a watcher of its own. */
interface Watched {
  readonly inode: bigint;
  readonly watcher: FSWatcher;
  /** What in it counts. */
  names: ReadonlySet<string>;
}

export function createFileWatch(): FileWatch {
  const watched = new Map<string, Watched>();
  let tell = (): void => undefined;

  function close(folder: string): void {
    watched.get(folder)?.watcher.close();
    watched.delete(folder);
  }

  /** Not watchable (too many watches, a file system without notices): the look once a minute stays. */
  function open(folder: string, inode: bigint, names: ReadonlySet<string>): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // A folder that is removed says so with its own name, and some systems give no name.
        const counts = watched.get(folder)?.names.has(name ?? '') ?? true;
        if (counts || name === null || name === basename(folder)) tell();
      });
      watcher.on('error', () => {
        close(folder);
        tell();
      });
      watched.set(folder, { inode, watcher, names });
    } catch {
      return;
    }
  }

  return {
    start: (onSign) => {
      tell = onSign;
    },
    follow: (files) => {
      const wanted = foldersOf(files.map(({ path }) => path));
      for (const folder of [...watched.keys()]) if (!wanted.has(folder)) close(folder);
      for (const [folder, names] of wanted) {
        const inode = inodeOf(folder);
        const there = watched.get(folder);
        if (there !== undefined && there.inode === inode) {
          there.names = names;
          continue;
        }
        close(folder);
        if (inode !== undefined) open(folder, inode, names);
      }
    },
    moved: (files) => files.some((file) => hasMoved(file, look(file.path))),
    close: () => {
      for (const folder of [...watched.keys()]) close(folder);
    },
  };
}

/**
 * For each file its folder, and the folders above it down to the first that exists: a folder that is made, replaced
 * or removed is an event in the one above. Only the nearest two count; the rest is seen by the look once a minute.
 */
function foldersOf(paths: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of paths) {
    let [child, kept] = [path, 0];
    while (kept < 2 && dirname(child) !== child) {
      const folder = dirname(child);
      if (inodeOf(folder) !== undefined) {
        const names = folders.get(folder) ?? new Set<string>();
        folders.set(folder, names.add(basename(child)));
        kept += 1;
      }
      child = folder;
    }
  }
  return folders;
}

function inodeOf(folder: string): bigint | undefined {
  try {
    return statSync(folder, { bigint: true, throwIfNoEntry: false })?.ino;
  } catch {
    return undefined;
  }
}

/** What cannot be looked at is as if it were gone: the turn finds out more. */
function look(path: string): Seen {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? undefined : { size: stat.size, modifiedMs: stat.mtimeMs };
  } catch {
    return undefined;
  }
}
