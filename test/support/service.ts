// A real service in a fresh folder on loopback, with a clock that tests may move, and its administrator's handle.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { TenantId } from '../../src/model/ids.js';
import { epochMs } from '../../src/model/ids.js';
import type { Clock, Log } from '../../src/model/ports.js';
import type { Onboarding, OnboardingOrder } from '../../src/service/onboarding.js';
import { makeOnboarding } from '../../src/service/onboarding.js';
import { createSystemRandom } from '../../src/service/random.js';
import { createSigner } from '../../src/service/signing.js';
import type { Store } from '../../src/service/store/database.js';
import { closeStore } from '../../src/service/store/database.js';
import { databaseFile, initTenant, openTenant } from '../../src/service/tenancy.js';
import type { Service, ServiceOptions } from '../../src/service/wiring.js';
import { createService } from '../../src/service/wiring.js';

export interface MovableClock extends Clock {
  advance(ms: number): void;
}

export function createMovableClock(): MovableClock {
  let ahead = 0;
  return {
    now: () => epochMs(Date.now() + ahead),
    monotonicMs: () => performance.now() + ahead,
    advance: (ms) => {
      ahead += ms;
    },
  };
}

export interface LoggedEvent {
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface TestService extends AsyncDisposable {
  readonly url: string;
  readonly dataDir: string;
  readonly clock: MovableClock;
  readonly errors: readonly LoggedEvent[];
  /** The same database, opened a second time as a command would. */
  readonly store: Store;
  /** At the same address, with nothing but what the database holds. */
  restart(): Promise<void>;
  /** Not reachable until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  onboarding(order?: Partial<OnboardingOrder>): Promise<Onboarding>;
  /** Returns what puts the database back as it stands now, and starts the service on it. */
  backup(): Promise<() => Promise<void>>;
}

const DAY = 24 * 3_600_000;

export interface TestOptions extends Partial<ServiceOptions> {
  /** Id of the tenant: that of a directory. */
  readonly tenant?: TenantId;
}

export async function startTestService({ tenant, ...options }: TestOptions = {}): Promise<TestService> {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdfast-service-'));
  const clock = createMovableClock();
  const random = createSystemRandom();
  const errors: LoggedEvent[] = [];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event, facts) => void errors.push({ event, facts }),
  };
  const made = await initTenant(dataDir, { name: 'Test', id: tenant }, { clock, random });
  if (!made.ok) throw new Error(made.error);
  const create = (port: number) => createService({ dataDir, clock, random, log, port, ...options });
  let service = create(0);
  const url = await startOf(service);
  const open = async () => {
    const opened = await openTenant(dataDir, clock);
    if (!opened.ok) throw new Error(opened.error);
    return { ...opened.value, signer: await createSigner(opened.value.tenant) };
  };
  let opened = await open();
  const restore = async (copy: string): Promise<void> => {
    await service.stop();
    await closeStore(opened.store);
    const file = databaseFile(dataDir);
    for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
    copyFileSync(copy, file);
    opened = await open();
    service = create(Number(new URL(url).port));
    await startOf(service);
  };
  return {
    url,
    dataDir,
    clock,
    errors,
    get store() {
      return opened.store;
    },
    restart: async () => {
      await service.stop();
      service = create(Number(new URL(url).port));
      await startOf(service);
    },
    down: () => service.stop(),
    up: async () => {
      service = create(Number(new URL(url).port));
      await startOf(service);
    },
    onboarding: async (order) => {
      await opened.signer.refresh(opened.store);
      const onboarding = await makeOnboarding(
        { ...opened, clock, random },
        { url, validForMs: DAY, maxUses: undefined, tags: [], ring: undefined, ca: undefined, ...order },
      );
      if (!onboarding.ok) throw new Error(onboarding.error);
      return onboarding.value;
    },
    backup: async () => {
      const copy = join(dataDir, `backup-${crypto.randomUUID()}.db`);
      await sql`vacuum into ${copy}`.execute(opened.store);
      return () => restore(copy);
    },
    [Symbol.asyncDispose]: async () => {
      await closeStore(opened.store);
      await service.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function startOf(service: Service): Promise<string> {
  const started = await service.start();
  if (!started.ok) throw new Error(started.error);
  return started.value.url;
}
