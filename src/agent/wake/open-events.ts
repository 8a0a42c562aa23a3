// The held connection of `syncNow: wait`: a token and proofs of its own, with the key that the device has. It writes
// nothing: registering, rotating and remembering are a turn's.

import type { Clock, Random } from '../../model/ports.js';
import { fail, ok } from '../../model/result.js';
import type { Config } from '../config/config.js';
import { createApi } from '../net/api.js';
import { authorities } from '../net/authorities.js';
import { createHttpClient } from '../net/http-client.js';
import type { KeyStore } from '../net/identity.js';
import type { NetMemory, NetState } from '../net/ports.js';
import { createServiceClock } from '../net/skew.js';
import { createTokens } from '../net/tokens.js';
import { readIdentity } from '../turn/identity-file.js';
import { AGENT_VERSION } from '../version.js';
import type { WaitParts } from './wait.js';
import { readWakeOrder } from './wake-file.js';

export interface EventsParts {
  readonly config: Config;
  /** Where the device's key is; only read. */
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** Longer than any service holds a poll. Unit: milliseconds. */
const HELD_MS = 90_000;

/** `undefined`: the device is not registered, or has nothing to wait for. */
export function openEvents(parts: EventsParts): Pick<WaitParts, 'poll' | 'trust'> | undefined {
  const { config, clock, random } = parts;
  const { paths, proxy, caFile } = config;
  const first = readWakeOrder(paths);
  const registration = readIdentity(paths.enrolledMarker);
  if (first === undefined || registration?.device !== first.device) return undefined;
  const memory = createOwnMemory({ registration, clockSkewSeconds: 0 });
  const keys = readOnly(parts.keys);
  const ca = authorities(caFile, first.ca);
  const http = createHttpClient({
    userAgent: `holdfast/${AGENT_VERSION}`,
    timeoutMs: HELD_MS,
    ...(ca === undefined ? {} : { ca }),
    ...(proxy === undefined ? {} : { proxy }),
  });
  const serviceClock = createServiceClock(clock, memory);
  const tokens = createTokens({ http, memory, keys, clock, random, serviceClock, issuer: first.issuer });
  const api = createApi({ http, tokens, clock, random, serviceClock, api: first.api });
  return {
    poll: (request, signal) => api.pollEvents(request, signal),
    trust: () => {
      const now = readWakeOrder(paths);
      if (now?.device !== first.device || now.api !== first.api) return undefined;
      return { issuer: now.issuer, device: now.device, keys: now.keys, now: serviceClock.nowSeconds() };
    },
  };
}

function createOwnMemory(initial: NetState): NetMemory {
  let state = initial;
  return {
    load: () => state,
    save: (next) => {
      state = next;
    },
  };
}

/** The current key alone: whether the next one takes its place is decided by the turn that rotates. */
function readOnly(keys: KeyStore): KeyStore {
  const refused = async () =>
    fail({ kind: 'unsafe', target: 'the key of this device', why: 'only a turn changes it' } as const);
  return {
    load: async (slot) => (slot === 'current' ? keys.load(slot) : ok(undefined)),
    create: refused,
    promote: refused,
    remove: async () => undefined,
    removeAll: async () => undefined,
  };
}
