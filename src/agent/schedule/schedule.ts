// When the next turn is due, and why: a pure function of stored facts, the time and chance. Knows no calendar:
// all times are milliseconds since 1970, so daylight saving does not exist here.

import type { EpochMs } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import type { Watch } from './watch.js';
import { parseWatch } from './watch.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Source: DESIGN of the product, section 3; 10 and 90 minutes are the original's. */
export const CADENCE = {
  firstSyncMs: 10 * MINUTE,
  intervalSeconds: 90 * 60,
  splayFraction: 0.1,
  minimumIntervalSeconds: 5 * 60,
  maximumIntervalSeconds: 24 * 60 * 60,
  driftMs: 30 * MINUTE,
  /** After a pass that ended badly: the last good policies are to be in force again. */
  againMs: 30 * SECOND,
  /** Between two syncs that the service asks for: one that asks all the time keeps no device busy. */
  betweenCallsMs: 30 * SECOND,
  overdueAtStartMs: 10 * MINUTE,
  overdueAfterJumpMs: 2 * MINUTE,
  /** Wall clock and monotonic clock may differ by this much before it counts as sleep or a jump. */
  jumpMs: 30 * SECOND,
  /** The supervisor looks at the clock at least this often, so that sleep is noticed. */
  lookMs: MINUTE,
} as const;

/** A request needs no time of its own: it is due now, and its turn carries the name of the asker. */
export type DueReason =
  | 'first'
  | 'interval'
  | 'retry'
  | 'overdue-at-start'
  | 'overdue-after-jump'
  | 'drift'
  /** A repair found what the service should hear soon. */
  | 'news';

export interface Due {
  readonly at: EpochMs;
  readonly why: DueReason;
}

/** What is kept between turns. Losing it means "overdue", which is harmless, so it is not flushed to the disk. */
export interface Schedule {
  readonly sync?: Due;
  /** Local re-reading and repair; only while something is to be enforced. */
  readonly drift?: Due;
  readonly writtenAt: EpochMs;
  /** Only a repair wrote it: the time of the sync in it is copied from the schedule before. */
  readonly by?: 'drift';
  /** Files to watch until the next turn. */
  readonly watch?: Watch;
}

export type Turn = 'sync' | 'drift';

/** How a turn ended, as far as the schedule cares. */
export type SyncOutcome =
  | { readonly is: 'reached'; readonly nextSeconds?: number; readonly splaySeconds?: number }
  /** `delayMs` comes from the back-off table. */
  | { readonly is: 'failed'; readonly delayMs: number };

export function afterEnrollment(now: EpochMs): Schedule {
  return {
    sync: { at: later(now, CADENCE.firstSyncMs), why: 'first' },
    drift: { at: later(now, CADENCE.driftMs), why: 'drift' },
    writtenAt: now,
  };
}

/** The next one counts from when this one was due, not from when it ran, so that lateness does not add up. */
export function afterSync(before: Schedule, outcome: SyncOutcome, now: EpochMs, fraction: number): Schedule {
  const drift: Due = { at: later(now, CADENCE.driftMs), why: 'drift' };
  if (outcome.is === 'failed')
    return { sync: { at: later(now, outcome.delayMs), why: 'retry' }, drift, writtenAt: now };
  const intervalMs = intervalOf(outcome) * SECOND;
  const splayMs = (outcome.splaySeconds ?? (intervalMs / SECOND) * CADENCE.splayFraction) * SECOND;
  const drawn = intervalMs + (2 * fraction - 1) * Math.min(splayMs, intervalMs / 2);
  const base = dueBase(before, now, intervalMs);
  return { sync: { at: later(base, Math.round(drawn)), why: 'interval' }, drift, writtenAt: now };
}

export function afterDrift(before: Schedule, now: EpochMs): Schedule {
  return {
    ...onThisClock(before, now),
    drift: { at: later(now, CADENCE.driftMs), why: 'drift' },
    writtenAt: now,
    by: 'drift',
  };
}

/** Found between two syncs: the service is told within two minutes, at random, as a whole hall may have the same news. */
export function afterNews(now: EpochMs, fraction: number): Schedule {
  return {
    sync: { at: later(now, Math.round(fraction * CADENCE.overdueAfterJumpMs)), why: 'news' },
    drift: { at: later(now, CADENCE.driftMs), why: 'drift' },
    writtenAt: now,
  };
}

/** The settings are looked at again at once; the sync stays when it is. */
export const againSoon = (schedule: Schedule, now: EpochMs): Schedule => ({
  ...schedule,
  drift: { at: later(now, CADENCE.againMs), why: 'drift' },
});

/**
 * What a turn has written takes the place of what the daemon held. A repair does not move the sync, and after a
 * jump of the clock only the daemon, which has seen both clocks, knows how much of its wait is left.
 */
export const takenOver = (held: Schedule, written: Schedule): Schedule =>
  written.by === 'drift' && written.sync !== undefined && held.sync !== undefined
    ? { ...written, sync: held.sync }
    : written;

/**
 * The machine or the daemon has just started. Overdue, lost, or written by a clock that was ahead of this one:
 * within ten minutes, at random, so that a hall of machines does not come at once.
 */
export function atStart(before: Schedule, now: EpochMs, fraction: number): Schedule {
  const sync = before.sync;
  if (sync === undefined) return before;
  const clockWasAhead = before.writtenAt > later(now, CADENCE.jumpMs);
  if (sync.at > now && !clockWasAhead && sync.at <= later(now, maximumWaitMs())) return before;
  const at = later(now, Math.round(fraction * CADENCE.overdueAtStartMs));
  const drift: Due = { at, why: 'drift' };
  return { ...before, sync: { at, why: 'overdue-at-start' }, drift };
}

/** A look at both clocks, to tell time that passed from a clock that was moved or a machine that slept. */
export interface Look {
  readonly now: EpochMs;
  readonly monotonicMs: number;
}

/**
 * Forward (sleep, or a clock set ahead): what became overdue comes within two minutes, at random. Backward: what
 * was left to wait is still left to wait. Undefined: neither happened.
 */
export function afterJump(before: Schedule, last: Look, look: Look, fraction: number): Schedule | undefined {
  const jumpMs = look.now - last.now - (look.monotonicMs - last.monotonicMs);
  if (Math.abs(jumpMs) < CADENCE.jumpMs) return undefined;
  if (jumpMs < 0) return moved(before, jumpMs, look.now);
  if (before.sync === undefined || before.sync.at > look.now) return before;
  const at = later(look.now, Math.round(fraction * CADENCE.overdueAfterJumpMs));
  return { ...before, sync: { at, why: 'overdue-after-jump' }, drift: { at, why: 'drift' } };
}

/** The earlier of the two; a sync also repairs drift, so it wins where both are due. */
export function nextTurn(
  schedule: Schedule,
  now: EpochMs,
): { readonly turn: Turn; readonly due: Due } | undefined {
  const { sync, drift } = schedule;
  if (sync !== undefined && (drift === undefined || sync.at <= drift.at || sync.at <= now))
    return { turn: 'sync', due: sync };
  return drift === undefined ? undefined : { turn: 'drift', due: drift };
}

export function parseSchedule(raw: unknown): Schedule {
  const { sync, drift, writtenAt, by, watch: rawWatch } = record(raw);
  const watch = parseWatch(rawWatch);
  const [syncDue, driftDue] = [parseDue(sync), parseDue(drift)];
  return {
    ...(syncDue === undefined ? {} : { sync: syncDue }),
    ...(driftDue === undefined ? {} : { drift: driftDue }),
    writtenAt: epochMs(typeof writtenAt === 'number' && Number.isFinite(writtenAt) ? writtenAt : 0),
    ...(by === 'drift' ? { by } : {}),
    ...(watch === undefined ? {} : { watch }),
  };
}

const later = (from: EpochMs, ms: number): EpochMs => epochMs(from + ms);

function moved({ sync, drift, watch }: Schedule, byMs: number, writtenAt: EpochMs): Schedule {
  const move = (due: Due): Due => ({ ...due, at: later(due.at, byMs) });
  return {
    ...(sync === undefined ? {} : { sync: move(sync) }),
    ...(drift === undefined ? {} : { drift: move(drift) }),
    ...(watch === undefined ? {} : { watch }),
    writtenAt,
  };
}

/** Written by a clock that was ahead of this one: what was left to wait then is left to wait now. */
const onThisClock = (before: Schedule, now: EpochMs): Schedule =>
  before.writtenAt > later(now, CADENCE.jumpMs) ? moved(before, now - before.writtenAt, now) : before;

/** The longest that a true schedule can wait: the largest interval with its splay. */
const maximumWaitMs = (): number => CADENCE.maximumIntervalSeconds * 1.5 * SECOND;

function intervalOf(outcome: { readonly nextSeconds?: number }): number {
  const asked = outcome.nextSeconds ?? CADENCE.intervalSeconds;
  return Math.min(Math.max(asked, CADENCE.minimumIntervalSeconds), CADENCE.maximumIntervalSeconds);
}

/** From the due time; from now where that is too old, ahead (somebody asked for this one), or only a retry. */
function dueBase(before: Schedule, now: EpochMs, intervalMs: number): EpochMs {
  const due = before.sync;
  if (due === undefined || due.why === 'retry') return now;
  return due.at > now || now - due.at >= intervalMs / 2 ? now : due.at;
}

const WHYS: readonly DueReason[] = [
  'first',
  'interval',
  'retry',
  'overdue-at-start',
  'overdue-after-jump',
  'drift',
  'news',
];

function parseDue(raw: unknown): Due | undefined {
  const { at, why } = record(raw);
  const reason = WHYS.find((word) => word === why);
  return typeof at === 'number' && Number.isFinite(at) && reason !== undefined
    ? { at: epochMs(at), why: reason }
    : undefined;
}

const record = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? { ...raw } : {};
