// Every command but `status` and `run`, which have bundles of their own.

import { createSystemClock } from '../../../platform/clock.js';
import { createSystemRandom } from '../../../platform/random.js';
import { createSystemTimer } from '../../../platform/timer.js';
import { runCli } from '../cli/run-cli.js';
import type { Output } from '../cli/session.js';
import { createProcesses } from '../lock/processes.js';
import { writeAll } from '../log/fd-output.js';

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

const outputTo = (descriptor: number, { isTTY, columns }: NodeJS.WriteStream): Output => ({
  write: (text) => writeAll(descriptor, text),
  isTerminal: isTTY === true,
  ...(typeof columns === 'number' && columns > 0 ? { columns } : {}),
});

async function main(): Promise<number> {
  process.umask(0o077);
  const stopping = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopping.abort());
  return runCli({
    argv: process.argv.slice(2),
    stdout: outputTo(1, process.stdout),
    stderr: outputTo(2, process.stderr),
    readStdin,
    stdinIsTerminal: process.stdin.isTTY === true,
    clock: createSystemClock(),
    random: createSystemRandom(),
    timer: createSystemTimer(),
    processes: createProcesses(),
    launcher: { node: process.execPath, script: process.argv[1] ?? '' },
    isPrivileged: () => process.geteuid === undefined || process.geteuid() === 0,
    signal: stopping.signal,
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    writeAll(2, `holdfast: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
