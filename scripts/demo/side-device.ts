// A device beside the first: a simulated Windows server, a Mac or the copy of a Linux server, with the agent's command
// line on it, and no daemon. Its waits are real ones, and there are none.

import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import type { SimulatedMac } from '../../platform/simulated/mac-machine.js';
import { createSimulatedMac } from '../../platform/simulated/mac-machine.js';
import type { SimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createSystemTimer } from '../../platform/timer.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import type { OsName } from '../../src/model/catalog/row.js';
import type { DevicePorts, Ran } from './device.js';
import { openConfig } from './device.js';
import type { Page } from './page.js';
import { OUTPUT_WIDTH } from './page.js';
import { StoryEnds } from './story-ends.js';
import { createTextSink } from './text-sink.js';

export interface SideDevice<Machine> {
  /** Shows a command of `holdfast` and what it prints. */
  show(...args: readonly string[]): Promise<Ran>;
  /** The same, with the command as it would be typed: a shell puts the names of files in the place of a star. */
  showTyped(typed: readonly string[], args: readonly string[]): Promise<Ran>;
  /** The answer of a command as JSON, without showing it. */
  ask(...args: readonly string[]): Promise<unknown>;
  /** The machine itself, past the agent. */
  readonly machine: Machine;
}

export function createWindowsDevice(
  stateDir: string,
  ports: DevicePorts,
  page: Page,
): SideDevice<SimulatedWindows> {
  const { paths } = openConfig('windows', stateDir);
  const machine = createSimulatedWindows({ statePath: paths.machine });
  return { machine, ...createCommands('windows', stateDir, ports, page) };
}

export function createMacDevice(stateDir: string, ports: DevicePorts, page: Page): SideDevice<SimulatedMac> {
  const { paths } = openConfig('macos', stateDir);
  const machine = createSimulatedMac({ statePath: paths.machine });
  return { machine, ...createCommands('macos', stateDir, ports, page) };
}

/** In a folder that may hold a machine already: then it is that one. */
export function createLinuxDevice(
  stateDir: string,
  ports: DevicePorts,
  page: Page,
): SideDevice<SimulatedLinux> {
  const { paths } = openConfig('linux', stateDir);
  const machine = createSimulatedLinux({ statePath: paths.machine });
  return { machine, ...createCommands('linux', stateDir, ports, page) };
}

const PROGRAM = 'holdfast';

function createCommands(
  os: OsName,
  stateDir: string,
  ports: DevicePorts,
  page: Page,
): Omit<SideDevice<unknown>, 'machine'> {
  const own = ['--simulate', os, '--state-dir', stateDir];
  const run = async (args: readonly string[]): Promise<Ran> => {
    const [out, err] = [createTextSink(), createTextSink()];
    const exitCode = await runCli({
      ...ports,
      timer: createSystemTimer(),
      argv: [...own, ...args],
      stdout: { write: out.write, isTerminal: false, columns: OUTPUT_WIDTH },
      stderr: { write: err.write, isTerminal: false },
      readStdin: async () => '',
      isPrivileged: () => false,
    });
    return { exitCode, out: out.text(), err: err.text() };
  };
  const showTyped = async (typed: readonly string[], args: readonly string[]): Promise<Ran> => {
    page.command(PROGRAM, [...own, ...typed]);
    const ran = await run(args);
    page.output(`${ran.out}${ran.err}`);
    return ran;
  };
  return {
    showTyped,
    show: (...args) => showTyped(args, args),
    ask: async (...args) => {
      const { out, err } = await run([...args, '--json']);
      if (out === '') throw new StoryEnds(`${PROGRAM} ${args.join(' ')} gave no answer`, err);
      return JSON.parse(out);
    },
  };
}
