// Programs of a simulated machine, run without a process.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { RunOptions, RunOutput } from '../host.js';
import type { MachineState } from './machine-state.js';
import type { MachineStore } from './machine-store.js';
import type { Answer } from './mdatp.js';
import { runSimulatedMdatp } from './mdatp.js';

/** By absolute path. */
export type ProgramTable = Readonly<Record<string, (state: MachineState, args: readonly string[]) => Answer>>;

/** Time never passes here: a program that hangs has already hung for its whole time limit. */
export function runSimulated(
  store: MachineStore<MachineState>,
  programs: ProgramTable,
  [program, ...args]: readonly [string, ...string[]],
  { signal, timeoutMs, maxOutputBytes }: RunOptions,
): Result<RunOutput> {
  const state = store.get();
  if (signal.aborted) return fail({ kind: 'cancelled', what: program });
  const answerOf = Object.hasOwn(programs, program) ? programs[program] : undefined;
  const isAgent = answerOf === runSimulatedMdatp;
  if (answerOf === undefined || (isAgent && state.faults.notInstalled))
    return fail({ kind: 'missing', target: program });
  if (isAgent && state.faults.hangs) return fail({ kind: 'timeout', what: program, afterMs: timeoutMs });
  const { exitCode, stdout, stderr, agent } = answerOf(state, args);
  if (agent !== undefined) store.set({ ...state, agent });
  const [out, error] = [Buffer.from(stdout), Buffer.from(stderr)];
  if (out.length + error.length > maxOutputBytes) {
    return fail({ kind: 'too-big', what: `output of ${program}`, limitBytes: maxOutputBytes });
  }
  return ok({ exitCode, stdout: out, stderr: error });
}
