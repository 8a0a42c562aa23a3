// A device in a fresh folder: a simulated Linux machine, and the commands of holdfast run in this process.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSystemTimer } from '../../platform/timer.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../src/agent/processes.js';
import type { Clock } from '../../src/model/ports.js';
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
  /** The managed file as it stands; undefined: there is none. */
  managed(): string | undefined;
  /** The public status. */
  status(): { readonly [name: string]: unknown };
}

export function createAgentDevice(clock: Clock): AgentDevice {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-device-'));
  const state = join(folder, 'state');
  const machine = createSimulatedLinux();
  const runWith = async (stdin: string, ...args: readonly string[]): Promise<Ran> => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCli({
      argv: ['--simulate', 'linux', '--state-dir', state, ...args],
      stdout: { write: (text) => void out.push(text), isTerminal: false },
      stderr: { write: (text) => void err.push(text), isTerminal: false },
      readStdin: async () => stdin,
      clock,
      random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
      timer: createSystemTimer(),
      processes: createProcesses(),
      isPrivileged: () => false,
      host: machine,
    });
    return { code, out: out.join(''), err: err.join('') };
  };
  return {
    folder,
    state,
    machine,
    runWith,
    run: (...args) => runWith('', ...args),
    managed: () => {
      const file = machine.state().files[MANAGED];
      return file?.type === 'file' ? Buffer.from(file.content, 'base64').toString('utf8') : undefined;
    },
    status: () => JSON.parse(readFileSync(join(state, 'status.json'), 'utf8')),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
