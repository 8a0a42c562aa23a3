// Whether nobody but an administrator could have put something at a path: walks it as the kernel does, link by link.

import type { Stats } from 'node:fs';
import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { Fault } from '../src/model/result.js';
import { fileFault } from './file-fault.js';
import type { TrustQuestion } from './file-rules.js';

/** Source: Linux path resolution, MAXSYMLINKS. */
const MAX_LINKS = 40;
/** Whose members are root by another name. */
const ROOT_GROUP: readonly number[] = [0];

/**
 * Every folder and link on the way, and the thing itself, belongs to root (or to us when we are not root) and
 * cannot be changed by other accounts than members of `groups`. `undefined`: trusted. A part that is not there is the fault `missing`.
 */
export function distrust(question: TrustQuestion, groups: readonly number[] = ROOT_GROUP): Fault | undefined {
  const { root, name } = question;
  const left = partsFrom(root, question.path);
  let at = left.start;
  let links = 0;
  let fault = isCallersOwn(at, root) ? undefined : distrustOne(at, name, groups);
  while (fault === undefined) {
    const part = left.parts.shift();
    if (part === undefined) return undefined;
    const next = join(at, part);
    const stats = tryLstat(next, name);
    if (!('mode' in stats)) return stats;
    fault = stats.isSymbolicLink() ? ownerFault(stats, next, name) : modeFault(stats, next, name, groups);
    if (fault !== undefined) return fault;
    if (!stats.isSymbolicLink()) {
      at = next;
      continue;
    }
    links += 1;
    if (links > MAX_LINKS) return { kind: 'unsafe', target: name, why: 'too many symbolic links' };
    const onward = partsFrom(root, resolve(dirname(next), readlinkSync(next)));
    left.parts.unshift(...onward.parts);
    at = onward.start;
    if (!isCallersOwn(at, root)) fault = distrustOne(at, name, groups);
  }
  return fault;
}

export function ownerIsTrusted(stats: { readonly uid: number }): boolean {
  return stats.uid === 0 || stats.uid === process.getuid?.();
}

const isCallersOwn = (at: string, root: string): boolean => at === root && root !== sep;

/** A path below the root prefix is walked from there; any other from `/`. */
function partsFrom(root: string, path: string): { start: string; parts: string[] } {
  const inside = root === sep || path === root || path.startsWith(root + sep);
  const start = inside ? root : sep;
  return {
    start,
    parts: path
      .slice(start.length)
      .split(sep)
      .filter((part) => part !== ''),
  };
}

function distrustOne(path: string, name: string, groups: readonly number[]): Fault | undefined {
  const stats = tryLstat(path, name);
  return 'mode' in stats ? modeFault(stats, path, name, groups) : stats;
}

function tryLstat(path: string, name: string): Stats | Fault {
  try {
    return lstatSync(path);
  } catch (error) {
    return fileFault(error, name);
  }
}

function ownerFault(stats: Stats, path: string, name: string): Fault | undefined {
  if (ownerIsTrusted(stats)) return undefined;
  return { kind: 'unsafe', target: name, why: `${path} belongs to user ${stats.uid}` };
}

function modeFault(stats: Stats, path: string, name: string, groups: readonly number[]): Fault | undefined {
  const owner = ownerFault(stats, path, name);
  if (owner !== undefined) return owner;
  const ourGroup =
    groups.includes(stats.gid) || (process.getuid?.() !== 0 && stats.gid === process.getgid?.());
  const open = (stats.mode & 0o002) !== 0 || ((stats.mode & 0o020) !== 0 && !ourGroup);
  return open ? { kind: 'unsafe', target: name, why: `other accounts can write to ${path}` } : undefined;
}
