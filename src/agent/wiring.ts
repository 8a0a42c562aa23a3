// Builds the real implementations, for a command and for an agent whose clock and machine are given. Loads the
// parts that talk to the service only when a turn talks.

import type { Host } from '../../platform/host.js';
import { createRealHost } from '../../platform/real-host.js';
import type { MachinePlace } from '../../platform/simulated/machine-store.js';
import type { OsName } from '../model/catalog/row.js';
import type { Clock, Log, Random, Timer } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { describeFault, fail, ok } from '../model/result.js';
import type { Config } from './config/config.js';
import type { AgentContext } from './context.js';
import { prepareState } from './files/state-folders.js';
import type { Launcher } from './inventory/hardware-child.js';
import { hardwareOfChild } from './inventory/hardware-child.js';
import { acquireLock, lockFault } from './lock/lock.js';
import type { Processes } from './lock/processes.js';
import type { MachineParts } from './machine.js';
import { createMachine } from './machine.js';
import { authorities } from './net/authorities.js';
import type { HttpClientOptions } from './net/http-client.js';
import type { KeyStore } from './net/identity.js';
import { runAnsweredTurn } from './requests/answered-turn.js';
import { closeRequests } from './requests/close-requests.js';
import { createRequests } from './requests/requests.js';
import { readSchedule } from './schedule/schedule-file.js';
import type { TurnEnd } from './supervisor/crash-guard.js';
import type { FileWatch, Order } from './supervisor/supervisor.js';
import { createSupervisor } from './supervisor/supervisor.js';
import type { TurnPorts } from './turn/ports.js';
import { AGENT_VERSION } from './version.js';

export interface AgentPorts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly log: Log;
  readonly processes: Processes;
  /** Default: the machine that the configuration names. */
  readonly host?: Host;
  /** What starts our own children; without it nothing is asked that needs one. */
  readonly launcher?: Launcher;
}

export async function createContext(ports: AgentPorts): Promise<Result<AgentContext>> {
  const { config, timer, clock, random } = ports;
  const host = ports.host ?? (await openHost(config, timer));
  const isReal = ports.host === undefined && !config.simulated;
  const machine = await createMachine({
    os: config.os,
    host,
    work: isReal ? config.paths.work : SIMULATED_WORK,
    ...(isReal ? { settling: { timer, waitsMs: TAKE_UP_MS } } : {}),
    ...hardwareReader(ports, isReal),
  });
  const openService = serviceOpener(config, { clock, random, host });
  const answers = questioner(config);
  const forgetKeys = async (): Promise<void> => {
    await (await keyStoreOf(config, host)).removeAll();
  };
  return ok({ ...ports, host, machine, agentVersion: AGENT_VERSION, openService, answers, forgetKeys });
}

/** Below another root stands another machine: what this one is made of says nothing of it. */
function hardwareReader(
  { config, timer, launcher }: AgentPorts,
  isReal: boolean,
): Pick<MachineParts, 'readHardware'> {
  if (!isReal || config.root !== '/' || launcher === undefined) return {};
  const child = { os: config.os, timer, ...launcher };
  return { readHardware: (signal) => hardwareOfChild(child, signal) };
}

/** The agent takes a changed file up by itself, within seconds; how many is not documented. Unit: milliseconds. */
const TAKE_UP_MS = [500, 2_000, 5_000];

/** A folder of the simulated machine's own; of those only Windows has use for one. */
const SIMULATED_WORK = 'C:\\ProgramData\\Holdfast\\state\\work';

async function openHost(config: Config, timer: Timer): Promise<Host> {
  if (!config.simulated) return createRealHost({ root: config.root, temporary: config.paths.work, timer });
  const { machine: statePath, simulatedMarker: keptWith } = config.paths;
  return SIMULATED[config.os]({ statePath, keptWith });
}

/** A simulated machine is loaded only where one is asked for. */
const SIMULATED: Readonly<Record<OsName, (options: MachinePlace) => Promise<Host>>> = {
  linux: async (options) =>
    (await import('../../platform/simulated/linux-machine.js')).createSimulatedLinux(options),
  macos: async (options) =>
    (await import('../../platform/simulated/mac-machine.js')).createSimulatedMac(options),
  windows: async (options) =>
    (await import('../../platform/simulated/windows-machine.js')).createSimulatedWindows(options),
};

function serviceOpener(
  config: Config,
  parts: Pick<AgentPorts, 'clock' | 'random'> & { readonly host: Host },
): TurnPorts['openService'] {
  return async (target, memory, caOfFile) => {
    const { createHttpClient } = await import('./net/http-client.js');
    const { createServiceClient } = await import('./net/service-client.js');
    const http = createHttpClient(routeOf(config, caOfFile));
    const keys = await keyStoreOf(config, parts.host);
    return createServiceClient({ target, http, memory, keys, ...parts });
  };
}

async function keyStoreOf({ keyStore: choice, paths }: Config, host: Host): Promise<KeyStore> {
  const { openKeyStore } = await import('./net/key-stores.js');
  return openKeyStore({ choice, host, folder: paths.state, work: paths.work });
}

/** By the way of all requests; a client of its own, because a connection that is open may outlive a firewall rule. */
function questioner(config: Config): TurnPorts['answers'] {
  return async ({ api }, caOfFile) => {
    const { createHttpClient } = await import('./net/http-client.js');
    const http = createHttpClient({ ...routeOf(config, caOfFile), timeoutMs: QUESTION_MS });
    const url = `${api.replace(/\/+$/, '')}/healthz`;
    const answer = await http.request({ method: 'GET', url, signal: new AbortController().signal });
    http.close();
    return answer.ok;
  };
}

/** Unit: milliseconds. */
const QUESTION_MS = 5_000;

function routeOf(config: Config, caOfFile: string | undefined): HttpClientOptions {
  const ca = authorities(config.caFile, caOfFile);
  return {
    userAgent: `holdfast/${AGENT_VERSION}`,
    ...(ca === undefined ? {} : { ca }),
    ...(config.proxy === undefined ? {} : { proxy: config.proxy }),
  };
}

/** Its machine is given, and need not have files: drift is found by the looks on their schedule. */
const NO_FILES: FileWatch = {
  start: () => undefined,
  follow: () => undefined,
  moved: () => false,
  close: () => undefined,
};

export interface Agent {
  /** Holds the daemon's lock until it is stopped. */
  start(): Result<void>;
  stop(): Promise<void>;
  /** The turn under way, if there is one: what a virtual clock waits for. */
  settled(): Promise<void>;
}

/** Supervisor and turns in one process, over the given clock, timer and machine: the same logic as the daemon's. */
export async function createAgent(ports: AgentPorts): Promise<Result<Agent>> {
  const context = await createContext(ports);
  if (!context.ok) return context;
  const { config, clock, random, timer, log, processes } = ports;
  const requests = createRequests(config.paths.requests);
  let running: Promise<unknown> = Promise.resolve();
  let listener = (): void => undefined;
  const supervisor = createSupervisor({
    clock,
    random,
    timer,
    log,
    readSchedule: () => readSchedule(config.paths),
    pendingRequests: () => requests.pending().map(({ id }) => id),
    watchRequests: (onChange) => {
      listener = onChange;
      return () => undefined;
    },
    files: NO_FILES,
    startTurn: (order, signal) => {
      const turn = turnHere(context.value, order, signal);
      running = turn;
      return turn;
    },
    closeRequests: (ids, end) => closeRequests(requests, ids, end),
  });
  let release = (): void => undefined;
  return ok({
    start: () => {
      const prepared = prepareState(config);
      if (!prepared.ok) return prepared;
      const lock = acquireLock(config.paths.locks, 'daemon', processes);
      if (!lock.ok) return fail(lockFault(lock.error, config.paths.locks));
      release = lock.value.release;
      supervisor.start();
      return ok(undefined);
    },
    stop: async () => {
      await supervisor.stop();
      release();
    },
    settled: async () => {
      listener();
      await running;
    },
  });
}

async function turnHere(context: AgentContext, order: Order, signal: AbortSignal): Promise<TurnEnd> {
  const { turn, why, requests, afterHang = false } = order;
  try {
    const ended = await runAnsweredTurn(
      context,
      { turn, asked: why === 'request', afterHang, requests },
      signal,
    );
    return ended.ok
      ? { is: 'done', exitCode: ended.value.exitCode }
      : { is: 'crashed', how: describeFault(ended.error) };
  } catch (error) {
    return { is: 'crashed', how: error instanceof Error ? error.message : String(error) };
  }
}
