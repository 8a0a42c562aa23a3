// What every command works with: the world given to `main`, and the tenant's database, opened and closed around it.

import type { Clock } from '../../model/ports.js';
import type { SecretRandom } from '../random.js';
import type { OpenTenant } from '../tenancy.js';
import { openTenant } from '../tenancy.js';
import type { Output, Writers } from './output.js';
import { createOutput } from './output.js';

export interface CliDeps extends Writers {
  readonly clock: Clock;
  readonly random: SecretRandom;
  /** Ends `run`. */
  readonly signal: AbortSignal;
}

export interface GlobalOptions {
  readonly dataDir: string;
  readonly json?: boolean;
}

/** The world made a command fail; the text is for people. Ends in `main`. */
export class CommandFailed extends Error {}

/** Options that do not go together; the text is for people. Ends in `main`. */
export class WrongUse extends Error {}

export interface Session extends OpenTenant {
  readonly out: Output;
  readonly clock: Clock;
  readonly random: SecretRandom;
}

export const outputOf = (deps: CliDeps, options: GlobalOptions): Output =>
  createOutput(deps, options.json === true);

export async function withTenant(
  deps: CliDeps,
  options: GlobalOptions,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const opened = await openTenant(options.dataDir, deps.clock);
  if (!opened.ok) throw new CommandFailed(opened.error);
  try {
    await work({
      ...opened.value,
      out: outputOf(deps, options),
      clock: deps.clock,
      random: deps.random,
    });
  } finally {
    await opened.value.store.destroy();
  }
}
