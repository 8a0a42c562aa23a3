// Configuration profiles of a simulated Mac: read as the system reads them, and what they make of the managed
// preferences. Pure.

import type { PlistValue } from 'plist';
import { parse } from 'plist';
import type { InstalledProfile, MacState, PlistSection } from './machine-state.js';

/** The agent's domain. Source: Microsoft Learn, "Set preferences for Microsoft Defender for Endpoint on macOS". */
export const WDAV = 'com.microsoft.wdav';

/**
 * Errors: why the system would refuse the profile.
 * Source: Apple, "Configuration Profile Reference": the keys that every profile and every payload must have.
 */
export function readProfile(mobileconfig: string): InstalledProfile | { readonly refused: string } {
  const profile = parsePlist(mobileconfig);
  if (!isSection(profile)) return { refused: 'it is not a property list of a dictionary' };
  const wrong = missingKey(profile);
  if (wrong !== undefined) return { refused: wrong };
  if (profile['PayloadType'] !== 'Configuration') return { refused: 'its PayloadType is not Configuration' };
  if (profile['PayloadScope'] !== 'System') return { refused: 'it is not for the whole system' };
  const content = profile['PayloadContent'];
  if (!Array.isArray(content) || !content.every(isSection)) return { refused: 'it has no payloads' };
  const bad = content.map(missingKey).find((why) => why !== undefined);
  if (bad !== undefined) return { refused: `a payload: ${bad}` };
  const uuids = [profile, ...content].map(({ PayloadUUID }) => PayloadUUID);
  if (new Set(uuids).size !== uuids.length) return { refused: 'a PayloadUUID occurs twice' };
  return {
    identifier: String(profile['PayloadIdentifier']),
    name: String(profile['PayloadDisplayName'] ?? profile['PayloadIdentifier']),
    payloads: content.map((payload) => ({
      domain: String(payload['PayloadType']),
      settings: Object.fromEntries(Object.entries(payload).filter(([key]) => !key.startsWith('Payload'))),
    })),
  };
}

const UUID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/i;

function missingKey(payload: PlistSection): string | undefined {
  for (const key of ['PayloadType', 'PayloadIdentifier', 'PayloadUUID']) {
    if (typeof payload[key] !== 'string' || payload[key] === '') return `${key} is missing`;
  }
  if (!UUID.test(String(payload['PayloadUUID']))) return 'PayloadUUID is no UUID';
  return payload['PayloadVersion'] === 1 ? undefined : 'PayloadVersion is not 1';
}

/** By domain. The same key in two profiles is unsupported by the vendor; here the later profile counts (assumed). */
export function managedPreferences(profiles: MacState['profiles']): ReadonlyMap<string, PlistSection> {
  const domains = new Map<string, PlistSection>();
  for (const { domain, settings } of profiles.flatMap(({ payloads }) => payloads))
    domains.set(domain, merged(domains.get(domain) ?? {}, settings));
  return domains;
}

function merged(below: PlistSection, above: PlistSection): PlistSection {
  const both = Object.entries(above).map(([key, value]): [string, PlistValue] => {
    const former = below[key];
    return [key, isSection(former) && isSection(value) ? merged(former, value) : value];
  });
  return { ...below, ...Object.fromEntries(both) };
}

function parsePlist(text: string): PlistValue | undefined {
  // The parser is for any XML and speaks on standard error of what is none.
  if (!/^\s*<(\?xml|plist|!DOCTYPE)/.test(text)) return undefined;
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

const isSection = (value: PlistValue | undefined): value is { [key: string]: PlistValue } =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof Uint8Array);
