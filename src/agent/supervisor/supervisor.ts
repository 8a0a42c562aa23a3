// The daemon's heart: one re-armed timer and one turn at a time. Starts turns through a port, reads the schedule
// that they leave, and writes nothing. Loads no library that a turn needs.

import type { EpochMs } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import type { Clock, Log, Random, Timer } from '../../model/ports.js';
import type { Due, Look, Schedule, Turn } from '../schedule/schedule.js';
import { afterJump, atStart, CADENCE, nextTurn, takenOver } from '../schedule/schedule.js';
import type { WatchedFile } from '../schedule/watch.js';
import { NOTICE } from '../schedule/watch.js';
import type { CrashGuard, TurnEnd } from './crash-guard.js';
import { afterTurn, NO_CRASHES, pauseMs } from './crash-guard.js';
import type { Waker } from './waker.js';

export interface Order {
  readonly turn: Turn;
  /** `notice`: a watched file is not as the last turn left it. `wake`: the service asks for a sync now. */
  readonly why: Due['why'] | 'request' | 'notice' | 'wake';
  /** The requests that this turn answers. */
  readonly requests: readonly string[];
  /** The turn before had to be killed at its deadline; a turn that crashed says nothing. */
  readonly afterHang?: true;
}

/** Tells of files that somebody else wrote. Follows folders that are replaced, removed or made anew. */
export interface FileWatch {
  /** Once, at the start: what to call when something has happened near a file. */
  start(onSign: () => void): void;
  /** From now on these files, and no others. Cheap when nothing has changed. */
  follow(files: readonly WatchedFile[]): void;
  /** Whether one of them is not as it was left. */
  moved(files: readonly WatchedFile[]): boolean;
  close(): void;
}

export interface SupervisorPorts {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly log: Log;
  readSchedule(): Schedule;
  pendingRequests(): readonly string[];
  /** Tells of something new in the request folder; returns the closer. */
  watchRequests(onChange: () => void): () => void;
  readonly files: FileWatch;
  /** Absent: only the schedule and requests start a sync. */
  readonly waker?: Waker;
  /** Ends when the turn has ended, however; ends it early when the signal says so. */
  startTurn(order: Order, signal: AbortSignal): Promise<TurnEnd>;
  /** Answers what the turn left unanswered, so that no asker waits for a turn that is gone. */
  closeRequests(ids: readonly string[], end: TurnEnd): void;
}

export interface Supervisor {
  start(): void;
  /** Ends a running turn and returns when it has ended. */
  stop(): Promise<void>;
}

interface State {
  schedule: Schedule;
  /** As last read: a turn of somebody else (the command line) leaves a newer one. */
  readAt: EpochMs;
  last: Look;
  guard: CrashGuard;
  hung: boolean;
  /** The service has asked, and no sync was started since. */
  woken: boolean;
  notBefore: number;
  /** The same for a turn because of a notice, and for one because of a call. */
  noNoticeBefore: number;
  noCallBefore: number;
  settling: (() => void) | undefined;
  running: Promise<void> | undefined;
  disarm: () => void;
}

export function createSupervisor(ports: SupervisorPorts): Supervisor {
  const { clock, random, timer, log } = ports;
  const stopping = new AbortController();
  const look = (): Look => ({ now: clock.now(), monotonicMs: clock.monotonicMs() });
  const state: State = {
    schedule: { writtenAt: epochMs(0) },
    readAt: epochMs(0),
    last: look(),
    guard: NO_CRASHES,
    hung: false,
    woken: false,
    notBefore: 0,
    noNoticeBefore: 0,
    noCallBefore: 0,
    settling: undefined,
    running: undefined,
    disarm: () => undefined,
  };
  let closeWatch = (): void => undefined;

  function wake(): void {
    if (stopping.signal.aborted || state.running !== undefined) return;
    refresh();
    ports.files.follow(state.schedule.watch?.files ?? []);
    const order = state.last.monotonicMs < state.notBefore ? undefined : orderNow();
    state.disarm();
    if (order === undefined) {
      arm();
      return;
    }
    state.running = runTurn(order).finally(() => {
      state.running = undefined;
      wake();
    });
  }

  /** Takes over what a turn has written since, or moves what we hold when the clocks say that time jumped. */
  function refresh(): void {
    const seen = look();
    const stored = ports.readSchedule();
    const jumped = afterJump(state.schedule, state.last, seen, random.fraction());
    state.last = seen;
    if (jumped !== undefined) {
      log.info('clock-jumped', { now: seen.now });
      state.schedule = jumped;
    }
    if (stored.writtenAt !== state.readAt) {
      state.readAt = stored.writtenAt;
      state.schedule = takenOver(state.schedule, stored);
    }
  }

  function orderNow(): Order | undefined {
    const requests = ports.pendingRequests();
    if (requests.length > 0) return { turn: 'sync', why: 'request', requests };
    if (state.woken && state.last.monotonicMs >= state.noCallBefore)
      return { turn: 'sync', why: 'wake', requests: [] };
    const next = nextTurn(state.schedule, state.last.now);
    if (next === undefined || next.due.at > state.last.now) return noticed();
    return { turn: next.turn, why: next.due.why, requests: [] };
  }

  /** Not so often that somebody who writes the file all the time keeps the machine busy. */
  function noticed(): Order | undefined {
    const { watch } = state.schedule;
    if (watch === undefined || state.last.monotonicMs < state.noNoticeBefore) return undefined;
    if (!ports.files.moved(watch.files)) return undefined;
    state.noNoticeBefore = state.last.monotonicMs + watch.pauseMs;
    return { turn: 'drift', why: 'notice', requests: [] };
  }

  /** The first sign starts the wait, and later ones do not make it longer: a busy file is looked at all the same. */
  function notice(): void {
    if (state.settling !== undefined || stopping.signal.aborted) return;
    state.settling = timer.after(NOTICE.settleMs, () => {
      state.settling = undefined;
      wake();
    });
  }

  /** A turn that is under way may have asked the service before it called: another one follows. */
  function called(): void {
    state.woken = true;
    wake();
  }

  async function runTurn(order: Order): Promise<void> {
    log.info('turn-started', { turn: order.turn, why: order.why });
    if (order.turn === 'sync') state.woken = false;
    const begun = clock.monotonicMs();
    if (order.why === 'wake') state.noCallBefore = begun + CADENCE.betweenCallsMs;
    const end = await ports.startTurn(state.hung ? { ...order, afterHang: true } : order, stopping.signal);
    const tookMs = Math.round(clock.monotonicMs() - begun);
    ports.closeRequests(order.requests, end);
    state.guard = afterTurn(state.guard, end);
    state.hung = end.is === 'hung';
    state.notBefore = clock.monotonicMs() + pauseMs(state.guard);
    if (end.is === 'done') log.info('turn-ended', { turn: order.turn, exitCode: end.exitCode, tookMs });
    else log.error(`turn-${end.is}`, { turn: order.turn, ...end, tookMs, inARow: state.guard.inARow });
    pushBack(order.turn);
  }

  /**
   * A turn that left no new schedule is not due again at once. One that crashed comes again after the pause of the
   * guard alone: three crashes set a bad policy aside, and until then the last good one may not be in force.
   */
  function pushBack(turn: Turn): void {
    if (ports.readSchedule().writtenAt !== state.readAt) return;
    const waitMs = pauseMs(state.guard) || CADENCE.minimumIntervalSeconds * 1000;
    const at = epochMs(clock.now() + waitMs);
    // What it would be measured against is not known: the look on its schedule finds drift until then.
    const { sync, drift, watch: _watch, ...rest } = state.schedule;
    state.schedule = {
      ...rest,
      ...(sync === undefined ? {} : { sync }),
      ...(turn === 'sync' && sync !== undefined ? { sync: { at, why: 'retry' } } : {}),
      ...(drift === undefined ? {} : { drift: { at, why: 'drift' } }),
    };
  }

  function arm(): void {
    state.disarm();
    const next = nextTurn(state.schedule, state.last.now);
    const dueMs = next === undefined ? CADENCE.lookMs : next.due.at - state.last.now;
    const guardMs = state.notBefore - state.last.monotonicMs;
    const callMs = state.woken ? state.noCallBefore - state.last.monotonicMs : dueMs;
    const delayMs = Math.min(Math.max(Math.min(dueMs, callMs), guardMs, 0), CADENCE.lookMs);
    state.disarm = timer.after(delayMs, wake);
  }

  return {
    start: () => {
      const stored = ports.readSchedule();
      state.last = look();
      state.readAt = stored.writtenAt;
      state.schedule = atStart(stored, state.last.now, random.fraction());
      closeWatch = ports.watchRequests(wake);
      ports.files.start(notice);
      ports.waker?.start(called);
      wake();
    },
    stop: async () => {
      stopping.abort();
      state.disarm();
      closeWatch();
      state.settling?.();
      ports.waker?.stop();
      ports.files.close();
      await state.running;
    },
  };
}
