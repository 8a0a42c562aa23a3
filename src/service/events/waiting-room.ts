// Where held polls wait: once a second one look tells whether any event was put, by whichever process, and who of
// those who wait has one. Nobody waits, nobody looks.

import type { DeviceId } from '../../model/ids.js';
import type { Clock, Log, Random, Timer } from '../../model/ports.js';
import type { Store } from '../store/database.js';
import { isUnavailable } from '../store/database.js';
import { devicesWithEvents, newestEvent } from '../store/events.js';

/** A place to wait. Whoever enters looks for events afterwards: one that is put later calls. */
export interface Seat {
  /** Resolves when there may be an event, the time is over, the device polls anew, or the service stops. */
  readonly called: Promise<void>;
  leave(): void;
}

export interface WaitingRoom {
  /** Undefined when it is full. */
  enter(device: DeviceId): Seat | undefined;
  /** Calls everybody; who comes later is called at once. */
  close(): void;
}

export interface WaitingRoomParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly log: Log;
  readonly seats: number;
}

/** Unit: milliseconds. */
const LOOK_EVERY_MS = 1000;
/** Unit: milliseconds. At most 50 seconds; not all at once, or those who came together would come together again. */
const HOLD_MS = { least: 45_000, spread: 5000 };

interface Waiting {
  readonly until: number;
  call(): void;
}

export function createWaitingRoom(parts: WaitingRoomParts): WaitingRoom {
  const { clock, timer, random, log, seats } = parts;
  const waiting = new Map<DeviceId, Waiting>();
  let seen: number | undefined;
  let stopLooking: (() => void) | undefined;
  let closed = false;

  const look = async (): Promise<void> => {
    const now = clock.monotonicMs();
    for (const { until, call } of waiting.values()) if (until <= now) call();
    if (waiting.size === 0) return;
    const newest = await newestEvent(parts.store);
    if (newest === seen) return;
    const called = await devicesWithEvents(parts.store, [...waiting.keys()]);
    for (const [device, { call }] of waiting) if (called.has(device)) call();
    seen = newest;
  };
  const lookLater = (): void => {
    if (stopLooking !== undefined || closed || waiting.size === 0) return;
    stopLooking = timer.after(LOOK_EVERY_MS, () => {
      void look()
        // While the database cannot be read, the next look tries again; so it does after any other mistake.
        .catch((error: unknown) => {
          if (!closed && !isUnavailable(error)) log.error('events-not-read', { message: String(error) });
        })
        .finally(() => {
          stopLooking = undefined;
          lookLater();
        });
    });
  };
  return {
    enter: (device) => {
      waiting.get(device)?.call();
      if (closed) return { called: Promise.resolve(), leave: () => undefined };
      if (waiting.size >= seats) return undefined;
      const { promise, resolve } = Promise.withResolvers<void>();
      const until = clock.monotonicMs() + HOLD_MS.least + random.fraction() * HOLD_MS.spread;
      const mine: Waiting = {
        until,
        call: () => {
          if (waiting.get(device) === mine) waiting.delete(device);
          resolve();
        },
      };
      waiting.set(device, mine);
      lookLater();
      return { called: promise, leave: mine.call };
    },
    close: () => {
      closed = true;
      stopLooking?.();
      for (const { call } of waiting.values()) call();
    },
  };
}
