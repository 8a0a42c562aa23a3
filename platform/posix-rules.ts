// Files on Linux, and but for one group on macOS: owners and modes say who may write, folders are synced like files. File I/O.

import { closeSync, constants, fsyncSync, openSync } from 'node:fs';
import { join, normalize, sep } from 'node:path';
import type { FileRules } from './file-rules.js';
import { distrust, ownerIsTrusted } from './trust.js';

export const posixRules: FileRules = {
  isAbsolute: (path) => path.startsWith(sep),
  place: (root, path) => join(root, normalize(sep + path)),
  distrust: (question) => distrust(question),
  trustsOwner: ownerIsTrusted,
  // Opening refuses a link by itself.
  isLink: () => false,
  syncFolder,
  need: 'root',
};

function syncFolder(folder: string): void {
  const handle = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
