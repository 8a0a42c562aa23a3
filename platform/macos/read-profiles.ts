// `profiles show -type configuration -output stdout-xml`: which MDM a Mac is enrolled at, and whose profile manages the
// Defender agent. Asked only where `profiles status` leaves that open. Pure but for the one call.
// Source: Apple, profiles(1) and "Configuration Profile Reference"; the names around the payloads as tools parse them.

import type { PlistValue } from 'plist';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { ProfileOwner } from '../linux/probe-round.js';
import { PROFILE_PREFIX } from './mobileconfig.js';
import type { PlistDictionary } from './read-plist.js';
import { isDictionary, parsePlist } from './read-plist.js';

export const PROFILES = '/usr/bin/profiles';
const SHOW = ['show', '-type', 'configuration', '-output', 'stdout-xml'] as const;
export const SHOW_COMMAND = `${PROFILES} ${SHOW.join(' ')}`;
const WDAV = 'com.microsoft.wdav';

export interface InstalledProfiles {
  /** URL of the MDM, as its own profile says. */
  readonly mdmServer: string | undefined;
  readonly defender: ProfileOwner;
}

export async function readProfiles(host: Host, signal: AbortSignal): Promise<Result<InstalledProfiles>> {
  const done = await host.run(PROFILES, SHOW, { timeoutMs: 30_000, maxOutputBytes: 8 * 1024 * 1024, signal });
  if (!done.ok) return done;
  const { exitCode, stdout } = done.value;
  if (exitCode !== 0) return fail({ kind: 'failed', what: SHOW_COMMAND, exitCode, said: '' });
  const plist = await parsePlist(stdout, SHOW_COMMAND);
  return plist.ok ? parseProfiles(plist.value) : plist;
}

/** Profiles of the computer and of users stand in one list each. */
export function parseProfiles(plist: PlistDictionary): Result<InstalledProfiles> {
  const lists = Object.values(plist).filter(Array.isArray);
  const profiles = lists.flat().filter(isDictionary);
  const payloads = profiles.flatMap((profile) => payloadsOf(profile));
  if (lists.length === 0 || profiles.some(({ ProfileItems }) => !Array.isArray(ProfileItems)))
    return fail({ kind: 'bad-reply', from: SHOW_COMMAND, why: 'it is no list of profiles' });
  const server = payloads.find(({ type }) => type === 'com.apple.mdm')?.content['ServerURL'];
  const owners = payloads.filter(isDefender).map(({ profile }) => profile.startsWith(PROFILE_PREFIX));
  return ok({
    mdmServer: typeof server === 'string' ? server : undefined,
    defender: owners.length === 0 ? 'nobody' : owners.every((ours) => ours) ? 'holdfast' : 'others',
  });
}

interface Payload {
  readonly profile: string;
  readonly type: string;
  /** The payload's keys, in a dictionary of their own or beside its type. */
  readonly content: PlistDictionary;
}

function payloadsOf(profile: PlistDictionary): readonly Payload[] {
  const { ProfileIdentifier, ProfileItems } = profile;
  const items: readonly PlistValue[] = Array.isArray(ProfileItems) ? ProfileItems : [];
  return items.filter(isDictionary).map((item) => ({
    profile: typeof ProfileIdentifier === 'string' ? ProfileIdentifier : '',
    type: typeof item['PayloadType'] === 'string' ? item['PayloadType'] : '',
    content: isDictionary(item['PayloadContent']) ? item['PayloadContent'] : item,
  }));
}

/** In a payload of its own, or among preferences of several domains. */
const isDefender = ({ type, content }: Payload): boolean =>
  type === WDAV || (type === 'com.apple.ManagedClient.preferences' && Object.hasOwn(content, WDAV));
