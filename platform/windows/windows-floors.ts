// Which builds of Windows settings management is documented for, in the older texts and in that of 2025. Pure.
// Source: Microsoft Learn, "Use Intune to manage Microsoft Defender settings on devices not enrolled with Intune", texts
// of 2021 to 2024 and of 2025; a revision is that of the update which a text names.

import type { HostFacts } from '../host.js';

/** A least revision, any revision, or a build that the text does not name. */
type Floor = number | 'any' | 'not-named';

interface BuildRow {
  readonly for: 'client' | 'server';
  readonly build: number;
  readonly name: string;
  readonly older: Floor;
  readonly text2025: Floor;
}

/** Windows Server 2012 R2 and 2016 have no floor: there the unified agent decides. */
export const WINDOWS_BUILDS: readonly BuildRow[] = [
  { for: 'client', build: 19_041, name: 'Windows 10 2004', older: 1320, text2025: 'not-named' },
  { for: 'client', build: 19_042, name: 'Windows 10 20H2', older: 1320, text2025: 2788 },
  { for: 'client', build: 19_043, name: 'Windows 10 21H1', older: 1320, text2025: 'not-named' },
  { for: 'client', build: 19_044, name: 'Windows 10 21H2', older: 'any', text2025: 2788 },
  { for: 'client', build: 19_045, name: 'Windows 10 22H2', older: 'any', text2025: 2788 },
  { for: 'client', build: 22_000, name: 'Windows 11 21H2', older: 'any', text2025: 'not-named' },
  { for: 'client', build: 22_621, name: 'Windows 11 22H2', older: 'any', text2025: 1485 },
  { for: 'server', build: 9_600, name: 'Windows Server 2012 R2', older: 'any', text2025: 'any' },
  { for: 'server', build: 14_393, name: 'Windows Server 2016', older: 'any', text2025: 'any' },
  { for: 'server', build: 17_763, name: 'Windows Server 2019', older: 2268, text2025: 4252 },
  { for: 'server', build: 20_348, name: 'Windows Server 2022', older: 320, text2025: 1668 },
];

/** Whatever came after the newest row of its kind is supported. */
export type FloorVerdict =
  | { readonly is: 'supported'; readonly says: string }
  /** An older text allows it, that of 2025 does not. */
  | { readonly is: 'below-2025'; readonly says: string }
  | { readonly is: 'below-all'; readonly says: string }
  /** Of a build that has a floor the revision is not known. */
  | { readonly is: 'revision-unknown'; readonly says: string }
  | { readonly is: 'unknown'; readonly says: string };

export function judgeVersion({ version, role, installation, edition }: HostFacts): FloorVerdict {
  const [, build, revision] = /^\d+\.\d+\.(\d+)(?:\.(\d+))?$/.exec(version ?? '') ?? [];
  if (build === undefined || role === undefined)
    return { is: 'unknown', says: 'the system says neither its version nor its role' };
  const shown = `${build}${revision === undefined ? '' : `.${revision}`}`;
  if (installation === 'Nano Server') return { is: 'below-all', says: 'no text names Nano Server' };
  // `Core`, `CoreN`, `CoreSingleLanguage` ... are the Home editions.
  if (role === 'client' && /^Core(?!\w*Server)/.test(edition ?? ''))
    return { is: 'below-all', says: `no text names the Home edition (${edition})` };
  const rows = WINDOWS_BUILDS.filter((one) => one.for === (role === 'client' ? 'client' : 'server'));
  const row = rows.find((one) => one.build === Number(build));
  if (row !== undefined) return judgeRevision(row, shown, revision);
  const newest = Math.max(...rows.map((one) => one.build));
  return Number(build) > newest
    ? { is: 'supported', says: `build ${shown} is newer than every floor` }
    : { is: 'below-all', says: `no text names build ${shown}` };
}

function judgeRevision(row: BuildRow, shown: string, revision: string | undefined): FloorVerdict {
  const { name, build, older, text2025 } = row;
  const meets = (floor: Floor): boolean | undefined => {
    if (floor === 'any' || floor === 'not-named') return floor === 'any';
    return revision === undefined ? undefined : Number(revision) >= floor;
  };
  const [now, before] = [meets(text2025), meets(older)];
  const needs = (floor: Floor) => (floor === 'not-named' ? 'does not name it' : `needs ${build}.${floor}`);
  if (now === true) return { is: 'supported', says: `${name}, build ${shown}` };
  if (now === undefined)
    return {
      is: 'revision-unknown',
      says: `${name}; the text of 2025 ${needs(text2025)}, its revision is not known`,
    };
  if (before === undefined)
    return {
      is: 'revision-unknown',
      says: `${name}; the older texts want ${build}.${older}, its revision is not known`,
    };
  return before
    ? { is: 'below-2025', says: `${name}, build ${shown}; the text of 2025 ${needs(text2025)}` }
    : { is: 'below-all', says: `${name}, build ${shown}; the older texts want ${build}.${older}` };
}
