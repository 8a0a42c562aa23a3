// Waits for "sync now" over a held connection (RFC 8936): one poll after another, each held by the service until there
// is something. Ends with the first failure; whoever started it waits before the next try.

import type { Clock, Timer } from '../../model/ports.js';
import type { Fault, Result } from '../../model/result.js';
import type { EventsPollAnswer, EventsPollRequest } from '../../model/wire/schemas.js';
import type { EventTrust } from './judge-events.js';
import { createSeenEvents, judgeEvents } from './judge-events.js';

export interface WaitParts {
  poll(request: EventsPollRequest, signal: AbortSignal): Promise<Result<EventsPollAnswer>>;
  /** As a turn left it; `undefined`: there is nothing to wait for any more, or it is another service. */
  trust(): Omit<EventTrust, 'seen'> | undefined;
  onCall(): void;
  onDistrust(fault: Fault): void;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly signal: AbortSignal;
}

/** An answer that brings nothing new at once, instead of being held, is not asked for again at once. */
export const PAUSE = { quickMs: 1_000, waitMs: 5_000 } as const;
const MOST_AT_ONCE = 10;

/** `undefined`: it ended because there is nothing to wait for any more, or it was told to. */
export async function waitForCalls(parts: WaitParts): Promise<Fault | undefined> {
  const { poll, trust, onCall, onDistrust, clock, timer, signal } = parts;
  const seen = createSeenEvents();
  let ack: readonly string[] = [];
  while (!signal.aborted) {
    if (trust() === undefined) return undefined;
    const begun = clock.monotonicMs();
    const polled = await poll({ maxEvents: MOST_AT_ONCE, returnImmediately: false, ack: [...ack] }, signal);
    if (!polled.ok) return signal.aborted ? undefined : polled.error;
    // Keys may have moved while the poll was held.
    const trusted = trust();
    if (trusted === undefined) return undefined;
    const { calls, received, fresh, distrusted } = await judgeEvents(polled.value.sets, { ...trusted, seen });
    for (const fault of distrusted) onDistrust(fault);
    if (calls) onCall();
    ack = received;
    if (fresh === 0 && clock.monotonicMs() - begun < PAUSE.quickMs)
      await new Promise<void>((resolve) => void timer.after(PAUSE.waitMs, resolve));
  }
  return undefined;
}
