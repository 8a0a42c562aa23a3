// Builds the running service from its parts; the only place that knows them all.

import type { FastifyInstance } from 'fastify';
import type { Clock, Log, Timer } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { checkAddress, ownOrigin } from './address.js';
import { createApp } from './app.js';
import { startChores } from './chores.js';
import { createTokenReader } from './dpop/access-token.js';
import { createAuthorise } from './dpop/authorise.js';
import { createNonces } from './dpop/nonces.js';
import { createWaitingRoom } from './events/waiting-room.js';
import { createLate } from './late.js';
import type { RawHandler } from './oauth/current-provider.js';
import { createCurrentProvider } from './oauth/current-provider.js';
import { createPendingRegistrations } from './oauth/pending.js';
import { audienceOf } from './oauth/provider.js';
import type { SecretRandom } from './random.js';
import type { Rates } from './rate-limit.js';
import { RATES } from './rate-limit.js';
import { createSigner } from './signing.js';
import { closeStore } from './store/database.js';
import { saveTenantUrl } from './store/tenants.js';
import type { OpenTenant } from './tenancy.js';
import { openTenant } from './tenancy.js';
import { createSystemTimer } from './timer.js';
import { VERSION } from './version.js';

export interface ServiceOptions {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly random: SecretRandom;
  readonly log: Log;
  readonly timer?: Timer;
  readonly host?: string;
  /** 0: any free one. */
  readonly port?: number;
  readonly url?: string | undefined;
  /** PEM texts. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** Requests worked on at once before new ones are asked to come back later. */
  readonly inFlight?: number;
  /** Polls for events that are held at once; they are not among `inFlight`. */
  readonly heldPolls?: number;
  /** How often one source may register or ask for tokens. */
  readonly rates?: Rates;
  /** How long what is in flight may take once the service is told to stop. */
  readonly stopMs?: number;
  /** Addresses of proxies whose X-Forwarded-For is believed: none, if not said. */
  readonly proxies?: readonly string[];
}

export interface Service {
  /** The public origin, or why it did not start, for people. */
  start(): Promise<Result<{ readonly url: string }, string>>;
  /** Ends what is in flight, then closes the database. Once stopped it can be started again. */
  stop(): Promise<void>;
}

const IN_FLIGHT = 512;
const HELD_POLLS = 2000;
/** Unit: milliseconds. */
const STOP_MS = 10_000;
/** Unit: milliseconds that everything stands still while a command writes. */
const BUSY_MS = 500;

export function createService(options: ServiceOptions): Service {
  let stopRunning: (() => Promise<void>) | undefined;
  return {
    start: async () => {
      if (stopRunning !== undefined) return fail('the service runs already');
      const started = await startService(options);
      if (!started.ok) return started;
      stopRunning = started.value.stop;
      return ok({ url: started.value.url });
    },
    stop: async () => {
      const stop = stopRunning;
      stopRunning = undefined;
      await stop?.();
    },
  };
}

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

async function startService(options: ServiceOptions): Promise<Result<Running, string>> {
  const { dataDir, clock, log, host = '127.0.0.1', port = 8443, stopMs = STOP_MS } = options;
  const listening = { host, port, tls: options.tls !== undefined, url: options.url };
  const url = checkAddress(listening);
  if (!url.ok) return url;
  const opened = await openTenant(dataDir, clock, BUSY_MS);
  if (!opened.ok) return opened;
  const { store } = opened.value;
  const { app, tell } = await build(options, opened.value);
  const bound = await listen(app, host, port);
  if (!bound.ok) {
    await app.close();
    await closeStore(store);
    return bound;
  }
  const origin = url.value ?? ownOrigin({ ...listening, port: bound.value });
  tell(origin);
  await saveTenantUrl(store, origin);
  const stopChores = startChores(store, clock, log);
  return ok({
    url: origin,
    stop: async () => {
      await stopChores();
      // The runtime does not look for overdue requests any more: one that never ends would hold the stop up for ever.
      AbortSignal.timeout(stopMs).addEventListener('abort', () => app.server.closeAllConnections());
      await app.close();
      await closeStore(store);
    },
  });
}

/** `tell` says where the service is, as soon as it listens and before a request can come in. */
async function build(
  options: ServiceOptions,
  { store, tenant }: OpenTenant,
): Promise<{ readonly app: FastifyInstance; tell(origin: string): void }> {
  const { clock, random, log } = options;
  const address = createLate<string>('the address of the service');
  const oauth = createLate<() => Promise<RawHandler>>('the authorization server');
  const origin = address.get;
  const signer = await createSigner(tenant);
  const nonces = createNonces(tenant.nonceSecret, clock);
  const parts = { store, tenant, signer, clock, random, log, nonces, origin };
  const names = { issuer: origin, audience: () => audienceOf(origin()) };
  const app = createApp({
    ...parts,
    authorise: createAuthorise({ ...parts, tokens: createTokenReader(tenant, clock, names) }),
    oauth: () => oauth.get()(),
    version: VERSION,
    waitingRoom: createWaitingRoom({
      ...parts,
      timer: options.timer ?? createSystemTimer(),
      seats: options.heldPolls ?? HELD_POLLS,
    }),
    inFlight: options.inFlight ?? IN_FLIGHT,
    rates: options.rates ?? RATES,
    proxies: new Set(options.proxies),
    tls: options.tls,
  });
  return {
    app,
    tell: (known) => {
      address.set(known);
      oauth.set(createCurrentProvider({ ...parts, pending: createPendingRegistrations() }));
    },
  };
}

async function listen(app: FastifyInstance, host: string, port: number): Promise<Result<number, string>> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return fail(`cannot listen: ${error.message}`);
    throw error;
  }
  const bound = app.server.address();
  return ok(typeof bound === 'object' && bound !== null ? bound.port : port);
}
