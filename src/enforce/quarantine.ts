// Which revisions of policies may be enforced: known good, struck, resting or set aside, each by the digest of its
// document. Pure.

import type { Reason } from '../model/finding.js';
import type { EpochMs, PolicyRef, Sha256 } from '../model/ids.js';
import { epochMs } from '../model/ids.js';
import { quoted } from '../model/quoted.js';

/** One document, and where it comes from: an assigned policy and a local file may have one id. */
export interface Revision {
  readonly ref: PolicyRef;
  readonly sha256: Sha256;
  readonly source: 'assigned' | 'local';
}

export type Blame = 'crashed' | 'hung' | 'cut-off';

/** Passes that ended badly with this revision among those on trial. */
export interface Strike extends Revision {
  readonly crashes: number;
  readonly hangs: number;
  /** Not tried again before: a hang costs a whole deadline. */
  readonly restUntil?: EpochMs;
}

export interface SetAside extends Revision {
  readonly because: Blame;
  readonly since: EpochMs;
}

/** Plain data: it survives JSON unchanged. */
export interface Quarantine {
  /** Of each policy the revision that was last in force in a pass that ended well. */
  readonly good: readonly Revision[];
  /** Ended well in a pass that did not put it in force (audit mode, no engine): read, but not proven. */
  readonly looked: readonly Sha256[];
  readonly strikes: readonly Strike[];
  readonly setAside: readonly SetAside[];
}

export const NO_QUARANTINE: Quarantine = { good: [], looked: [], strikes: [], setAside: [] };

/** Source: DESIGN of the product, promise 4. */
export const STRIKES = 3;
/** Unit: milliseconds. The last good revision is in force meanwhile. */
export const REST_MS = 30 * 60_000;
/** Set aside and forgotten by the service: the oldest go. */
const MOST_KEPT = 200;

export type Standing =
  | { readonly is: 'free' }
  | { readonly is: 'resting'; readonly until: EpochMs; readonly hangs: number }
  | { readonly is: 'set-aside'; readonly because: Blame; readonly since: EpochMs };

export function standingOf(sha256: Sha256, { setAside, strikes }: Quarantine, now: EpochMs): Standing {
  const aside = setAside.find((one) => one.sha256 === sha256);
  if (aside !== undefined) return { is: 'set-aside', because: aside.because, since: aside.since };
  const strike = strikes.find((one) => one.sha256 === sha256);
  const until = strike?.restUntil;
  // A clock that was set back must not make the rest longer than it is.
  return strike !== undefined && until !== undefined && until > now && until - now <= REST_MS
    ? { is: 'resting', until, hangs: strike.hangs }
    : { is: 'free' };
}

/** The revision before it that was in force, if there is one and it may be. */
export function lastGoodOf(revision: Revision, quarantine: Quarantine, now: EpochMs): Revision | undefined {
  return quarantine.good.find(
    (one) =>
      isSamePolicy(one, revision) &&
      one.sha256 !== revision.sha256 &&
      standingOf(one.sha256, quarantine, now).is === 'free',
  );
}

export const isGood = (sha256: Sha256, { good }: Quarantine): boolean =>
  good.some((one) => one.sha256 === sha256);

/** Never seen to the end of a pass: it goes on trial before it is so much as parsed. */
export const isNew = (sha256: Sha256, quarantine: Quarantine): boolean =>
  !isGood(sha256, quarantine) && !quarantine.looked.includes(sha256);

/** A pass ended badly with these on trial. All of them are suspected: which of several it was is not tried out. */
export function struck(
  quarantine: Quarantine,
  revisions: readonly Revision[],
  how: 'crashed' | 'hung',
  now: EpochMs,
): Quarantine {
  const { strikes, setAside } = quarantine;
  const counted = revisions.map(({ ref, sha256, source }): Strike => {
    const before = strikes.find((one) => one.sha256 === sha256);
    return {
      ref,
      sha256,
      source,
      crashes: (before?.crashes ?? 0) + (how === 'crashed' ? 1 : 0),
      hangs: (before?.hangs ?? 0) + (how === 'hung' ? 1 : 0),
      ...(how === 'hung' ? { restUntil: epochMs(now + REST_MS) } : {}),
    };
  });
  const isOut = ({ crashes, hangs }: Strike): boolean => crashes + hangs >= STRIKES;
  const out = counted.filter(isOut);
  return {
    ...quarantine,
    strikes: [...without(strikes, counted), ...counted.filter((one) => !isOut(one))],
    setAside: putAside(setAside, out, how, now),
  };
}

/** The service was there before its firewall change and not after it: once is enough. */
export const cutOff = (quarantine: Quarantine, revisions: readonly Revision[], now: EpochMs): Quarantine => ({
  ...quarantine,
  strikes: without(quarantine.strikes, revisions),
  setAside: putAside(quarantine.setAside, revisions, 'cut-off', now),
});

/** A pass hung without anything on trial: then it was not the revisions that hung the ones before either. */
export const hungWithoutThem = (quarantine: Quarantine): Quarantine => ({
  ...quarantine,
  strikes: quarantine.strikes
    .filter(({ crashes }) => crashes > 0)
    .map(({ ref, sha256, source, crashes }) => ({ ref, sha256, source, crashes, hangs: 0 })),
});

export interface EndedWell {
  /** In force now, and proven by it. */
  readonly proven: readonly Revision[];
  readonly looked: readonly Revision[];
  /** All that is asked by the sources that took part; what is good of other policies of theirs is forgotten. */
  readonly asked: readonly Revision[];
  readonly sources: readonly Revision['source'][];
}

export function endedWell(quarantine: Quarantine, { proven, looked, asked, sources }: EndedWell): Quarantine {
  const kept = quarantine.good.filter(
    (one) =>
      !proven.some((now) => isSamePolicy(now, one)) &&
      (!sources.includes(one.source) || asked.some((now) => isSamePolicy(now, one))),
  );
  const good = [...kept, ...proven.map(({ ref, sha256, source }) => ({ ref, sha256, source }))].sort(
    byDigest,
  );
  const seen = new Set([...quarantine.looked, ...looked.map(({ sha256 }) => sha256)]);
  const digests = new Set(asked.map(({ sha256 }) => sha256));
  return {
    ...quarantine,
    good,
    looked: [...seen].filter((one) => digests.has(one) && !good.some(({ sha256 }) => sha256 === one)).sort(),
    strikes: without(quarantine.strikes, proven),
  };
}

/** By digest (or the first 8 of its characters or more), by the name of the policy, or by its id. */
export function released(
  quarantine: Quarantine,
  wanted: string,
): { readonly quarantine: Quarantine; readonly revisions: readonly Revision[] } {
  const asked = wanted.toLowerCase();
  const isMeant = ({ ref, sha256 }: Revision): boolean =>
    (/^[0-9a-f]{8,64}$/.test(asked) && sha256.startsWith(asked)) ||
    ref.name === wanted ||
    ref.id.toLowerCase() === asked;
  const revisions = [...quarantine.setAside, ...quarantine.strikes].filter(isMeant);
  return {
    quarantine: {
      ...quarantine,
      strikes: without(quarantine.strikes, revisions),
      setAside: quarantine.setAside.filter(({ sha256 }) => revisions.every((one) => one.sha256 !== sha256)),
    },
    revisions,
  };
}

const BLAME: Readonly<Record<Blame, string>> = {
  crashed: `the pass crashed or hung with it ${STRIKES} times`,
  hung: `the pass crashed or hung with it ${STRIKES} times`,
  'cut-off': 'its firewall change cut the service off, and was taken back',
};

/** Why it is not in force, what is instead, and how it comes back. */
export function heldReason(
  revision: Revision,
  standing: Exclude<Standing, { is: 'free' }>,
  instead: Revision | undefined,
): Reason {
  const { ref, sha256, source } = revision;
  const what =
    source === 'local' ? `The file ${quoted(ref.name)}` : `Revision ${ref.revision} of ${quoted(ref.name)}`;
  const stays =
    instead === undefined
      ? 'no revision of it was in force before'
      : source === 'local'
        ? 'the file applied before it stays in force'
        : `revision ${instead.ref.revision} stays in force`;
  const text =
    standing.is === 'set-aside'
      ? `${what} is set aside since ${timeText(standing.since)}: ${BLAME[standing.because]}; ${stays}. A new revision takes its place, or "holdfast policy release ${sha256.slice(0, 12)}" lets it in again.`
      : `${what} hung the pass (${standing.hangs} of ${STRIKES} times) and is tried again after ${timeText(standing.until)}; ${stays}.`;
  return { code: 'set-aside', text };
}

const timeText = (at: EpochMs): string => new Date(at).toISOString();

const isSamePolicy = (a: Revision, b: Revision): boolean => a.ref.id === b.ref.id && a.source === b.source;

const without = (strikes: readonly Strike[], gone: readonly Revision[]): readonly Strike[] =>
  strikes.filter(({ sha256 }) => gone.every((one) => one.sha256 !== sha256));

function putAside(
  before: readonly SetAside[],
  revisions: readonly Revision[],
  because: Blame,
  since: EpochMs,
): readonly SetAside[] {
  const added = revisions
    .filter(({ sha256 }) => before.every((one) => one.sha256 !== sha256))
    .map(({ ref, sha256, source }) => ({ ref, sha256, source, because, since }));
  return [...before, ...added].slice(-MOST_KEPT);
}

const byDigest = (a: Revision, b: Revision): number => (a.sha256 < b.sha256 ? -1 : 1);
