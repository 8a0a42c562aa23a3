// `holdfast run`: the daemon, in the foreground. Loads no library that a turn needs.

import { existsSync, watch } from 'node:fs';
import { dirname } from 'node:path';
import { createSystemClock } from '../../../platform/clock.js';
import type { Child, ChildOptions } from '../../../platform/host.js';
import { startChild } from '../../../platform/host.js';
import { createSystemRandom } from '../../../platform/random.js';
import { createSystemTimer } from '../../../platform/timer.js';
import type { Clock, Random, Timer } from '../../model/ports.js';
import { describeFault, unreachable } from '../../model/result.js';
import type { Config } from '../config/config.js';
import type { GlobalOptions } from '../config/options.js';
import { optionArguments, parseArguments } from '../config/options.js';
import { readConfig } from '../config/read-config.js';
import { removeQuietly, writeWhole } from '../files/own-files.js';
import { prepareState } from '../files/state-folders.js';
import { ensurePublicFolder } from '../files/status-file.js';
import { acquireLock, lockFault } from '../lock/lock.js';
import { createProcesses } from '../lock/processes.js';
import { writeAll } from '../log/fd-output.js';
import { createJsonLog } from '../log/json-log.js';
import { closeRequests } from '../requests/close-requests.js';
import { createRequests } from '../requests/requests.js';
import { readSchedule } from '../schedule/schedule-file.js';
import { startChildTurn } from '../supervisor/child-turn.js';
import { createFileWatch } from '../supervisor/file-watch.js';
import { createSupervisor } from '../supervisor/supervisor.js';
import { createWakePoll } from '../supervisor/wake-poll.js';
import { createWakeWait } from '../supervisor/wake-wait.js';
import type { Waker } from '../supervisor/waker.js';

function end(code: number, why: string): never {
  writeAll(2, `holdfast: ${why}\n`);
  process.exit(code);
}

function main(): void {
  const parsed = parseArguments(process.argv.slice(2));
  if (!parsed.ok) end(2, parsed.error);
  const { options, rest } = parsed.value;
  if (rest.length !== 1) end(2, `run takes no arguments; see "holdfast run --help"`);
  const config = readConfig(options);
  if (!config.ok) end(config.error.kind === 'usage' ? 2 : 1, config.error.why);
  process.umask(0o077);
  const prepared = prepareState(config.value);
  if (!prepared.ok) end(prepared.error.kind === 'denied' ? 5 : 1, describeFault(prepared.error));
  const locks = config.value.paths.locks;
  const lock = acquireLock(locks, 'daemon', createProcesses());
  if (!lock.ok) {
    const fault = lockFault(lock.error, locks);
    end(fault.kind === 'denied' ? 5 : 1, describeFault(fault));
  }
  run(config.value, options, lock.value.release);
}

function run(config: Config, options: GlobalOptions, release: () => void): void {
  const { paths } = config;
  const clock = createSystemClock();
  const timer = createSystemTimer();
  const random = createSystemRandom();
  const log = createJsonLog((line) => writeAll(1, line), clock);
  const requests = createRequests(paths.requests);
  const launcher = process.argv[1] ?? '';
  const environment = config.proxy === undefined ? {} : { HTTPS_PROXY: config.proxy };
  const start = (args: readonly string[], how: Omit<ChildOptions, 'environment'>): Child =>
    startChild(process.execPath, [launcher, ...optionArguments(options), ...args], { ...how, environment });
  const waker = wakerOf(config, { clock, timer, random, start });
  const supervisor = createSupervisor({
    clock,
    random,
    timer,
    log,
    readSchedule: () => readSchedule(paths),
    pendingRequests: () => requests.pending().map(({ id }) => id),
    watchRequests: (onChange) => watchFolder(paths.requests, onChange),
    files: createFileWatch(),
    ...(waker === undefined ? {} : { waker }),
    startTurn: (order, signal) =>
      startChildTurn(
        {
          timer,
          clock,
          start: (args, onExit) => start(args, { onExit, stdio: 'inherit' }),
        },
        order,
        signal,
      ),
    closeRequests: (ids, ended) => closeRequests(requests, ids, ended),
  });
  ensurePublicFolder(dirname(paths.daemonFile));
  writeWhole(paths.daemonFile, JSON.stringify({ pid: process.pid, startedAt: clock.now() }), {
    mode: 0o644,
    durable: false,
  });
  log.info('daemon-started', { pid: process.pid, state: paths.state });
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info('daemon-stopping', { signal });
    await supervisor.stop();
    removeQuietly(paths.daemonFile);
    release();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
  supervisor.start();
}

interface WakerParts {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
  readonly start: (args: readonly string[], how: Omit<ChildOptions, 'environment'>) => Child;
}

function wakerOf({ syncNow, paths }: Config, { start, ...parts }: WakerParts): Waker | undefined {
  const isEnrolled = (): boolean => existsSync(paths.wakeFile);
  const poll = (): Waker =>
    createWakePoll({
      ...parts,
      isEnrolled,
      startLook: (onExit) => start(['wake'], { onExit, stdio: 'ignore' }),
    });
  switch (syncNow) {
    case 'off':
      return undefined;
    case 'poll':
      return poll();
    case 'wait':
      return createWakeWait({
        ...parts,
        isEnrolled,
        createFallback: poll,
        startWaiting: (on) => start(['wait'], { ...on, stdio: 'inherit' }),
      });
    default:
      return unreachable(syncNow);
  }
}

/** A folder that cannot be watched is looked into once a minute all the same. */
function watchFolder(folder: string, onChange: () => void): () => void {
  try {
    const watcher = watch(folder, { persistent: false }, onChange);
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => undefined;
  }
}

main();
