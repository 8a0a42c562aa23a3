// A whole Linux machine that is not there: a Host over plain data, with faults on demand. Starts nothing, waits never.

import type { Host } from '../host.js';
import { readLinuxFacts } from '../linux/facts.js';
import type { LinuxSituation } from './linux-situations.js';
import { withSituation } from './linux-situations.js';
import type { MachineState } from './machine-state.js';
import { MDATP, newMachine } from './machine-state.js';
import type { MachineForm, MachinePlace } from './machine-store.js';
import { createMachineStore, hasParts } from './machine-store.js';
import { runSimulatedMdatp } from './mdatp.js';
import type { MachineControls } from './simulated-controls.js';
import { createControls } from './simulated-controls.js';
import { createSimulatedFiles } from './simulated-files.js';
import { SIMULATED_HARDWARE } from './simulated-hardware.js';
import type { ProgramTable } from './simulated-run.js';
import { runSimulated } from './simulated-run.js';

export interface SimulatedLinux extends Host, MachineControls {
  state(): MachineState;
  /** What others make of the machine: an enrollment that comes ... */
  enter(situation: LinuxSituation): void;
  /** ... and goes. */
  leave(situation: LinuxSituation): void;
  /** Commands run so far by this object, program first. */
  readonly runs: readonly (readonly string[])[];
}

const PROGRAMS: ProgramTable = { [MDATP]: runSimulatedMdatp };

const LINUX: MachineForm<MachineState> = {
  fresh: newMachine,
  is: (json): json is MachineState => hasParts(json, 1, ['files', 'agent', 'faults']),
};

/** With a path, the machine is that file (made at the first change); else it lives in memory. */
export function createSimulatedLinux(options: MachinePlace = {}): SimulatedLinux {
  const store = createMachineStore(LINUX, options);
  const runs: (readonly string[])[] = [];
  const files = createSimulatedFiles(store, ({ faults }) => (faults.notInstalled ? [] : [MDATP]));
  return {
    ...files,
    runs,
    run: async (program, args, runOptions) => {
      runs.push([program, ...args]);
      return runSimulated(store, PROGRAMS, [program, ...args], runOptions);
    },
    facts: async () => ({
      ...(await readLinuxFacts(files)),
      os: 'linux',
      arch: 'x64',
      simulated: true,
      hardware: SIMULATED_HARDWARE,
    }),
    state: store.get,
    enter: (situation) => store.set(withSituation(store.get(), situation, 'enter')),
    leave: (situation) => store.set(withSituation(store.get(), situation, 'leave')),
    ...createControls(store),
  };
}
