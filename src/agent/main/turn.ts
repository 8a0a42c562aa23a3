// `holdfast turn sync|drift`: one turn, started by the daemon with a deadline. Its end is evidence: a code of the
// command line, or CRASH_CODE when it threw.

import { createSystemClock } from '../../../platform/clock.js';
import { createSystemRandom } from '../../../platform/random.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { describeFault } from '../../model/result.js';
import { parseArguments } from '../config/options.js';
import { readConfig } from '../config/read-config.js';
import { createProcesses } from '../lock/processes.js';
import { writeAll } from '../log/fd-output.js';
import { createJsonLog } from '../log/json-log.js';
import type { AnsweredOrder } from '../requests/answered-turn.js';
import { runAnsweredTurn } from '../requests/answered-turn.js';
import { CRASH_CODE } from '../supervisor/child-turn.js';
import { createContext } from '../wiring.js';

async function main(argv: readonly string[]): Promise<number> {
  const clock = createSystemClock();
  const log = createJsonLog((line) => writeAll(1, line), clock);
  const parsed = parseArguments(argv);
  const order = parsed.ok ? parseOrder(parsed.value.rest) : undefined;
  if (!parsed.ok || order === undefined) {
    writeAll(2, 'holdfast: turn is started by the daemon; use "holdfast sync"\n');
    return 2;
  }
  const config = readConfig(parsed.value.options);
  if (!config.ok) {
    log.error('configuration-refused', { why: config.error.why });
    return config.error.kind === 'usage' ? 2 : 1;
  }
  process.umask(0o077);
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => stopping.abort());
  const context = await createContext({
    config: config.value,
    clock,
    random: createSystemRandom(),
    timer: createSystemTimer(),
    log,
    processes: createProcesses(),
    launcher: { node: process.execPath, script: process.argv[1] ?? '' },
  });
  const ended = context.ok ? await runAnsweredTurn(context.value, order, stopping.signal) : context;
  if (!ended.ok) {
    log.error('turn-failed', { why: describeFault(ended.error) });
    return ended.error.kind === 'denied' ? 5 : 1;
  }
  const { counts, wrote, state, exitCode, said } = ended.value;
  log.info('turn-result', { turn: order.turn, exitCode, state, wrote, counts, said });
  return exitCode;
}

/** TURN [--asked] [--after-hang] [--request ID]... */
function parseOrder([, turn, ...rest]: readonly string[]): AnsweredOrder | undefined {
  if (turn !== 'sync' && turn !== 'drift') return undefined;
  const requests = rest.flatMap((arg, at) => (rest[at - 1] === '--request' ? [arg] : []));
  return { turn, asked: rest.includes('--asked'), afterHang: rest.includes('--after-hang'), requests };
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    writeAll(2, `holdfast: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(CRASH_CODE);
  },
);
