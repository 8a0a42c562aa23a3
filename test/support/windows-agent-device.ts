// A simulated Windows in a fresh folder: the commands of holdfast run in this process.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createSystemTimer } from '../../platform/timer.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../src/agent/lock/processes.js';
import type { Clock } from '../../src/model/ports.js';
import type { Ran } from './agent-device.js';

export interface WindowsAgentDevice extends Disposable {
  readonly state: string;
  readonly machine: SimulatedWindows;
  run(...args: readonly string[]): Promise<Ran>;
  /** With standard input. */
  runWith(stdin: string, ...args: readonly string[]): Promise<Ran>;
  /** The public status. */
  status(): { readonly [name: string]: unknown };
}

export function createWindowsAgentDevice(clock: Clock): WindowsAgentDevice {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-windows-'));
  const state = join(folder, 'state');
  const machine = createSimulatedWindows();
  const runWith = async (stdin: string, ...args: readonly string[]): Promise<Ran> => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await runCli({
      argv: ['--simulate', 'windows', '--state-dir', state, ...args],
      stdout: { write: (text) => void out.push(text), isTerminal: false },
      stderr: { write: (text) => void err.push(text), isTerminal: false },
      readStdin: async () => stdin,
      isPrivileged: () => false,
      clock,
      random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
      timer: createSystemTimer(),
      processes: createProcesses(),
      host: machine,
    });
    return { code, out: out.join(''), err: err.join('') };
  };
  return {
    state,
    machine,
    runWith,
    run: (...args) => runWith('', ...args),
    status: () => JSON.parse(readFileSync(join(state, 'status.json'), 'utf8')),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
