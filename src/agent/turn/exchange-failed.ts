// What a failed exchange with the service does to schedule and life cycle: never to what is enforced. Changes the draft.

import type { Reaction } from '../../enroll/backoff.js';
import { reactionTo } from '../../enroll/backoff.js';
import { permissionsOf } from '../../enroll/permissions.js';
import type { Fault } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import type { SyncOutcome } from '../schedule/schedule.js';
import { timeUpAfter } from './deadline.js';
import type { Draft } from './draft.js';
import { happened } from './draft.js';
import type { TurnPorts } from './ports.js';
import { registrationsToday } from './registering.js';

const DAY_MS = 24 * 3_600_000;

export function exchangeFailed(
  ports: TurnPorts,
  draft: Draft,
  ended: Fault,
  { signal, asked }: { readonly signal: AbortSignal; readonly asked: boolean },
): void {
  const fault = inTime(ended, signal);
  const reaction = reactTo(ports, draft, fault, asked);
  draft.exchange = {
    ...draft.exchange,
    failures: draft.exchange.failures + 1,
    lastFault: fault,
    lastAttemptAt: ports.clock.now(),
  };
  draft.syncOutcome = { is: 'failed', delayMs: delayOf(reaction) };
  const lastWord = draft.exchange.lastSuccessAt ?? 0;
  if (fault.kind === 'refused' && COPIED.includes(fault.code)) happened(draft, { on: 'rekey', why: 'clone' });
  else if (fault.kind === 'refused' && DISABLED.includes(fault.code)) happened(draft, { on: 'disabled' });
  else if (fault.kind === 'refused' && fault.status < 429)
    happened(draft, { on: 'went-stale', why: 'refused' });
  else if (ports.clock.now() - lastWord >= DAY_MS)
    happened(draft, { on: 'went-stale', why: 'not-checked-in' });
  ports.log.warn('exchange-failed', { why: describeFault(fault), reaction: reaction.what });
}

/** Cancelled by the limit of the exchange is a service that took too long; else somebody stopped the turn. */
function inTime(fault: Fault, signal: AbortSignal): Fault {
  const afterMs = timeUpAfter(signal);
  if (fault.kind !== 'cancelled' || afterMs === undefined) return fault;
  return { kind: 'timeout', what: 'the exchange with the service', afterMs };
}

/** Remembered also where the new key has to wait. */
const COPIED: readonly string[] = ['seq-regressed', 'clone-suspected'];
const DISABLED: readonly string[] = ['device-disabled', 'invalid_client'];

export function reactTo(ports: TurnPorts, draft: Draft, fault: Fault, asked = false): Reaction {
  return reactionTo(fault, {
    attempt: draft.exchange.failures + 1,
    fraction: ports.random.fraction(),
    canRegister: draft.onboarding?.secret !== undefined,
    registrationsToday: asked ? 0 : registrationsToday(draft, ports.clock.now()),
    mayRenew: permissionsOf(draft.state).renew,
  });
}

function delayOf(reaction: Reaction): Extract<SyncOutcome, { is: 'failed' }>['delayMs'] {
  if ('waitMs' in reaction) return reaction.waitMs;
  return reaction.what === 'drop-item' ? DAY_MS : 60_000;
}
