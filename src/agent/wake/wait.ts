// Waits for "sync now" over a held connection (RFC 8936): one poll after another, each held by the service until there
// is something. Ends with the first failure; whoever started it waits before the next try.

import type { Clock, Timer } from '../../model/ports.js';
import type { Fault, Result } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import type { EventsPollAnswer, EventsPollRequest } from '../../model/wire/schemas.js';
import type { EventTrust, Judged } from './judge-events.js';
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
  let taken: Pick<EventsPollRequest, 'ack' | 'setErrs'> = {};
  while (!signal.aborted) {
    if (trust() === undefined) return undefined;
    const begun = clock.monotonicMs();
    const polled = await poll({ maxEvents: MOST_AT_ONCE, returnImmediately: false, ...taken }, signal);
    if (!polled.ok) return signal.aborted ? undefined : polled.error;
    const cameAtOnce = clock.monotonicMs() - begun < PAUSE.quickMs;
    // Keys may have moved while the poll was held.
    const trusted = trust();
    if (trusted === undefined) return undefined;
    const judged = await judgeEvents(polled.value.sets, { ...trusted, seen });
    for (const fault of judged.distrusted.values()) onDistrust(fault);
    if (judged.calls) onCall();
    taken = wordsOf(judged);
    if (judged.fresh === 0 && cameAtOnce)
      await new Promise<void>((resolve) => void timer.after(PAUSE.waitMs, resolve));
  }
  return undefined;
}

/** Source: RFC 8936 section 2.2; the error codes are those of RFC 8935 section 2.4. */
function wordsOf({ believed, distrusted }: Judged): Pick<EventsPollRequest, 'ack' | 'setErrs'> {
  const errors = [...distrusted].map(([jti, fault]) => [
    jti,
    { err: 'invalid_request', description: describeFault(fault).slice(0, 200) },
  ]);
  return {
    ...(believed.length === 0 ? {} : { ack: [...believed] }),
    ...(errors.length === 0 ? {} : { setErrs: Object.fromEntries(errors) }),
  };
}
