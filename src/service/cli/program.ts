// The command line of holdfast-service: reads arguments, runs one command, returns the exit code. Never exits.

import { Command, CommanderError } from 'commander';
import { harmless } from '../../model/harmless.js';
import { VERSION } from '../version.js';
import type { CliDeps } from './context.js';
import { CommandFailed, WrongUse } from './context.js';
import { deviceCommands } from './device-commands.js';
import { groupCommands } from './group-commands.js';
import type { ExitCode } from './output.js';
import { policyCommands } from './policy-commands.js';
import { reportCommand } from './report-command.js';
import { scopeCommands } from './scope-commands.js';
import { tagRuleCommands } from './tag-rule-commands.js';
import { tenantCommands } from './tenant-commands.js';

export const DEFAULT_DATA_DIR = '/var/lib/holdfast-service';

const EXAMPLES = `
The first time:
  holdfast-service init --name "Example Ltd"
  holdfast-service run --url https://holdfast.example.org      (behind a TLS proxy)
  holdfast-service onboarding-file --out servers.onboarding --uses 20 --expires 7d
  holdfast-service policy import antivirus.json
  holdfast-service policy assign "Linux antivirus" --all-devices
  holdfast-service report

All commands work whether the service runs or not. Exit codes: 0 done, 1 failed, 2 wrong use.`;

/** `argv` without the program's name. What our own mistake throws goes through to the caller. */
export async function main(argv: readonly string[], deps: CliDeps): Promise<ExitCode> {
  const program = createProgram(deps);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CommandFailed || error instanceof WrongUse)) throw error;
    deps.stderr(`holdfast-service: ${harmless(error.message)}\n`);
    return error instanceof WrongUse ? 2 : 1;
  }
}

function createProgram(deps: CliDeps): Command {
  const program = new Command('holdfast-service')
    .description('The management service of Holdfast: devices, groups, policies, assignments and reports')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', HELP)
    .helpCommand('help [command]', 'print the help of a command')
    .option('--data-dir <dir>', 'where the database is', DEFAULT_DATA_DIR)
    .option('--json', 'answer as JSON, for scripts')
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride()
    .configureOutput(outputTo(deps));
  tenantCommands(program, deps);
  policyCommands(program, deps);
  groupCommands(program, deps);
  deviceCommands(program, deps);
  scopeCommands(program, deps);
  tagRuleCommands(program, deps);
  reportCommand(program, deps);
  settle(program, deps);
  return program;
}

const HELP = 'print this help';

/** Mistakes begin with the name of the program, as those that we find ourselves. */
const outputTo = ({ stdout, stderr }: CliDeps) => ({
  writeOut: stdout,
  writeErr: (text: string) => stderr(text.replace(/^error: /, 'holdfast-service: ')),
});

/** Subcommands answer like the program: nothing of commander exits or prints by itself. */
function settle(command: Command, deps: CliDeps): void {
  for (const child of command.commands) {
    child.exitOverride().helpOption('-h, --help', HELP).configureOutput(outputTo(deps));
    settle(child, deps);
  }
}
