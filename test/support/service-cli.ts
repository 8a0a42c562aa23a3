// Runs a command of holdfast-service in this process against a data folder.
import { main } from '../../src/service/cli/program.js';
import { createSystemRandom } from '../../src/service/random.js';
import type { MovableClock } from './service.js';
import { createMovableClock } from './service.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliOptions {
  readonly clock?: MovableClock;
  readonly signal?: AbortSignal;
  readonly onOut?: (text: string) => unknown;
}

export async function runCli(
  dataDir: string,
  args: readonly string[],
  options: CliOptions = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const code = await main(['--data-dir', dataDir, ...args], {
    stdout: (text) => {
      out += text;
      options.onOut?.(text);
    },
    stderr: (text) => {
      err += text;
    },
    clock: options.clock ?? createMovableClock(),
    random: createSystemRandom(),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, out, err };
}

/** The answer of a command with --json; throws where it failed. */
export async function askCli(
  dataDir: string,
  args: readonly string[],
  clock?: MovableClock,
): Promise<unknown> {
  const ran = await runCli(dataDir, ['--json', ...args], clock === undefined ? {} : { clock });
  if (ran.code !== 0) throw new Error(`exit ${ran.code}: ${ran.err}`);
  return JSON.parse(ran.out);
}
