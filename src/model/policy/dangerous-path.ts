// Whether an excluded path covers a system folder, a place that users may write to, or everything. Pure; wildcards are
// matched folder by folder, in linear time.

import type { OsName } from '../catalog/row.js';
import type { FlagCode } from '../finding.js';
import { BEGINNINGS, SYSTEM_FOLDERS, USER_WRITABLE } from './danger-table.js';

export function pathDanger(os: OsName, text: string): FlagCode | undefined {
  const parts = partsOf(os, text);
  const named = withoutEnd(parts);
  if (named.length === 0) {
    return parts.length === 0 ? 'root-folder' : 'matches-everything';
  }
  const [first = ''] = named;
  if (os === 'windows' && named.length === 1 && DRIVE.test(first)) {
    return parts.length > 1 ? 'matches-everything' : 'root-folder';
  }
  // Counts in every folder, also in those that users may write to.
  if (isOnlyWildcards(first)) {
    return 'matches-everything';
  }
  const meets = (place: string, how: (path: readonly string[], place: readonly string[]) => boolean) =>
    how(named, place.split('/').filter(Boolean));
  if (SYSTEM_FOLDERS[os].some((place) => meets(place, covers))) {
    return 'root-folder';
  }
  return USER_WRITABLE[os].some((place) => meets(place, touches)) ? 'user-writable' : undefined;
}

const DRIVE = /^(?:[a-z]|\?|\*):$/;

/** Folder by folder, in lower case, without empty ones, `.` and `..`; any drive is `c:`. */
function partsOf(os: OsName, text: string): readonly string[] {
  const lower = text.trim().toLowerCase();
  const slashes = os === 'windows' ? lower.replaceAll('\\', '/').replace(/^\/\/[?.]\//, '') : lower;
  const end = slashes.indexOf('/');
  const start = end === -1 ? slashes : slashes.slice(0, end);
  const known = Object.hasOwn(BEGINNINGS, start) ? BEGINNINGS[start] : undefined;
  const whole = known === undefined ? slashes : `${homeOf(os, known)}${slashes.slice(start.length)}`;
  const parts: string[] = [];
  for (const part of whole.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(os === 'windows' && parts.length === 0 && DRIVE.test(part) ? 'c:' : part);
    }
  }
  return parts;
}

const homeOf = (os: OsName, place: string): string =>
  os === 'macos' ? place.replace(/^\/home\//, '/users/') : place;

/** Wildcards alone at the end say what the folder before them says. */
function withoutEnd(parts: readonly string[]): readonly string[] {
  let end = parts.length;
  while (end > 0 && isOnlyWildcards(parts[end - 1] ?? '')) {
    end -= 1;
  }
  return parts.slice(0, end);
}

const isOnlyWildcards = (part: string): boolean => /^[*?.]+$/.test(part) && /[*?]/.test(part);

/** The place, or a folder that it is in. */
const covers = (path: readonly string[], place: readonly string[]): boolean =>
  path.length <= place.length && path.every((part, at) => fits(part, place[at] ?? ''));

/** The place, a folder that it is in, or something in it. */
const touches = (path: readonly string[], place: readonly string[]): boolean => {
  const shared = Math.min(path.length, place.length);
  return path.slice(0, shared).every((part, at) => part.includes('**') || fits(part, place[at] ?? ''));
};

/** `*` is any characters, `?` is one. Goes back to the last `*` only, so it is quick whatever the pattern. */
function fits(pattern: string, text: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < text.length) {
    const sign = pattern[at];
    if (sign === '*') {
      star = at;
      mark = from;
      at += 1;
    } else if (sign !== undefined && (sign === '?' || sign === text[from])) {
      at += 1;
      from += 1;
    } else if (star !== -1) {
      at = star + 1;
      mark += 1;
      from = mark;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(at));
}
