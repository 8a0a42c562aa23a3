// A device in a fresh folder: a simulated Linux machine, and the commands of holdfast run in this process.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSystemTimer } from '../../platform/timer.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import { readConfig } from '../../src/agent/config/read-config.js';
import type { AgentContext } from '../../src/agent/context.js';
import { createProcesses } from '../../src/agent/lock/processes.js';
import { silentLog } from '../../src/agent/log/json-log.js';
import { runAnsweredTurn } from '../../src/agent/requests/answered-turn.js';
import type { Turn } from '../../src/agent/schedule/schedule.js';
import type { TurnResult } from '../../src/agent/turn/ports.js';
import { createContext } from '../../src/agent/wiring.js';
import type { Clock } from '../../src/model/ports.js';
import { describeFault } from '../../src/model/result.js';
import { MANAGED } from './linux-rows.js';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface AgentDevice extends Disposable {
  readonly folder: string;
  readonly state: string;
  readonly machine: SimulatedLinux;
  run(...args: readonly string[]): Promise<Ran>;
  /** With standard input. */
  runWith(stdin: string, ...args: readonly string[]): Promise<Ran>;
  /** As an administrator does it: the file by its path, the secret on standard input. */
  onboard(given: { readonly file: string; readonly secret: string }): Promise<Ran>;
  /** What its turns stand on. */
  context(): Promise<AgentContext>;
  /** A turn as the daemon starts it. */
  turn(turn: Turn): Promise<TurnResult>;
  /** The managed file as it stands; undefined: there is none. */
  managed(): string | undefined;
  /** The public status. */
  status(): { readonly [name: string]: unknown };
}

export function createAgentDevice(clock: Clock): AgentDevice {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-device-'));
  const state = join(folder, 'state');
  const machine = createSimulatedLinux();
  const random = { fraction: () => 0.5, uuid: () => crypto.randomUUID() };
  const ports = { clock, random, timer: createSystemTimer(), processes: createProcesses(), host: machine };
  const contextOf = async (): Promise<AgentContext> => {
    const config = readConfig({ simulate: 'linux', stateDir: state, json: false, verbose: false });
    if (!config.ok) throw new Error(config.error.why);
    const context = await createContext({ ...ports, config: config.value, log: silentLog });
    if (!context.ok) throw new Error(describeFault(context.error));
    return context.value;
  };
  const turn = async (kind: Turn): Promise<TurnResult> => {
    const order = { turn: kind, asked: false, requests: [] };
    const ended = await runAnsweredTurn(await contextOf(), order, new AbortController().signal);
    if (!ended.ok) throw new Error(describeFault(ended.error));
    return ended.value;
  };
  const runWith = async (stdin: string, ...args: readonly string[]): Promise<Ran> => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCli({
      argv: ['--simulate', 'linux', '--state-dir', state, ...args],
      stdout: { write: (text) => void out.push(text), isTerminal: false },
      stderr: { write: (text) => void err.push(text), isTerminal: false },
      readStdin: async () => stdin,
      isPrivileged: () => false,
      ...ports,
    });
    return { code, out: out.join(''), err: err.join('') };
  };
  return {
    folder,
    state,
    machine,
    context: contextOf,
    turn,
    runWith,
    run: (...args) => runWith('', ...args),
    onboard: ({ file, secret }) => {
      const path = join(folder, 'onboarding.jwt');
      writeFileSync(path, file);
      return runWith(`${secret}\n`, 'onboard', path);
    },
    managed: () => {
      const file = machine.state().files[MANAGED];
      return file?.type === 'file' ? Buffer.from(file.content, 'base64').toString('utf8') : undefined;
    },
    status: () => JSON.parse(readFileSync(join(state, 'status.json'), 'utf8')),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
