// A setting that somebody keeps undoing: when it counts as contested, how slowly it is set again, when it is over. Pure.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Reason } from '../model/finding.js';
import type { EpochMs, PolicyRef } from '../model/ids.js';
import { epochMs } from '../model/ids.js';

/** How often we were undone. Kept with the setting; what is older than a day counts no more and is not rewritten. */
export type Contest =
  /** Newest last. */
  | { readonly is: 'watched'; readonly undoneAt: readonly EpochMs[] }
  | {
      readonly is: 'contested';
      readonly since: EpochMs;
      readonly lastUndoneAt: EpochMs;
      /** How often it was set again since. */
      readonly repairs: number;
    };

/** How fast a pass repairs: the word of an administrator who waits is carried out at once. */
export interface Pace {
  readonly now: EpochMs;
  readonly repairs: 'at-once' | 'slowly';
  /** Who else may write the same settings, by the survey's evidence; most likely first. */
  readonly rivals: readonly string[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Source: DESIGN of the product, section 5; a check-in interval is 90 minutes. */
export const CONTEST = {
  flipFlops: 3,
  withinMs: DAY_MS,
  pauseMs: 90 * MINUTE_MS,
  /** After so many repairs of a contested setting the longer pause begins. */
  patientRepairs: 3,
  longPauseMs: 6 * HOUR_MS,
} as const;

interface Contested {
  readonly contest?: Contest;
  readonly policies: readonly PolicyRef[];
}

/** As it counts now: nothing after a day of peace, when the policy has moved, or when the clock was ahead then. */
export function contestNow(
  owned: Contested | undefined,
  policies: readonly PolicyRef[],
  now: EpochMs,
): Contest | undefined {
  const contest = owned?.contest;
  if (owned === undefined || contest === undefined || hasMoved(owned.policies, policies)) {
    return undefined;
  }
  if (contest.is === 'contested') {
    return isToday(contest.lastUndoneAt, now) ? contest : undefined;
  }
  const undoneAt = contest.undoneAt.filter((at) => isToday(at, now));
  return undoneAt.length === 0 ? undefined : { is: 'watched', undoneAt };
}

/** It had been undone and was set again. */
export function undoneAgain(contest: Contest | undefined, now: EpochMs): Contest {
  if (contest?.is === 'contested') {
    return { ...contest, lastUndoneAt: now, repairs: contest.repairs + 1 };
  }
  const undoneAt = [...(contest?.undoneAt ?? []), now];
  return undoneAt.length < CONTEST.flipFlops
    ? { is: 'watched', undoneAt }
    : { is: 'contested', since: now, lastUndoneAt: now, repairs: 0 };
}

export function nextRepairAt({ lastUndoneAt, repairs }: Extract<Contest, { is: 'contested' }>): EpochMs {
  const pauseMs = repairs < CONTEST.patientRepairs ? CONTEST.pauseMs : CONTEST.longPauseMs;
  return epochMs(lastUndoneAt + pauseMs);
}

/** Whether a repair that is due now has to wait. */
export const mustWait = (contest: Contest | undefined, { now, repairs }: Pace): boolean =>
  repairs === 'slowly' && contest?.is === 'contested' && nextRepairAt(contest) > now;

/** Without times and counts: the same fight is told in the same words, and reported once. */
export function contestedReason(row: CatalogRow, rivals: readonly string[], stands: boolean): Reason {
  const who = rivals.length === 0 ? ANYBODY[row.os] : `most likely ${rivals.join(' or ')}`;
  const rest = stands ? 'It is as wanted at this moment' : 'It is not as wanted at this moment';
  const text = `${row.name} is undone again and again by somebody else, ${who}. ${rest}; it is set again every 90 minutes at most, later every 6 hours. Stop the other one, or take the setting out of the policy`;
  return { code: 'contested', text };
}

const ANYBODY: Readonly<Record<CatalogRow['os'], string>> = {
  linux: 'somebody with root',
  macos: 'somebody with root',
  windows: 'somebody with administrator rights',
};

/** A clock that was set back a little forgets nothing. */
const isToday = (at: EpochMs, now: EpochMs): boolean =>
  now - at > -CONTEST.pauseMs && now - at < CONTEST.withinMs;

const hasMoved = (before: readonly PolicyRef[], after: readonly PolicyRef[]): boolean =>
  namesOf(before) !== namesOf(after);

const namesOf = (policies: readonly PolicyRef[]): string =>
  JSON.stringify(policies.map(({ id, revision }) => [id, revision]));
