// Keeps the child that holds a connection to the service alive, and hears its call. A child that ends is started again
// after a while: the sooner it ended, the longer. Until one has lived for a while (there was no seat, or something on the
// way does not let a request be held) the wake counter is looked at instead.

import type { Child, ChildEnd } from '../../../platform/host.js';
import type { Clock, Random, Timer } from '../../model/ports.js';
import { isCall } from '../wake/wake-codes.js';
import type { Waker } from './waker.js';

export const WAIT = {
  firstMs: 30_000,
  longestMs: 30 * 60_000,
  splay: 0.2,
  /** Who lived that long has worked: the pauses begin anew. */
  workedMs: 5 * 60_000,
  /** Longer than the service holds a poll: who lives that long has a seat. */
  seatedMs: 60_000,
  /** Without an enrollment, and while a turn is about to leave one. */
  idleMs: 60_000,
} as const;

export interface WakeWaitPorts {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  /** Is there a service that could call? Cheap. */
  isEnrolled(): boolean;
  /** What is done while no connection can be held. */
  createFallback(): Waker;
  startWaiting(on: { onMessage(message: unknown): void; onExit(end: ChildEnd): void }): Child;
}

export function createWakeWait(ports: WakeWaitPorts): Waker {
  const { clock, timer, random, isEnrolled, startWaiting, createFallback } = ports;
  let failures = 0;
  let stopped = false;
  let child: Child | undefined;
  let wake = (): void => undefined;
  let disarm = (): void => undefined;
  let fallback: Waker | undefined;

  function fallBack(): void {
    if (stopped || fallback !== undefined) return;
    fallback = createFallback();
    fallback.start(() => wake());
  }

  function endFallback(): void {
    fallback?.stop();
    fallback = undefined;
  }

  function again(waitMs: number): void {
    if (stopped) return;
    const splay = 1 - WAIT.splay + 2 * WAIT.splay * random.fraction();
    disarm = timer.after(waitMs * splay, begin);
  }

  function begin(): void {
    if (!isEnrolled()) {
      again(WAIT.idleMs);
      return;
    }
    const begun = clock.monotonicMs();
    const disarmSeated = timer.after(WAIT.seatedMs, endFallback);
    child = startWaiting({
      onMessage: (message) => {
        if (isCall(message) && !stopped) wake();
      },
      onExit: () => {
        child = undefined;
        disarmSeated();
        const lived = clock.monotonicMs() - begun;
        if (lived < WAIT.seatedMs) fallBack();
        failures = lived >= WAIT.workedMs ? 1 : failures + 1;
        again(Math.min(WAIT.firstMs * 2 ** Math.min(failures - 1, 10), WAIT.longestMs));
      },
    });
  }

  return {
    start: (onWake) => {
      wake = onWake;
      again(WAIT.firstMs * random.fraction());
    },
    stop: () => {
      stopped = true;
      disarm();
      endFallback();
      child?.stop('kill');
    },
  };
}
