// init, revoke-secret, and with them run and onboarding-file.

import type { Command } from 'commander';
import { revokeEnrollment } from '../store/enrollments.js';
import { initTenant } from '../tenancy.js';
import type { CliDeps, GlobalOptions } from './context.js';
import { CommandFailed, outputOf, withTenant } from './context.js';
import { onboardingCommand } from './onboarding-command.js';
import { runCommand } from './run-command.js';

export function tenantCommands(program: Command, deps: CliDeps): void {
  program
    .command('init')
    .description('Make the database, the tenant and its keys (once; refuses to overwrite)')
    .option('--name <name>', 'how the tenant is called', 'Holdfast')
    .action(async ({ name }: { name: string }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const made = await initTenant(options.dataDir, name, deps);
      if (!made.ok) throw new CommandFailed(made.error);
      const { id } = made.value;
      outputOf(deps, options).answer({ tenant: id, name, dataDir: options.dataDir }, [
        `Tenant "${name}" (${id}) is ready in ${options.dataDir}.`,
        'Next: holdfast-service run',
      ]);
    });
  runCommand(program, deps);
  onboardingCommand(program, deps);
  program
    .command('revoke-secret')
    .argument('<id>', 'enrollment id, as onboarding-file printed it')
    .description('Revoke an enrollment secret: no further device can register with it')
    .action((id: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async ({ store, clock, out }) => {
        if (!(await revokeEnrollment(store, id, clock.now())))
          throw new CommandFailed(`there is no enrollment secret "${id}" that is not revoked`);
        out.answer({ revoked: id }, [`Enrollment secret ${id} is revoked.`]);
      }),
    );
}
