// The service as a turn sees it: one object over identity, registration, tokens, calls and trust. Wires, decides little.

import { isKeyDue } from '../../enroll/key-age.js';
import type { AssignmentFloor } from '../../enroll/trust.js';
import { trustedTime } from '../../enroll/trust.js';
import type { DeviceId, EpochMs, Sha256 } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import type { Clock, Random } from '../../model/ports.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type {
  CheckinAnswer,
  CheckinRequest,
  InventoryRequest,
  ReportRequest,
} from '../../model/wire/schemas.js';
import { createApi } from './api.js';
import type { HttpClient } from './http-client.js';
import type { KeyStore } from './identity.js';
import type { NetMemory, ServiceTarget } from './ports.js';
import type { RegistrationOrder } from './registration.js';
import { register } from './registration.js';
import { leave, readRegistration, rotateKey } from './registration-management.js';
import type { Rekeying } from './rekeying.js';
import { rekey } from './rekeying.js';
import type { StagedAssignment } from './signed-assignment.js';
import { stageAssignment } from './signed-assignment.js';
import type { Followed } from './signed-words.js';
import { followWords } from './signed-words.js';
import { createServiceClock } from './skew.js';
import { createTokens } from './tokens.js';

export interface ServiceClientParts {
  readonly target: ServiceTarget;
  readonly http: HttpClient;
  readonly memory: NetMemory;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
}

export interface CheckIn {
  readonly request: CheckinRequest;
  readonly floor: AssignmentFloor | undefined;
  /** Highest trusted time ever seen; setting the clock back revives nothing. */
  readonly highestTime: EpochMs | undefined;
  /** Is a policy document with this digest stored and whole? */
  readonly hasDocument: (digest: Sha256) => boolean;
}

export interface CheckInOutcome {
  readonly answer: CheckinAnswer;
  /** The service's clock: the trusted time from now on, if it is the highest. */
  readonly serviceTime: EpochMs;
  /** Sets of keys and an epoch that came with it; kept before the assignment that they speak for. */
  readonly words: Followed;
  readonly assignment:
    | { readonly is: 'current' }
    | { readonly is: 'moved'; readonly staged: StagedAssignment }
    /** Not believed, or a document could not be had: what is in force stays, and the fault is reported. */
    | { readonly is: 'not-taken'; readonly fault: Fault };
}

export interface ServiceClient {
  /** Discovers, makes or finds the key, registers. Again after a lost answer gives the same device. */
  register(order: RegistrationOrder, signal: AbortSignal): Promise<Result<DeviceId>>;
  /** Unchanged: exactly one request while the cached token is good. */
  checkIn(checkIn: CheckIn, signal: AbortSignal): Promise<Result<CheckInOutcome>>;
  report(request: ReportRequest, idempotencyKey: string, signal: AbortSignal): Promise<Result<void>>;
  inventory(request: InventoryRequest, signal: AbortSignal): Promise<Result<void>>;
  readRegistration(signal: AbortSignal): Promise<Result<void>>;
  /** By its age, or because the service asked; once a day at most. */
  isKeyDue(asked: boolean): boolean;
  rotateKey(signal: AbortSignal): Promise<Result<void>>;
  /** Registers again on the word of the key that it has: no onboarding file, no secret. Again after a lost answer goes on. */
  rekey(rekeying: Rekeying, signal: AbortSignal): Promise<Result<DeviceId>>;
  leave(signal: AbortSignal): Promise<Result<void>>;
  /** Unit: seconds that our clock is behind the service's, as far as an exchange that failed over it taught us. */
  clockSkewSeconds(): number;
  close(): void;
}

export function createServiceClient(parts: ServiceClientParts): ServiceClient {
  const { http, memory, keys, clock, random } = parts;
  let { target } = parts;
  const serviceClock = createServiceClock(clock, memory);
  const tokens = createTokens({ http, memory, keys, clock, random, serviceClock, issuer: target.issuer });
  const registration = { http, memory, keys, clock, random, serviceClock, issuer: target.issuer };
  const api = createApi({ http, tokens, clock, random, serviceClock, api: target.api });
  return {
    register: (order, signal) => register(registration, order, signal),
    checkIn: async ({ request, floor, highestTime, hasDocument }, signal) => {
      const { registration: own } = memory.load();
      if (own === undefined) return fail({ kind: 'missing', target: 'the registration of this device' });
      const answered = await api.checkIn(request, signal);
      if (!answered.ok) return answered;
      const answer = answered.value;
      const serviceTime = epochMs(Date.parse(answer.time));
      const now = arrivalTime(serviceTime, highestTime);
      const { keySets = [], epochStatement } = answer;
      const words = await followWords(target, { keySets, epochStatement }, now);
      target = words.target;
      if (answer.assignment === 'current')
        return ok({ answer, serviceTime, words, assignment: { is: 'current' } });
      const staged = await stageAssignment(
        answer.assignment,
        { target, device: own.device, floor, now },
        { has: hasDocument, fetch: (policy) => api.document(policy, signal) },
      );
      return ok({
        answer,
        serviceTime,
        words,
        assignment: staged.ok
          ? { is: 'moved', staged: staged.value }
          : { is: 'not-taken', fault: staged.error },
      });
    },
    report: (request, idempotencyKey, signal) => api.report(request, idempotencyKey, signal),
    inventory: (request, signal) => api.inventory(request, signal),
    readRegistration: (signal) => readRegistration(registration, signal),
    isKeyDue: (asked) => {
      const { registration: own, keySince: since, rotationTriedAt: triedAt } = memory.load();
      if (own === undefined) return false;
      return isKeyDue({ device: own.device, since, triedAt, now: clock.now(), asked });
    },
    rotateKey: (signal) => rotateKey(registration, tokens, signal),
    rekey: (rekeying, signal) => rekey({ ...registration, api }, rekeying, signal),
    leave: (signal) => leave(registration, signal),
    clockSkewSeconds: () => memory.load().clockSkewSeconds,
    close: () => http.close(),
  };
}

/** Unit: milliseconds. */
const DAY_MS = 24 * 3_600_000;

/**
 * By what time a new assignment is judged: the service's, not ours, because a clock that runs ahead would make each
 * look expired. A time seen before counts against one that was set back, but by a day at most: a service whose
 * clock once ran years ahead must not lock its devices out of everything new.
 */
function arrivalTime(serviceTime: EpochMs, highest: EpochMs | undefined): EpochMs {
  return trustedTime(serviceTime, highest && epochMs(Math.min(highest, serviceTime + DAY_MS)));
}
