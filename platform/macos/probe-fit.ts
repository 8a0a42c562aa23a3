// Which macOS a Mac runs, read from the system's own file, and what the vendor's lists say of it. Starts nothing.

import type { Host } from '../host.js';
import type { FitProbe } from '../linux/probe-fit.js';
import { fitProbe } from '../linux/probe-fit.js';
import { parseVersion } from '../linux/version.js';
import { parsePlist } from './read-plist.js';

const SYSTEM_VERSION = '/System/Library/CoreServices/SystemVersion.plist';

export interface MacVersion {
  readonly text: string;
  readonly parts: readonly number[];
}

/** `undefined`: it cannot be told. */
export async function readSystemVersion(host: Pick<Host, 'read'>): Promise<MacVersion | undefined> {
  const file = await host.read(SYSTEM_VERSION, { maxBytes: 65_536 });
  if (!file.ok || file.value === undefined) return undefined;
  const plist = await parsePlist(file.value.bytes, SYSTEM_VERSION);
  const text = plist.ok ? plist.value['ProductVersion'] : undefined;
  const parts = typeof text === 'string' ? parseVersion(text) : undefined;
  return typeof text === 'string' && parts !== undefined ? { text, parts } : undefined;
}

/**
 * Source: Microsoft Learn, "Use Intune to manage Microsoft Defender settings management on devices not enrolled with
 * Intune": 11 to 14 in the text of 2024; "Microsoft Defender for Endpoint on macOS": the three latest major versions,
 * 14, 15 and 26, in that of 2026.
 */
const FLOORS = { early: 11, now: 14 } as const;

/** A Mac newer than the lists is taken to be on the next ones. */
export function probeSystem(version: MacVersion | undefined): readonly FitProbe[] {
  const major = version?.parts[0];
  if (version === undefined || major === undefined) {
    const evidence = { source: SYSTEM_VERSION, says: 'it does not say the version' };
    return [
      fitProbe('os-not-supported', 'unknown', evidence),
      fitProbe('os-below-floor', 'unknown', evidence),
    ];
  }
  const says =
    major < FLOORS.early
      ? `macOS ${version.text} is in no list`
      : major < FLOORS.now
        ? `macOS ${version.text} is older than ${FLOORS.now}; the list of 2024 named ${FLOORS.early} to ${FLOORS.now}`
        : `macOS ${version.text}`;
  const evidence = { source: SYSTEM_VERSION, says };
  return [
    fitProbe('os-not-supported', major < FLOORS.early ? 'yes' : 'no', evidence),
    fitProbe('os-below-floor', major >= FLOORS.early && major < FLOORS.now ? 'yes' : 'no', evidence),
  ];
}
