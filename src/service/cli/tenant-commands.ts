// init, revoke-secret, and with them run, the onboarding and offboarding files, keys and epoch.

import type { Command } from 'commander';
import type { TenantId } from '../../model/ids.js';
import { revokeEnrollment } from '../store/enrollments.js';
import { initTenant, offlineKeyFile } from '../tenancy.js';
import type { CliDeps, GlobalOptions } from './context.js';
import { CommandFailed, outputOf, withTenant } from './context.js';
import { epochCommand } from './epoch-command.js';
import { keyCommands } from './key-commands.js';
import { offboardingCommand } from './offboarding-command.js';
import { onboardingCommand } from './onboarding-command.js';
import { runCommand } from './run-command.js';
import { parseTenantId } from './values.js';

export function tenantCommands(program: Command, deps: CliDeps): void {
  program
    .command('init')
    .description('Make the database, the tenant and its keys (once; refuses to overwrite)')
    .option('--name <name>', 'how the tenant is called', 'Holdfast')
    .option(
      '--tenant-id <guid>',
      'id of the directory tenant whose devices will register (default: an id of its own)',
      parseTenantId,
    )
    .action((_options: object, command: Command) => init(deps, command.optsWithGlobals<InitOptions>()));
  runCommand(program, deps);
  onboardingCommand(program, deps);
  offboardingCommand(program, deps);
  keyCommands(program, deps);
  epochCommand(program, deps);
  program
    .command('revoke-secret')
    .argument('<id>', 'enrollment id, as onboarding-file printed it')
    .description('Revoke an enrollment secret: no further device can register with it')
    .action((id: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async ({ store, clock, out }) => {
        if (!(await revokeEnrollment(store, id, clock.now())))
          throw new CommandFailed(`there is no enrollment secret "${id}", or it is revoked already`);
        out.answer({ revoked: id }, [`Enrollment secret ${id} is revoked.`]);
      }),
    );
}

interface InitOptions extends GlobalOptions {
  readonly name: string;
  readonly tenantId?: TenantId;
}

async function init(deps: CliDeps, options: InitOptions): Promise<void> {
  const { dataDir, name, tenantId } = options;
  const made = await initTenant(dataDir, { name, id: tenantId }, deps);
  if (!made.ok) throw new CommandFailed(made.error);
  const { id } = made.value;
  const offlineKey = offlineKeyFile(dataDir);
  outputOf(deps, options).answer({ tenant: id, name, dataDir, offlineKey }, [
    `Tenant "${name}" (${id}) is ready in ${dataDir}.`,
    `The offline key is in ${offlineKey}: move it to a safe place off this machine.`,
    'It is needed once the service is restored from a backup, and for nothing else.',
    'Next: holdfast-service run',
  ]);
}
