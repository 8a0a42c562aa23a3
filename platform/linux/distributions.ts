// Whether the vendor's lists name a distribution in its release. Pure.

import type { Distribution, Span } from './distributions-table.js';
import { DISTRIBUTIONS } from './distributions-table.js';
import { isOlder, parseVersion } from './version.js';

export interface ListJudgement {
  readonly is: 'listed' | 'not-listed' | 'below-floor' | 'unknown';
  /** One clause. */
  readonly says: string;
}

/** `arch` in the words of Node: `x64`, `arm64`. */
export interface System {
  readonly distribution: string | undefined;
  readonly version: string | undefined;
  readonly arch: string;
}

export function judgeDistribution({ distribution, version, arch }: System): ListJudgement {
  if (distribution === undefined) return { is: 'unknown', says: 'the system does not name its distribution' };
  const listed = Object.hasOwn(DISTRIBUTIONS, distribution) ? DISTRIBUTIONS[distribution] : undefined;
  if (listed === undefined) return { is: 'not-listed', says: `${distribution} is in no list` };
  const release = version === undefined ? undefined : parseVersion(version);
  if (release === undefined || version === undefined)
    return { is: 'unknown', says: `${listed.name} does not name its release` };
  const name = `${listed.name} ${version}`;
  const spans = arch === 'arm64' ? listed.arm64 : arch === 'x64' ? listed.now : [];
  const early = sayEarly(listed, release);
  if (spans.some((span) => isWithin(release, span)))
    return { is: 'listed', says: `${name} is listed${early}` };
  const floor = floorOf(release, spans);
  return floor === undefined
    ? { is: 'not-listed', says: `${name} is in no list of ${arch} of 2026${early}` }
    : { is: 'below-floor', says: `${name} is older than ${floor}${early}` };
}

const sayEarly = ({ early }: Distribution, release: readonly number[]): string =>
  early.some((span) => isWithin(release, span)) ? '; in the list of 2023 too' : '; not in the list of 2023';

/** `to` is compared only as far as it goes. */
function isWithin(release: readonly number[], [from, to]: Span): boolean {
  if (isOlder(release, parseVersion(from) ?? [])) return false;
  if (to === undefined) return true;
  const end = parseVersion(to) ?? [];
  return !isOlder(end, release.slice(0, end.length));
}

/** Of the same major release, else of all; `undefined`: it is not older than what is listed. */
function floorOf(release: readonly number[], spans: readonly Span[]): string | undefined {
  const older = ([from]: Span) => isOlder(release, parseVersion(from) ?? []);
  const sameMajor = spans.find(([from]) => parseVersion(from)?.[0] === release[0]);
  if (sameMajor !== undefined && older(sameMajor)) return sameMajor[0];
  return spans.length > 0 && spans.every(older) ? spans[0]?.[0] : undefined;
}
