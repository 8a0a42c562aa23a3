// The daemon's heart: one re-armed timer and one turn at a time. Starts turns through a port, reads the schedule
// that they leave, and writes nothing. Loads no library that a turn needs.

import type { EpochMs } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import type { Clock, Log, Random, Timer } from '../../model/ports.js';
import type { Due, Look, Schedule, Turn } from '../schedule/schedule.js';
import { afterJump, atStart, CADENCE, nextTurn, takenOver } from '../schedule/schedule.js';
import type { CrashGuard, TurnEnd } from './crash-guard.js';
import { afterTurn, NO_CRASHES, pauseMs } from './crash-guard.js';

export interface Order {
  readonly turn: Turn;
  readonly why: Due['why'] | 'request';
  /** The requests that this turn answers. */
  readonly requests: readonly string[];
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
  notBefore: number;
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
    notBefore: 0,
    running: undefined,
    disarm: () => undefined,
  };
  let closeWatch = (): void => undefined;

  function wake(): void {
    if (stopping.signal.aborted || state.running !== undefined) return;
    refresh();
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
    const next = nextTurn(state.schedule, state.last.now);
    if (next === undefined || next.due.at > state.last.now) return undefined;
    return { turn: next.turn, why: next.due.why, requests: [] };
  }

  async function runTurn(order: Order): Promise<void> {
    log.info('turn-started', { turn: order.turn, why: order.why });
    const begun = clock.monotonicMs();
    const end = await ports.startTurn(order, stopping.signal);
    const tookMs = Math.round(clock.monotonicMs() - begun);
    ports.closeRequests(order.requests, end);
    state.guard = afterTurn(state.guard, end);
    state.notBefore = clock.monotonicMs() + pauseMs(state.guard);
    if (end.is === 'done') log.info('turn-ended', { turn: order.turn, exitCode: end.exitCode, tookMs });
    else log.error(`turn-${end.is}`, { turn: order.turn, ...end, tookMs, inARow: state.guard.inARow });
    pushBack(order.turn);
  }

  /** A turn that left no new schedule (it crashed, or the disk is full) is not due again at once. */
  function pushBack(turn: Turn): void {
    if (ports.readSchedule().writtenAt !== state.readAt) return;
    const at = epochMs(clock.now() + Math.max(pauseMs(state.guard), CADENCE.minimumIntervalSeconds * 1000));
    const { sync, drift } = state.schedule;
    state.schedule = {
      ...state.schedule,
      ...(turn === 'sync' && sync !== undefined ? { sync: { at, why: 'retry' } } : {}),
      ...(drift === undefined ? {} : { drift: { at, why: 'drift' } }),
    };
  }

  function arm(): void {
    state.disarm();
    const next = nextTurn(state.schedule, state.last.now);
    const dueMs = next === undefined ? CADENCE.lookMs : next.due.at - state.last.now;
    const guardMs = state.notBefore - state.last.monotonicMs;
    const delayMs = Math.min(Math.max(dueMs, guardMs, 0), CADENCE.lookMs);
    state.disarm = timer.after(delayMs, wake);
  }

  return {
    start: () => {
      const stored = ports.readSchedule();
      state.last = look();
      state.readAt = stored.writtenAt;
      state.schedule = atStart(stored, state.last.now, random.fraction());
      closeWatch = ports.watchRequests(wake);
      wake();
    },
    stop: async () => {
      stopping.abort();
      state.disarm();
      closeWatch();
      await state.running;
    },
  };
}
