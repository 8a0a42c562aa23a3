// Bounds a piece of work in time: its signal aborts when the time is up, or when whoever started it says so.

import type { Timer } from '../../model/ports.js';

/** A turn in all, and what of it the service may take before the settings' turn comes. Unit: milliseconds. */
export const TIME_LIMITS = { turnMs: 5 * 60_000, exchangeMs: 2 * 60_000 } as const;

export interface Limit {
  readonly timer: Timer;
  readonly ms: number;
  /** Of whoever started it. */
  readonly signal: AbortSignal;
}

/** The work has to heed its signal: every call of ours does, and ends by itself after 30 seconds at the latest. */
export async function within<T>(limit: Limit, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const disarm = limit.timer.after(limit.ms, () => over.abort(new TimeUp(limit.ms)));
  try {
    return await work(AbortSignal.any([limit.signal, over.signal]));
  } finally {
    disarm();
  }
}

/** After how long, where it was the time that ended the work; `undefined`: it goes on, or somebody stopped it. */
export function timeUpAfter({ reason }: AbortSignal): number | undefined {
  const why: unknown = reason;
  return why instanceof TimeUp ? why.afterMs : undefined;
}

class TimeUp extends Error {
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('the time is up');
    this.afterMs = afterMs;
  }
}
