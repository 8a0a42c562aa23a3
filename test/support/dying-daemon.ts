// A daemon over virtual time whose turns are children that can die: they crash, are killed, or hang until the daemon
// kills them. Everything else is real: the device's files, its database, the service on loopback.
import { setImmediate } from 'node:timers/promises';
import type { Child, ChildEnd } from '../../platform/host.js';
import { readConfig } from '../../src/agent/config/read-config.js';
import type { Holder } from '../../src/agent/lock/lock.js';
import type { Processes } from '../../src/agent/lock/processes.js';
import { silentLog } from '../../src/agent/log/json-log.js';
import { runAnsweredTurn } from '../../src/agent/requests/answered-turn.js';
import { closeRequests } from '../../src/agent/requests/close-requests.js';
import { createRequests } from '../../src/agent/requests/requests.js';
import { readSchedule } from '../../src/agent/schedule/schedule-file.js';
import { CRASH_CODE, startChildTurn } from '../../src/agent/supervisor/child-turn.js';
import type { SupervisorPorts } from '../../src/agent/supervisor/supervisor.js';
import { createSupervisor } from '../../src/agent/supervisor/supervisor.js';
import type { PlatformAdapter, WriteBatch } from '../../src/model/ports.js';
import { fail } from '../../src/model/result.js';
import type { VirtualClock } from '../unit/agent/virtual-clock.js';
import type { AgentDevice } from './agent-device.js';

/** What a write does to its turn. `stalls`: it ends when it is cancelled; `hangs`: never. */
export type Death = 'throws' | 'killed' | 'stalls' | 'hangs';

export interface DyingDaemon {
  /** Of the turns so far: which, when (minutes from the start), how each ended. */
  readonly turns: readonly { readonly turn: string; readonly atMinutes: number; ended?: string }[];
  advance(ms: number): Promise<void>;
  stop(): Promise<void>;
}

const NOTHING_WATCHED: SupervisorPorts['files'] = {
  start: () => undefined,
  follow: () => undefined,
  moved: () => false,
  close: () => undefined,
};

const STEP_MS = 5_000;
const BOOT = 'one';

export function startDyingDaemon(
  device: AgentDevice,
  time: VirtualClock,
  deathOf: (batch: WriteBatch) => Death | undefined,
): DyingDaemon {
  const config = readConfig({ simulate: 'linux', stateDir: device.state, json: false, verbose: false });
  if (!config.ok) throw new Error(config.error.why);
  const { paths } = config.value;
  const requests = createRequests(paths.requests);
  const alive = new Set<number>();
  const turns: { turn: string; atMinutes: number; ended?: string }[] = [];
  /** A turn that works; one that hangs does not. */
  let busy = 0;
  let pids = 1_000_000;

  function start(args: readonly string[], onExit: (end: ChildEnd) => void): Child {
    pids += 1;
    const pid = pids;
    alive.add(pid);
    busy += 1;
    const seen = { turn: args[1] ?? '', atMinutes: time.clock.monotonicMs() / 60_000, ended: 'not yet' };
    turns.push(seen);
    let over = false;
    let stuck = false;
    const stopping = new AbortController();
    const rest = (): void => {
      if (!stuck && !over) busy -= 1;
      stuck = true;
    };
    const work = (): void => {
      if (stuck && !over) busy += 1;
      stuck = false;
    };
    const exit = (end: ChildEnd): void => {
      if (over) return;
      if (!stuck) busy -= 1;
      over = true;
      alive.delete(pid);
      seen.ended = end.is === 'exited' ? `exit ${end.code}` : end.is;
      onExit(end);
    };
    const die = (death: Death, signal: AbortSignal): Promise<void> => {
      if (death === 'throws') return Promise.reject(new Error('a bug that this policy brings out'));
      if (death === 'killed') exit({ is: 'killed', signal: 'SIGKILL' });
      else rest();
      return new Promise((resolve) => {
        if (death !== 'stalls') return;
        signal.addEventListener('abort', () => {
          work();
          resolve();
        });
      });
    };
    void run(args, processesOf(pid), die, stopping.signal).then(
      (code) => exit({ is: 'exited', code }),
      () => exit({ is: 'exited', code: CRASH_CODE }),
    );
    return {
      pid,
      send: () => false,
      stop: (how) => (how === 'kill' ? exit({ is: 'killed', signal: 'SIGKILL' }) : stopping.abort()),
    };
  }

  const processesOf = (pid: number): Processes => {
    const holder: Holder = { pid, boot: BOOT, began: String(pid) };
    return { self: () => holder, began: (other) => (alive.has(other) ? String(other) : undefined) };
  };

  async function run(
    args: readonly string[],
    processes: Processes,
    die: (death: Death, signal: AbortSignal) => Promise<void>,
    signal: AbortSignal,
  ): Promise<number> {
    const context = await device.context();
    const { machine } = context;
    const adapter: PlatformAdapter = {
      ...machine.adapter,
      write: async (batch, bounded) => {
        const death = deathOf(batch);
        if (death !== undefined) await die(death, bounded);
        if (!bounded.aborted) return machine.adapter.write(batch, bounded);
        const late = fail({ kind: 'cancelled', what: 'the write' } as const);
        return { settings: new Map(batch.changes.map(({ row }) => [row.key, late])), containers: new Map() };
      },
    };
    const order = {
      turn: args[1] === 'sync' ? 'sync' : 'drift',
      asked: args.includes('--asked'),
      afterHang: args.includes('--after-hang'),
      requests: [],
    } as const;
    const own = { ...context, timer: time.timer, processes, machine: { ...machine, adapter } };
    const ended = await runAnsweredTurn(own, order, signal);
    return ended.ok ? ended.value.exitCode : 1;
  }

  const supervisor = createSupervisor({
    clock: time.clock,
    timer: time.timer,
    random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
    log: silentLog,
    readSchedule: () => readSchedule(paths),
    pendingRequests: () => requests.pending().map(({ id }) => id),
    watchRequests: () => () => undefined,
    files: NOTHING_WATCHED,
    startTurn: (order, signal) =>
      startChildTurn({ timer: time.timer, clock: time.clock, start }, order, signal),
    closeRequests: (ids, end) => closeRequests(requests, ids, end),
  });
  supervisor.start();
  const settle = async (): Promise<void> => {
    do await setImmediate();
    while (busy > 0);
  };
  return {
    turns,
    advance: async (ms) => {
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        await settle();
        await time.advance(Math.min(STEP_MS, ms - passed));
      }
      await settle();
    },
    stop: () => supervisor.stop(),
  };
}
