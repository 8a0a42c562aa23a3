// The agent's side of the wire in a fresh folder: real keys, real HTTP client, memory in an object, requests counted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HttpClient, HttpClientOptions, HttpRequest } from '../../src/agent/net/http-client.js';
import { createHttpClient } from '../../src/agent/net/http-client.js';
import type { KeyStore } from '../../src/agent/net/identity.js';
import { createFileKeyStore } from '../../src/agent/net/identity.js';
import type { NetMemory, NetState, ServiceTarget } from '../../src/agent/net/ports.js';
import type { RegistrationOrder } from '../../src/agent/net/registration.js';
import type { CheckIn, ServiceClient } from '../../src/agent/net/service-client.js';
import { createServiceClient } from '../../src/agent/net/service-client.js';
import { epochMs } from '../../src/model/ids.js';
import type { Clock, Random } from '../../src/model/ports.js';
import type { Fault, Result } from '../../src/model/result.js';
import { describeFault } from '../../src/model/result.js';

export const never = new AbortController().signal;

export interface NetAgent extends Disposable {
  readonly client: ServiceClient;
  readonly keys: KeyStore;
  readonly memory: NetMemory;
  readonly folder: string;
  /** `METHOD path` of every request sent, in order. */
  readonly requests: string[];
  /** Ahead of the real time. Unit: milliseconds. */
  setClockAhead(ms: number): void;
  /** The answer to the next request whose line matches is lost after the server gave it. */
  loseAnswerOf(line: RegExp): void;
}

/** `given`: where its keys live; default: files. */
export function createNetAgent(
  target: ServiceTarget,
  options: Partial<HttpClientOptions> = {},
  given?: KeyStore,
): NetAgent {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-net-'));
  const keys = given ?? createFileKeyStore(folder);
  const memory = createNetMemory();
  const requests: string[] = [];
  let ahead = 0;
  let lost: RegExp | undefined;
  const real = createHttpClient({ userAgent: 'holdfast/test', timeoutMs: 8000, ...options });
  const http: HttpClient = {
    request: async (request: HttpRequest) => {
      const line = `${request.method} ${new URL(request.url).pathname}`;
      requests.push(line);
      const response = await real.request(request);
      if (lost === undefined || !lost.test(line)) return response;
      lost = undefined;
      return { ok: false, error: { kind: 'timeout', what: 'a lost answer', afterMs: 1 } };
    },
    close: () => real.close(),
  };
  const clock: Clock = {
    now: () => epochMs(Date.now() + ahead),
    monotonicMs: () => performance.now(),
  };
  const client = createServiceClient({ target, http, memory, keys, clock, random: testRandom });
  return {
    client,
    keys,
    memory,
    folder,
    requests,
    setClockAhead: (ms) => {
      ahead = ms;
    },
    loseAnswerOf: (line) => {
      lost = line;
    },
    [Symbol.dispose]: () => {
      client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const testRandom: Random = { fraction: () => 0.5, uuid: () => crypto.randomUUID() };

export function createNetMemory(state: NetState = { clockSkewSeconds: 0 }): NetMemory {
  let kept = state;
  return {
    load: () => kept,
    save: (next) => {
      kept = next;
    },
  };
}

/** What an honest device would send. */
export function orderOf(
  onboarding: { readonly file: string; readonly secret: string },
  key: RegistrationOrder['key'] = 'own',
): RegistrationOrder {
  return {
    secret: onboarding.secret,
    statement: onboarding.file,
    agentVersion: '0.1.0',
    key,
    device: {
      hostname: 'web-01',
      os: { type: 'Linux', version: '12.5', name: 'Debian', architecture: 'x64' },
      tags: [],
      simulated: true,
    },
  };
}

export function checkInOf(seq: number, more: Partial<CheckIn> = {}): CheckIn {
  return {
    request: {
      seq,
      agent: '0.1.0',
      os: { type: 'Linux', version: '12.5' },
      inventory: null,
      assignment: null,
      report: null,
      status: { number: 1, code: 'managed' },
      simulated: true,
    },
    floor: undefined,
    highestTime: undefined,
    hasDocument: () => false,
    ...more,
  };
}

export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(describeFault(result.error));
  return result.value;
}

export function faultOf<T>(result: Result<T>): Fault {
  if (result.ok) throw new Error(`a fault was expected, not ${JSON.stringify(result.value)}`);
  return result.error;
}
