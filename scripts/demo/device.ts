// The demo's first device: a simulated Linux machine with the agent on it, its command line and its daemon, all in this
// process. Time moves only where the story says so.

import { createSystemRandom } from '../../platform/random.js';
import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { MDATP } from '../../platform/simulated/machine-state.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import type { Config } from '../../src/agent/config/config.js';
import { readConfig } from '../../src/agent/config/read-config.js';
import { removeQuietly, writeWhole } from '../../src/agent/files/own-files.js';
import { prepareState } from '../../src/agent/files/state-folders.js';
import { createProcesses } from '../../src/agent/lock/processes.js';
import type { Agent, AgentPorts } from '../../src/agent/wiring.js';
import { createAgent } from '../../src/agent/wiring.js';
import type { OsName } from '../../src/model/catalog/row.js';
import { describeFault } from '../../src/model/result.js';
import { managedTextOf } from './answers.js';
import type { Page } from './page.js';
import { OUTPUT_WIDTH } from './page.js';
import { StoryEnds } from './story-ends.js';
import { createTextSink } from './text-sink.js';
import type { EndedTurn, TurnLog } from './turn-log.js';
import { createTurnLog } from './turn-log.js';
import type { VirtualTime, VirtualTimers } from './virtual-time.js';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** A turn that the daemon ran by itself, and how often it looked at the clock before. */
export interface TurnSeen extends EndedTurn {
  readonly looks: number;
}

export interface Device {
  /** Shows a command of `holdfast` and what it prints. */
  show(...args: readonly string[]): Promise<Ran>;
  /** The answer of a command as JSON, without showing it. */
  ask(...args: readonly string[]): Promise<unknown>;
  /** Shows what Defender itself answers, past the agent. */
  askDefender(...args: readonly string[]): Promise<string>;
  /** Errors that the daemon logged, crashes among them. */
  errors(): readonly string[];
  /** Again after it was stopped, too. */
  startDaemon(): Promise<void>;
  stopDaemon(): Promise<void>;
  /** Moves time to the next turn of the daemon and lets it end. */
  nextTurn(): Promise<TurnSeen>;
  /** The same, past turns of the other kind. */
  nextTurnOf(turn: 'sync' | 'drift'): Promise<TurnSeen>;
  readonly machine: SimulatedLinux;
  /** What a command of any device is given besides. */
  readonly ports: DevicePorts;
  /** The managed file as it stands; empty where there is none. */
  managedText(): string;
}

export type DevicePorts = Pick<AgentPorts, 'clock' | 'random' | 'processes'>;

interface Parts {
  readonly ports: DevicePorts;
  readonly stateDir: string;
  /** The one that was started last. */
  readonly agent: () => Agent;
  readonly turns: TurnLog;
  readonly ofDaemon: VirtualTimers;
  readonly ofCommands: VirtualTimers;
}

const PROGRAM = 'holdfast';

export async function createDevice(stateDir: string, time: VirtualTime, page: Page): Promise<Device> {
  const config = openConfig('linux', stateDir);
  const { paths } = config;
  const ports = { clock: time.clock, random: createSystemRandom(), processes: createProcesses() };
  const [ofDaemon, ofCommands] = [time.createTimers(), time.createTimers()];
  const turns = createTurnLog(() => time.clock.now());
  const openAgent = async (): Promise<Agent> => {
    const opened = await createAgent({ ...ports, timer: ofDaemon.timer, config, log: turns.log });
    if (!opened.ok) throw new StoryEnds('the agent cannot start', describeFault(opened.error));
    return opened.value;
  };
  let agent = await openAgent();
  const parts: Parts = { ports, stateDir, agent: () => agent, turns, ofDaemon, ofCommands };
  const machine = createSimulatedLinux({ statePath: paths.machine });
  return {
    machine,
    ports,
    managedText: () => managedTextOf(machine),
    show: async (...args) => {
      page.command(PROGRAM, args);
      const ran = await runCommand(parts, args);
      page.output(`${ran.out}${ran.err}`);
      return ran;
    },
    ask: async (...args) => {
      const { out, err } = await runCommand(parts, [...args, '--json']);
      if (out === '') throw new StoryEnds(`${PROGRAM} ${args.join(' ')} gave no answer`, err);
      return JSON.parse(out);
    },
    askDefender: async (...args) => {
      page.command('mdatp', args);
      const answer = await runDefender(machine, args);
      page.output(answer);
      return answer.trim();
    },
    errors: turns.errors,
    startDaemon: async () => {
      agent = await openAgent();
      const started = agent.start();
      if (!started.ok) throw new StoryEnds('the daemon cannot start', describeFault(started.error));
      // As the daemon's own process does, for `holdfast status`.
      const word = JSON.stringify({ pid: process.pid, startedAt: time.clock.now() });
      writeWhole(paths.daemonFile, word, { mode: 0o644, durable: false });
    },
    stopDaemon: async () => {
      await agent.stop();
      removeQuietly(paths.daemonFile);
    },
    nextTurn: () => nextTurn(parts),
    nextTurnOf: async (turn) => {
      for (;;) {
        const seen = await nextTurn(parts);
        if (seen.turn === turn) return seen;
      }
    },
  };
}

/** Makes the folder of a simulated device. */
export function openConfig(os: OsName, stateDir: string): Config {
  const config = readConfig({ simulate: os, stateDir, json: false, verbose: false });
  if (!config.ok) throw new StoryEnds('the device cannot be made', config.error.why);
  const prepared = prepareState(config.value);
  if (!prepared.ok) throw new StoryEnds('the device cannot be made', describeFault(prepared.error));
  return config.value;
}

async function runDefender(machine: SimulatedLinux, args: readonly string[]): Promise<string> {
  const { signal } = new AbortController();
  const ran = await machine.run(MDATP, args, { signal, timeoutMs: 10_000, maxOutputBytes: 1_000_000 });
  if (!ran.ok) throw new StoryEnds(`mdatp ${args.join(' ')}`, describeFault(ran.error));
  return Buffer.from(ran.value.stdout).toString('utf8');
}

async function runCommand(parts: Parts, args: readonly string[]): Promise<Ran> {
  const { ports, stateDir, agent, turns, ofCommands } = parts;
  const [out, err] = [createTextSink(), createTextSink()];
  const before = turns.ended().length;
  const running = runCli({
    ...ports,
    timer: ofCommands.timer,
    argv: [...args, '--simulate', 'linux', '--state-dir', stateDir],
    stdout: { write: out.write, isTerminal: true, columns: OUTPUT_WIDTH },
    stderr: { write: err.write, isTerminal: false },
    readStdin: async () => '',
    isPrivileged: () => false,
  });
  // The daemon is told of a request, as the folder that it watches would tell it.
  const tell = (): void => {
    if (args[0] === 'sync' && !turns.isRunning() && turns.ended().length === before) void agent().settled();
  };
  return { exitCode: await drive(parts, running, tell), out: out.text(), err: err.text() };
}

/** Waits inside a piece of work are short; what is armed for longer is its deadline, which time must not jump to. */
const LONGEST_WAIT_MS = 10_000;

/** Waits for work to end. Waits inside it pass at once: those of a command, and those of a turn under way. */
async function drive<T>(parts: Parts, work: Promise<T>, onTick: () => void = () => undefined): Promise<T> {
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  work.then(end, end);
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (ended) return work;
    onTick();
    parts.ofCommands.runNext(LONGEST_WAIT_MS);
    // The daemon's own timer is not armed while a turn runs.
    if (parts.turns.isRunning()) parts.ofDaemon.runNext(LONGEST_WAIT_MS);
  }
}

/** More looks than any schedule needs: a day of minutes. */
const MOST_LOOKS = 1440;

async function nextTurn(parts: Parts): Promise<TurnSeen> {
  const { agent, turns, ofDaemon } = parts;
  const before = turns.ended().length;
  for (let looks = 1; looks <= MOST_LOOKS; looks++) {
    if (!ofDaemon.runNext()) throw new StoryEnds('the daemon has armed no timer');
    await drive(parts, agent().settled());
    const ended = turns.ended()[before];
    if (ended?.crash !== undefined) throw new StoryEnds(`the ${ended.turn} turn crashed`, ended.crash);
    if (ended !== undefined) return { ...ended, looks };
  }
  throw new StoryEnds('the daemon started no turn in a whole day');
}
