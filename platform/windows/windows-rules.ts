// Files on Windows: one plain path from a drive, without links on the way. Who may write into Windows' own folders and
// into ours is settled by their access control lists when they are installed; those are not read here. File I/O.

import type { Stats } from 'node:fs';
import { lstatSync } from 'node:fs';
import { win32 } from 'node:path';
import type { Fault } from '../../src/model/result.js';
import { fileFault } from '../file-fault.js';
import type { FileRules, TrustQuestion } from '../file-rules.js';

/**
 * A drive, then names: no share, no device, no stream after a colon, no wildcard, nothing that Windows would cut off a
 * name. Source: Microsoft Learn, "Naming Files, Paths, and Namespaces".
 */
const PLAIN_PATH = /^[a-z]:\\(?:[^\\/:*?"<>|\p{Cc}]*[^\\/:*?"<>|\p{Cc}. ](?:\\(?!$)|$))*$/iu;
const DEVICE =
  /\\(?:con|prn|aux|nul|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])(?=\\|\.|$)/iu;

const isDriveRoot = (path: string): boolean => /^[a-z]:\\$/i.test(path);

export const windowsRules: FileRules = {
  isAbsolute: (path) => PLAIN_PATH.test(path) && !DEVICE.test(path),
  place,
  distrust,
  // The owner is in the access control list, which is not read: nobody can tell from what is known here.
  trustsOwner: () => false,
  isLink: (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true,
  // A folder cannot be opened to be flushed; the file system keeps a journal of its names.
  syncFolder: () => undefined,
  need: 'administrator',
};

/** Names of `..` are none (their last character is a dot), so nothing climbs. Below a prefix the drive is a folder. */
function place(root: string, path: string): string {
  if (!windowsRules.isAbsolute(path))
    throw Object.assign(new Error(`${path} is no plain path`), { code: 'ERR_INVALID_ARG_VALUE' });
  return isDriveRoot(root) ? path : win32.join(root, path.slice(0, 1), path.slice(2));
}

function distrust({ path, root, name }: TrustQuestion): Fault | undefined {
  const own = !isDriveRoot(root) && isBelow(path, root);
  let at = own ? root : win32.parse(path).root;
  for (const part of path.slice(at.length).split('\\')) {
    if (part === '') continue;
    at = win32.join(at, part);
    const stats = tryLstat(at, name);
    if (!('mode' in stats)) return stats;
    if (stats.isSymbolicLink()) return { kind: 'unsafe', target: name, why: `${at} is a link` };
  }
  return undefined;
}

const isBelow = (path: string, top: string): boolean =>
  `${path.toLowerCase()}\\`.startsWith(`${top.toLowerCase()}\\`);

/** A junction is a link here too. */
function tryLstat(path: string, name: string): Stats | Fault {
  try {
    return lstatSync(path);
  } catch (error) {
    return fileFault(error, name, windowsRules.need);
  }
}
