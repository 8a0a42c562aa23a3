// Changes single members in the text of a JSON document and leaves every other character alone. Pure.

import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { JsonDocument, JsonMember, JsonObject } from './json-text.js';

/** The member at the end of a path; of repeated keys the last one, which is the one that JSON readers take. */
export type Found =
  | { readonly is: 'found'; readonly member: JsonMember }
  | { readonly is: 'absent' }
  /** Something on the way is not an object: its path. */
  | { readonly is: 'blocked'; readonly at: readonly string[] };

export function findMember(root: JsonObject, path: readonly string[]): Found {
  let object = root;
  for (const [depth, key] of path.entries()) {
    const member = object.members.findLast((candidate) => candidate.key === key);
    if (member === undefined) return { is: 'absent' };
    if (depth === path.length - 1) return { is: 'found', member };
    if (member.object === undefined) return { is: 'blocked', at: path.slice(0, depth + 1) };
    object = member.object;
  }
  return { is: 'absent' };
}

/** Puts JSON text at a path: replaces what is there, or adds the member and the sections that are missing. */
export function setMember(
  { text, root }: JsonDocument,
  path: readonly string[],
  raw: string,
): Result<string> {
  const found = findMember(root, path);
  if (found.is === 'blocked') return fail(blocked(found.at));
  if (found.is === 'found') return ok(splice(text, found.member.valueStart, found.member.end, raw));
  const style = styleOf({ text, root });
  const { object, depth } = deepestObject(root, path);
  const member = newMember(path.slice(depth), raw, depth, style);
  const last = object.members.at(-1);
  if (last !== undefined) return ok(splice(text, last.end, last.end, `,${style.lead(depth)}${member}`));
  const inner = text.slice(object.start + 1, object.end - 1);
  // An empty section that looks like one of ours is filled the other way round, so that taking out leaves it.
  if (depth > 0 && inner === style.close(depth)) {
    return ok(splice(text, object.end - 1, object.end - 1, member));
  }
  return ok(splice(text, object.start + 1, object.start + 1, `${style.lead(depth)}${member}`));
}

/** Takes the member out again, and with it the sections that `setMember` made for it. Absent is done. */
export function removeMember(document: JsonDocument, path: readonly string[]): string {
  const { text, root } = document;
  const found = findMember(root, path);
  if (found.is !== 'found') return text;
  const depth = path.length - 1;
  const owner = parentOf(root, path);
  const at = owner.members.indexOf(found.member);
  const before = owner.members[at - 1];
  const after = owner.members[at + 1];
  if (before !== undefined) return splice(text, before.end, found.member.end, '');
  if (after !== undefined) return splice(text, found.member.keyStart, after.keyStart, '');
  const style = styleOf({ text, root });
  const lead = text.slice(owner.start + 1, found.member.keyStart);
  const trail = text.slice(found.member.end, owner.end - 1);
  if (depth > 0 && lead === style.lead(depth) && trail === style.close(depth)) {
    return removeMember(document, path.slice(0, -1));
  }
  return splice(
    text,
    owner.start + 1,
    owner.end - 1,
    trail === '' && lead !== style.lead(depth) ? lead : trail,
  );
}

/** How the document is laid out; the same before and after our own edits. */
interface Style {
  /** What stands before a member of an object at this depth. */
  lead(depth: number): string;
  /** What stands before the closing brace of a section that we made; never the same as `lead`, never empty. */
  close(depth: number): string;
  readonly colon: string;
}

/** From the white space before the first member; an empty document gets two spaces. */
function styleOf({ text, root }: JsonDocument): Style {
  const first = root.members[0];
  const white = first === undefined ? '\n  ' : text.slice(root.start + 1, first.keyStart);
  const match = /(\r?\n)([ \t]*)$/.exec(white);
  if (match === null) return { lead: () => '', close: () => ' ', colon: ':' };
  const [, newline = '\n', unit = ''] = match;
  return {
    lead: (depth) => newline + unit.repeat(depth + 1),
    close: (depth) => newline + (unit === '' ? ' ' : unit.repeat(depth)),
    colon: ': ',
  };
}

function newMember(path: readonly string[], raw: string, depth: number, style: Style): string {
  const [key = '', ...rest] = path;
  const name = `${JSON.stringify(key)}${style.colon}`;
  if (rest.length === 0) return name + raw;
  const inner = newMember(rest, raw, depth + 1, style);
  return `${name}{${style.lead(depth + 1)}${inner}${style.close(depth + 1)}}`;
}

/** JSON text of a value, laid out like the document: lists one entry a line, unless all is on one line there. */
export function formatValue(document: JsonDocument, depth: number, value: unknown): string {
  const style = styleOf(document);
  const lead = style.lead(depth);
  if (lead === '' || !Array.isArray(value) || value.length === 0) return JSON.stringify(value);
  const entries = value.map((entry) => style.lead(depth + 1) + JSON.stringify(entry));
  return `[${entries.join(',')}${lead}]`;
}

function deepestObject(root: JsonObject, path: readonly string[]): { object: JsonObject; depth: number } {
  let object = root;
  let depth = 0;
  for (const key of path.slice(0, -1)) {
    const next = object.members.findLast((candidate) => candidate.key === key)?.object;
    if (next === undefined) break;
    object = next;
    depth += 1;
  }
  return { object, depth };
}

const parentOf = (root: JsonObject, path: readonly string[]): JsonObject => deepestObject(root, path).object;

const splice = (text: string, start: number, end: number, put: string): string =>
  text.slice(0, start) + put + text.slice(end);

const blocked = (at: readonly string[]): Fault => ({
  kind: 'bad-reply',
  from: 'the managed file',
  why: `${at.join('.')} is not an object`,
});
