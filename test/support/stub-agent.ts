// A program that stands for the agent below a root prefix: prints what the simulated agent would, from files.
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import type { Faults } from '../../platform/simulated/machine-state.js';
import { runSimulatedMdatp } from '../../platform/simulated/mdatp.js';
import { MANAGED } from './linux-rows.js';

const COMMANDS: readonly (readonly string[])[] = [
  ['health', '--output', 'json'],
  ['health', '--details', 'definitions'],
  ['exclusion', 'list'],
  ['threat', 'allowed', 'list'],
];

/** Keeps a log of its runs beside itself; a command without an answer fails. */
const SCRIPT = `#!/bin/sh
name="$0.answers/$(echo "$*" | tr ' ' '_')"
echo "$*" >> "$0.runs"
[ -f "$name" ] || exit 1
cat "$name"
`;

export interface StubAgent {
  /** Gives the answers that fit the managed file as it is now. */
  settle(): void;
  runs(): readonly string[];
}

export function installStubAgent(root: string, faults: Partial<Faults> = {}): StubAgent {
  const program = join(root, 'usr/bin/mdatp');
  mkdirSync(`${program}.answers`, { recursive: true });
  writeFileSync(program, SCRIPT);
  chmodSync(program, 0o755);
  const settle = () => {
    const machine = createSimulatedLinux();
    const managed = join(root, MANAGED);
    if (existsSync(managed)) machine.setFile(MANAGED, readFileSync(managed, 'utf8'));
    machine.restartDaemon();
    const state = { ...machine.state(), faults: { ...machine.state().faults, ...faults } };
    for (const args of COMMANDS) {
      writeFileSync(join(`${program}.answers`, args.join('_')), runSimulatedMdatp(state, args).stdout);
    }
  };
  settle();
  return {
    settle,
    runs: () =>
      existsSync(`${program}.runs`) ? readFileSync(`${program}.runs`, 'utf8').trimEnd().split('\n') : [],
  };
}
