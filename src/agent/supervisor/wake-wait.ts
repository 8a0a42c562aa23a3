// Keeps the child that holds a connection to the service alive, and hears its call. A child that ends is started again
// after a while: the sooner it ended, the longer.

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
  /** Without an enrollment, and while a turn is about to leave one. */
  idleMs: 60_000,
} as const;

export interface WakeWaitPorts {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  /** Is there a service that could call? Cheap. */
  isEnrolled(): boolean;
  startWaiting(on: { onMessage(message: unknown): void; onExit(end: ChildEnd): void }): Child;
}

export function createWakeWait(ports: WakeWaitPorts): Waker {
  const { clock, timer, random, isEnrolled, startWaiting } = ports;
  let failures = 0;
  let stopped = false;
  let child: Child | undefined;
  let wake = (): void => undefined;
  let disarm = (): void => undefined;

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
    child = startWaiting({
      onMessage: (message) => {
        if (isCall(message) && !stopped) wake();
      },
      onExit: () => {
        child = undefined;
        failures = clock.monotonicMs() - begun >= WAIT.workedMs ? 1 : failures + 1;
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
      child?.stop('kill');
    },
  };
}
