// `holdfast wait`: holds a connection to the service until it asks for a sync, then says so to the daemon that started
// it. Lives long; ends when the connection fails, when it has nothing to wait for, or with the daemon.

import { createSystemClock } from '../../../platform/clock.js';
import { createSystemRandom } from '../../../platform/random.js';
import { createRealHost } from '../../../platform/real-host.js';
import { createSystemTimer } from '../../../platform/timer.js';
import type { Result } from '../../model/result.js';
import { describeFault, fail, ok } from '../../model/result.js';
import type { Config } from '../config/config.js';
import { parseArguments } from '../config/options.js';
import { readConfig } from '../config/read-config.js';
import { writeAll } from '../log/fd-output.js';
import { createJsonLog } from '../log/json-log.js';
import { openKeyStore } from '../net/key-stores.js';
import { openEvents } from '../wake/open-events.js';
import { waitForCalls } from '../wake/wait.js';
import { CALL } from '../wake/wake-codes.js';

const CODES = { ended: 0, failed: 1, usage: 2 } as const;

function configOf(argv: readonly string[]): Result<Config, string> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) return parsed;
  const config = readConfig(parsed.value.options);
  return config.ok ? ok(config.value) : fail(config.error.why);
}

async function main(argv: readonly string[]): Promise<number> {
  const config = configOf(argv);
  if (!config.ok) return CODES.usage;
  process.umask(0o077);
  const ending = new AbortController();
  const end = (): void => ending.abort();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, end);
  // Without the daemon there is nobody to tell.
  process.on('disconnect', end);
  const [clock, timer] = [createSystemClock(), createSystemTimer()];
  const log = createJsonLog((line) => writeAll(1, line), clock);
  const { paths, root, keyStore, simulated } = config.value;
  const keys = await openKeyStore({
    choice: simulated ? 'file' : keyStore,
    host: createRealHost({ root, temporary: paths.work, timer }),
    folder: paths.state,
    work: paths.work,
  });
  const events = openEvents({ config: config.value, keys, clock, random: createSystemRandom() });
  if (events === undefined) return CODES.ended;
  const fault = await waitForCalls({
    ...events,
    onCall: () => void process.send?.(CALL),
    onDistrust: (distrust) => log.warn('event-not-believed', { why: describeFault(distrust) }),
    clock,
    timer,
    signal: ending.signal,
  });
  return fault === undefined ? CODES.ended : CODES.failed;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  () => process.exit(CODES.failed),
);
