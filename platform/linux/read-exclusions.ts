// `mdatp exclusion list`: what is excluded from protection, by whomever. Pure but for the one call; linear.

import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Item } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { runMdatp } from './mdatp.js';

export type Scope = 'epp' | 'global';

export interface Exclusion {
  /** With the names of the managed file. */
  readonly item: Item;
  readonly scopes: readonly string[];
}

export async function readExclusions(
  host: Host,
  program: string,
  signal: AbortSignal,
): Promise<Result<readonly Exclusion[]>> {
  const text = await runMdatp(host, program, ['exclusion', 'list'], signal);
  return text.ok ? parseExclusions(text.value) : text;
}

/** Entries of the global list say their scopes, as they do in the managed file; those of the other do not. */
export function exclusionsOf(exclusions: readonly Exclusion[], scope: Scope): readonly Item[] {
  return exclusions
    .filter(({ scopes }) => scopes.includes(scope))
    .map(({ item, scopes }) => (scope === 'global' ? { ...item, scopes } : item));
}

/**
 * Between two rules of `=`, entries parted by `---`: a line with the kind, then `Name: value` lines; text may be
 * quoted; `Scope` is a JSON list and is missing before agent 101.23092.0012 (all entries are epp there). An empty
 * list is one line that starts with "No exclusions". Anything else is a fault: half a list is no answer. So is a
 * text with a quote or a backslash in it: whether those are escaped is not known.
 * Source: a printed list in MicrosoftDocs/defender-docs, pull request 53 (2024); the entry of an extension and the
 * empty list are assumed.
 */
export function parseExclusions(text: string): Result<readonly Exclusion[]> {
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  const first = lines.findIndex(isRule);
  const last = lines.findLastIndex(isRule);
  if (first < 0) return /^No exclusions/m.test(text) ? ok([]) : fail(layout('there is no list in it'));
  if (first === last) return fail(layout('the list does not end'));
  const found: Exclusion[] = [];
  let entry: string[] = [];
  for (const line of [...lines.slice(first + 1, last), '---']) {
    if (line.trim() !== '---' && !isRule(line)) {
      if (line.trim() !== '') entry.push(line);
      continue;
    }
    if (entry.length === 0) continue;
    const exclusion = parseEntry(entry);
    if (exclusion === undefined) return fail(layout('an entry has a form that is not known'));
    found.push(exclusion);
    entry = [];
  }
  return ok(found);
}

const isRule = (line: string): boolean => /^={5,}\s*$/.test(line);

function parseEntry(lines: readonly string[]): Exclusion | undefined {
  const [kind = '', ...rest] = lines;
  const fields = new Map<string, string>();
  for (const line of rest) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon < 0 || fields.has(name)) return undefined;
    const value = line.slice(colon + 1).trim();
    if (name !== 'scope' && isAmbiguous(value)) return undefined;
    fields.set(name, value);
  }
  const item = toItem(kind.trim().toLowerCase(), fields);
  const scopes = parseScopes(fields.get('scope'));
  return item === undefined || scopes === undefined ? undefined : { item, scopes };
}

function toItem(kind: string, fields: ReadonlyMap<string, string>): Item | undefined {
  const path = unquoted(fields.get('path'));
  const extension = unquoted(fields.get('extension') ?? fields.get('file extension'));
  const name = unquoted(fields.get('process name') ?? fields.get('name'));
  switch (kind) {
    case 'excluded folder':
      return path === undefined ? undefined : { $type: 'excludedPath', path, isDirectory: true };
    case 'excluded file':
      return path === undefined ? undefined : { $type: 'excludedPath', path, isDirectory: false };
    case 'excluded extension':
    case 'excluded file extension':
      return extension === undefined ? undefined : { $type: 'excludedFileExtension', extension };
    case 'excluded process': {
      const process = name ?? path;
      return process === undefined ? undefined : { $type: 'excludedFileName', name: process };
    }
    default:
      return undefined;
  }
}

function parseScopes(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return ['epp'];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list: readonly unknown[] = Array.isArray(json) ? json : [];
  return list.length > 0 && list.every((scope) => typeof scope === 'string') ? list : undefined;
}

const isAmbiguous = (text: string): boolean => /["\\]/.test(unquoted(text) ?? '');

const unquoted = (text: string | undefined): string | undefined =>
  text !== undefined && text.length > 1 && text.startsWith('"') && text.endsWith('"')
    ? text.slice(1, -1)
    : text;

const layout = (why: string): Fault => ({ kind: 'bad-reply', from: 'mdatp exclusion list', why });
