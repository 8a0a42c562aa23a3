// Whatever changes state or settings runs here: folders made, the lock held, the database open, and all of it
// closed again in reverse order.

import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { AgentContext } from '../context.js';
import { prepareState } from '../files/state-folders.js';
import { createDocumentFiles } from '../store/documents.js';
import { openStore } from '../store/store.js';
import { TIME_LIMITS, within } from '../turn/deadline.js';
import type { TurnPorts } from '../turn/ports.js';
import type { Lock } from './lock.js';
import { acquireLock } from './lock.js';

const WAIT_MS = 60_000;
const LOOK_MS = 200;

/** Waits a minute for a turn of somebody else to end; five minutes in all, then the signal of the work aborts. */
export async function withTurn<T>(
  context: AgentContext,
  use: (ports: TurnPorts, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<Result<T>> {
  const limit = { timer: context.timer, ms: TIME_LIMITS.turnMs, signal };
  return within(limit, (bounded) => runLocked(context, use, bounded));
}

async function runLocked<T>(
  context: AgentContext,
  use: (ports: TurnPorts, signal: AbortSignal) => Promise<T>,
  signal: AbortSignal,
): Promise<Result<T>> {
  const { config, clock, random, timer, log, machine, agentVersion, openService, answers, forgetKeys } =
    context;
  const prepared = prepareState(config);
  if (!prepared.ok) return prepared;
  const lock = await waitForLock(context, signal);
  if (!lock.ok) return lock;
  try {
    const store = openStore(config.paths.database, clock.now());
    const files = createDocumentFiles(config.paths.documents);
    try {
      const own = { config, agentVersion, machine, openService, answers, forgetKeys };
      return ok(await use({ ...own, store, files, clock, random, timer, log }, signal));
    } finally {
      store.close();
    }
  } finally {
    lock.value.release();
  }
}

async function waitForLock(context: AgentContext, signal: AbortSignal): Promise<Result<Lock>> {
  const { config, processes, timer } = context;
  for (let waitedMs = 0; ; waitedMs += LOOK_MS) {
    const lock = acquireLock(config.paths.locks, 'turn', processes);
    if (lock.ok) return lock;
    const { error } = lock;
    if (error.kind === 'fault') return withoutLock(error.fault);
    if (signal.aborted || waitedMs >= WAIT_MS)
      return fail({ kind: 'timeout', what: `the turn of process ${error.by.pid}`, afterMs: waitedMs });
    await new Promise<void>((resolve) => void timer.after(LOOK_MS, resolve));
  }
}

/** On a disk that cannot be written no lock can be either; protecting goes before excluding a second turn. */
const withoutLock = (fault: Fault): Result<Lock> =>
  fault.kind === 'disk' ? ok({ release: () => undefined }) : fail(fault);
