// Writes a configuration profile: what the command line cannot set, for an administrator or an MDM to install. Pure.

import { createHash } from 'node:crypto';
import type { PlistValue } from 'plist';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Value } from '../../src/model/value.js';

export interface ProfileSetting {
  readonly name: string;
  readonly domain: string;
  readonly path: readonly string[];
  readonly value: Value;
}

export interface ProfileAbout {
  /** What the profile is called in System Settings. */
  readonly name: string;
  readonly description: string;
  /** Ids of the policies in it: the same ones give the same identifiers, so that a new version replaces the old one. */
  readonly policies: readonly string[];
}

/** How the identifiers of all our profiles begin. */
export const PROFILE_PREFIX = 'holdfast.policies.';

/** The error is one sentence for people: which setting cannot be said in a property list. */
export async function buildMobileconfig(
  settings: readonly ProfileSetting[],
  about: ProfileAbout,
): Promise<Result<string, string>> {
  const { build } = await import('plist');
  const seed = [...new Set(about.policies)].sort().join('\n');
  const identifier = `${PROFILE_PREFIX}${uuidOf(seed, '').toLowerCase()}`;
  const payloads: PlistValue[] = [];
  for (const [domain, inDomain] of Map.groupBy(settings, (setting) => setting.domain)) {
    const content = payloadContent(inDomain);
    if (!content.ok) return content;
    payloads.push({
      PayloadType: domain,
      PayloadVersion: 1,
      PayloadIdentifier: `${identifier}.${domain}`,
      PayloadUUID: uuidOf(seed, domain),
      PayloadDisplayName: domain,
      PayloadEnabled: true,
      ...content.value,
    });
  }
  return ok(
    `${build({
      PayloadType: 'Configuration',
      PayloadVersion: 1,
      PayloadScope: 'System',
      PayloadIdentifier: identifier,
      PayloadUUID: uuidOf(seed, ''),
      PayloadDisplayName: printable(about.name),
      PayloadDescription: printable(about.description),
      PayloadEnabled: true,
      PayloadContent: payloads,
    })}\n`,
  );
}

type Dictionary = { [key: string]: PlistValue };

function payloadContent(settings: readonly ProfileSetting[]): Result<Dictionary, string> {
  const root = new Map<string, unknown>();
  for (const { name, path, value } of settings) {
    if (!isSayable(value)) {
      return fail(`${name} holds a character that a property list cannot hold, so no profile was made`);
    }
    place(root, path, value);
  }
  return ok(toDictionary(root));
}

/** Sections are made on the way. */
function place(root: Map<string, unknown>, path: readonly string[], value: Value): void {
  let here = root;
  for (const key of path.slice(0, -1)) {
    const next = here.get(key);
    const section = next instanceof Map ? next : new Map<string, unknown>();
    here.set(key, section);
    here = section;
  }
  const last = path.at(-1);
  if (last !== undefined) here.set(last, value);
}

function toDictionary(section: ReadonlyMap<string, unknown>): Dictionary {
  return Object.fromEntries([...section].map(([key, value]) => [key, toPlist(value)]));
}

function toPlist(value: unknown): PlistValue {
  if (value instanceof Map) return toDictionary(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(toPlist);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toPlist(field)]))
    : null;
}

/**
 * Source: W3C, "Extensible Markup Language (XML) 1.0", section 2.2: the characters that a document may hold. Of these,
 * controls and the separators that some readers take for line ends are left out: they would not come back as they are.
 */
const UNSAYABLE = /[^\t\n\r\u0020-\u007E\u00A0-\u2027\u202A-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

function isSayable(value: unknown): boolean {
  if (typeof value === 'string') return !UNSAYABLE.test(value);
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isSayable);
}

const printable = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 200);

/** Ours alone, so that nobody else's names give the same ids. */
const NAMESPACE = Buffer.from('4d0b8f3c6a2e4f719c55e1d07ab93c28', 'hex');

/** Version 5, from a name. Source: RFC 9562, section 5.5. */
function uuidOf(seed: string, domain: string): string {
  const hash = createHash('sha1')
    .update(NAMESPACE)
    .update(JSON.stringify([seed, domain]))
    .digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const text = hash.subarray(0, 16).toString('hex').toUpperCase();
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}
