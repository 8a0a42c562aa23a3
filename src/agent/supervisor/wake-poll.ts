// Looks every five minutes whether the service has called, in a child that ends at once. Whatever the child does, the
// daemon and its schedule go on; failures are looked into less and less often, and are not said.

import type { Child, ChildEnd } from '../../../platform/host.js';
import type { Random, Timer } from '../../model/ports.js';
import { lookOf } from '../wake/wake-codes.js';
import type { Waker } from './waker.js';

export const POLL = {
  everyMs: 5 * 60_000,
  /** So that a fleet that was started at once does not come at once. */
  splay: 0.1,
  /** For one look; the child has a limit of its own. */
  deadlineMs: 30_000,
  longestMs: 60 * 60_000,
  /** A counter stands for one device in 256 of a fleet: they do not all come in the same second. */
  spreadMs: 10_000,
} as const;

export interface WakePollPorts {
  readonly timer: Timer;
  readonly random: Random;
  /** Is there a service that could call? Cheap. */
  isEnrolled(): boolean;
  startLook(onExit: (end: ChildEnd) => void): Child;
}

export function createWakePoll({ timer, random, isEnrolled, startLook }: WakePollPorts): Waker {
  let failures = 0;
  let stopped = false;
  let child: Child | undefined;
  let wake = (): void => undefined;
  let disarmNext = (): void => undefined;
  let disarmWake = (): void => undefined;

  function next(): void {
    if (stopped) return;
    const waitMs = Math.min(POLL.everyMs * 2 ** Math.min(failures, 10), POLL.longestMs);
    disarmNext = timer.after(waitMs * (1 - POLL.splay + 2 * POLL.splay * random.fraction()), look);
  }

  function look(): void {
    if (!isEnrolled()) {
      failures = 0;
      next();
      return;
    }
    let disarm = (): void => undefined;
    child = startLook((end) => {
      child = undefined;
      disarm();
      ended(end);
    });
    const looking = child;
    disarm = timer.after(POLL.deadlineMs, () => looking.stop('kill'));
  }

  function ended(end: ChildEnd): void {
    const seen = lookOf(end.is === 'exited' ? end.code : undefined);
    failures = seen === 'failed' ? failures + 1 : 0;
    if (seen === 'rose' && !stopped) {
      disarmWake();
      disarmWake = timer.after(POLL.spreadMs * random.fraction(), wake);
    }
    next();
  }

  return {
    start: (onWake) => {
      wake = onWake;
      disarmNext = timer.after(POLL.everyMs * random.fraction(), look);
    },
    stop: () => {
      stopped = true;
      disarmNext();
      disarmWake();
      child?.stop('kill');
    },
  };
}
