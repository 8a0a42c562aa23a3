// A Mac in a fresh folder: a simulated machine, and the commands of holdfast run in this process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatedMac } from '../../platform/simulated/mac-machine.js';
import { createSimulatedMac } from '../../platform/simulated/mac-machine.js';
import { createSystemTimer } from '../../platform/timer.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import { createProcesses } from '../../src/agent/lock/processes.js';
import type { Ran } from './agent-device.js';
import { createMovableClock } from './service.js';

export interface MacAgentDevice extends Disposable {
  readonly folder: string;
  readonly machine: SimulatedMac;
  run(...args: readonly string[]): Promise<Ran>;
}

export function createMacAgentDevice(): MacAgentDevice {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-mac-'));
  const machine = createSimulatedMac();
  const clock = createMovableClock();
  return {
    folder,
    machine,
    run: async (...args) => {
      const [out, err]: [string[], string[]] = [[], []];
      const code = await runCli({
        argv: ['--simulate', 'macos', '--state-dir', join(folder, 'state'), ...args],
        stdout: { write: (text) => void out.push(text), isTerminal: false },
        stderr: { write: (text) => void err.push(text), isTerminal: false },
        readStdin: async () => '',
        clock,
        random: { fraction: () => 0.5, uuid: () => crypto.randomUUID() },
        timer: createSystemTimer(),
        processes: createProcesses(),
        isPrivileged: () => false,
        host: machine,
      });
      return { code, out: out.join(''), err: err.join('') };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}
