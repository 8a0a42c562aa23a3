// What the service does by itself from time to time.

import { schedule } from 'node-cron';
import type { Clock, Log } from '../model/ports.js';
import { REKEY_DAY_MS } from './routes/rekey.js';
import { reviewAll } from './rules/review.js';
import type { Store } from './store/database.js';
import { purgeEvents } from './store/events.js';
import { purgeExpired } from './store/oauth-payloads.js';
import { purgeRekeyTokens } from './store/rekey-tokens.js';

/** At seventeen minutes past each hour. */
const HOURLY = '17 * * * *';
const EVERY_MINUTE = '* * * * *';
/** The machine slept, or its clock jumped: the next time does what was missed, and there is nothing to say. */
const OPTIONS = { suppressMissedWarning: true } as const;
/** Unit: milliseconds that a report's Idempotency-Key is remembered. */
const IDEMPOTENCY_MS = 48 * 3_600_000;

/** Returns what stops them. */
export function startChores(store: Store, clock: Clock, log: Log): () => Promise<void> {
  const purging = schedule(
    HOURLY,
    async () => {
      const now = clock.now();
      // The next hour tries again.
      await purge(store, now).then(
        (removed) => log.info('purged', { removed }),
        (error: unknown) => log.error('not-purged', { message: String(error) }),
      );
    },
    OPTIONS,
  );
  // A command that was killed may have left devices that a changed rule was not asked about.
  const reviewing = schedule(
    EVERY_MINUTE,
    async () => {
      await reviewAll(store).catch((error: unknown) => log.error('not-reviewed', { message: String(error) }));
    },
    OPTIONS,
  );
  return async () => {
    await purging.destroy();
    await reviewing.destroy();
  };
}

async function purge(store: Store, now: number): Promise<number> {
  const payloads = await purgeExpired(store, now, now - IDEMPOTENCY_MS);
  const tokens = await purgeRekeyTokens(store, now - REKEY_DAY_MS);
  return payloads + tokens + (await purgeEvents(store, now));
}
