// What to do after a failed exchange with the service, and how long to wait first. Pure.
// Source of the table: wire rules 2.10. No row lifts protection, and none leads to a loop of registrations.

import { isLostKey } from '../model/lost-key.js';
import type { Fault } from '../model/result.js';
import { unreachable } from '../model/result.js';

export type Reaction =
  /** Ask again after `waitMs`; the cached policy stays enforced. */
  | { readonly what: 'retry'; readonly waitMs: number }
  /** Nothing that we can do changes the answer soon: enforce on, ask once a day, tell the administrator. */
  | { readonly what: 'daily'; readonly waitMs: number }
  /** This item is wrong and will stay so: drop it, never send it unchanged again. */
  | { readonly what: 'drop-item' }
  /** A copy of this device is at work, or a snapshot came back: take a new key, then register. */
  | { readonly what: 'register-with-new-key'; readonly waitMs: number }
  /** The service forgot the device: register again with the key it has. */
  | { readonly what: 'register-again'; readonly waitMs: number }
  /** We were told to stop. */
  | { readonly what: 'none' };

export interface BackoffFacts {
  /** 1 for the first failure in a row. */
  readonly attempt: number;
  /** Uniform in [0, 1). */
  readonly fraction: number;
  /** A verified onboarding file and its secret are still at hand. */
  readonly canRegister: boolean;
  /** Registrations that were answered within the last day, however; 0 where an administrator asks. */
  readonly registrationsToday: number;
  /** False: the identity is kept idle, and no other is taken in its place. */
  readonly mayRenew: boolean;
}

const FIRST_MS = 30_000;
const LONGEST_MS = 90 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** A service that asks for more than a day is heard as one that asks for a day. */
const LONGEST_RETRY_AFTER_MS = DAY_MS;

/** Full jitter: uniform between 0 and a limit that doubles from 30 s to 90 min; never under one second. */
export function fullJitterMs(attempt: number, fraction: number): number {
  const doublings = Math.min(Math.max(attempt, 1) - 1, 16);
  return Math.max(1000, Math.floor(Math.min(FIRST_MS * 2 ** doublings, LONGEST_MS) * fraction));
}

export function reactionTo(fault: Fault, facts: BackoffFacts): Reaction {
  switch (fault.kind) {
    case 'refused':
      return reactionToRefusal(fault, facts);
    case 'missing':
      return isLostKey(fault) ? register('register-again', facts) : retry(facts);
    case 'untrusted':
    case 'unreachable':
    case 'timeout':
    case 'bad-reply':
    case 'too-big':
    case 'denied':
    case 'unsafe':
    case 'busy':
    case 'disk':
    case 'failed':
      return retry(facts);
    case 'cancelled':
      return { what: 'none' };
    default:
      return unreachable(fault);
  }
}

type Refusal = Extract<Fault, { kind: 'refused' }>;

/** Codes of `/v1` and of the authorization server that call for more than the back-off. */
const BY_CODE: Readonly<Record<string, (facts: BackoffFacts) => Reaction>> = {
  'invalid-request': () => ({ what: 'drop-item' }),
  'too-large': () => ({ what: 'drop-item' }),
  'unsupported-media-type': () => ({ what: 'drop-item' }),
  'not-assigned': () => ({ what: 'drop-item' }),
  'device-disabled': daily,
  'out-of-scope': daily,
  'agent-too-old': daily,
  'epoch-advanced': daily,
  'secret-refused': daily,
  'tenant-mismatch': daily,
  // Another one is asked for.
  'rekey-token-refused': (facts) => retry(facts),
  'secret-used-up': daily,
  'secret-revoked': daily,
  'secret-expired': daily,
  invalid_client: daily,
  invalid_client_metadata: daily,
  invalid_software_statement: daily,
  unapproved_software_statement: daily,
  'device-unknown': (facts) => register('register-again', facts),
  'seq-regressed': (facts) => register('register-with-new-key', facts),
  'clone-suspected': (facts) => register('register-with-new-key', facts),
};

function reactionToRefusal(fault: Refusal, facts: BackoffFacts): Reaction {
  const known = Object.hasOwn(BY_CODE, fault.code) ? BY_CODE[fault.code] : undefined;
  if (known !== undefined) return known(facts);
  if (fault.retryAfterSeconds !== undefined) return waitAsAsked(fault.retryAfterSeconds, facts);
  switch (fault.status) {
    case 413:
    case 415:
    case 422:
      return { what: 'drop-item' };
    case 401:
    case 403:
    case 404:
    case 410:
    case 426:
      return daily(facts);
    default:
      return retry(facts);
  }
}

/** One registration a day at most, and none that no turn will make: never a loop. */
function register(what: 'register-again' | 'register-with-new-key', facts: BackoffFacts): Reaction {
  if (facts.registrationsToday > 0 || !facts.mayRenew) return daily(facts);
  // On the word of the key that it has a copy needs no file; who was forgotten has nothing else.
  if (what === 'register-again' && !facts.canRegister) return daily(facts);
  return { what, waitMs: fullJitterMs(1, facts.fraction) };
}

const retry = ({ attempt, fraction }: BackoffFacts): Reaction => ({
  what: 'retry',
  waitMs: fullJitterMs(attempt, fraction),
});

/** Between 22.8 and 25.2 hours, so that a fleet that was refused at once does not come back at once. */
function daily({ fraction }: BackoffFacts): Reaction {
  return { what: 'daily', waitMs: Math.floor(DAY_MS * (0.95 + 0.1 * fraction)) };
}

/** Never earlier than asked; up to half as long again. */
function waitAsAsked(retryAfterSeconds: number, { fraction }: BackoffFacts): Reaction {
  const asked = Math.min(retryAfterSeconds * 1000, LONGEST_RETRY_AFTER_MS);
  return { what: 'retry', waitMs: Math.max(1000, Math.floor(asked * (1 + 0.5 * fraction))) };
}
