// epoch raise, and new-key for it: what makes devices take older versions again after the service was restored from a backup.

import type { Command } from 'commander';
import { addOfflineKey, raiseEpoch } from '../epoch.js';
import { inTransaction } from '../store/database.js';
import { serviceAddress } from './address.js';
import type { CliDeps, GlobalOptions } from './context.js';
import { CommandFailed, withTenant } from './context.js';
import { readText, writePrivate } from './files.js';

interface EpochOptions extends GlobalOptions {
  readonly key: string;
  readonly why?: string;
  readonly url?: string;
}

export function epochCommand(program: Command, deps: CliDeps): void {
  const epoch = program.command('epoch').description('After the service was restored from a backup');
  newKeyCommand(epoch, deps);
  epoch
    .command('raise')
    .description(
      'Say, signed by the offline key, that what devices know beyond the backup does not count any more',
    )
    .requiredOption('--key <file>', 'the offline key that "init" wrote')
    .option('--why <text>', 'reason that devices show')
    .option('--url <url>', 'address of the service (default: where it last ran)')
    .addHelpText(
      'after',
      '\nWithout it devices keep what they have and refuse every assignment that is older.\nTake the key away again afterwards.',
    )
    .action((_options: object, command: Command) => {
      const options = command.optsWithGlobals<EpochOptions>();
      return withTenant(deps, options, async ({ store, tenant, clock, out }) => {
        const order = { key: readText(options.key), why: options.why };
        const parts = { tenant, clock, url: serviceAddress(tenant, options.url) };
        const raised = await inTransaction(store, (trx) => raiseEpoch(parts, trx, order));
        if (!raised.ok) throw new CommandFailed(raised.error);
        out.answer({ epoch: raised.value }, [
          `Epoch ${raised.value}: devices take assignments of this service again from their next check-in.`,
        ]);
      });
    });
}

function newKeyCommand(epoch: Command, deps: CliDeps): void {
  epoch
    .command('new-key')
    .description('Make an offline key for a tenant that has none, or has lost it')
    .requiredOption(
      '--out <file>',
      'where to write it: readable by you only, never over a file that is there',
    )
    .addHelpText(
      'after',
      '\nOnly devices that are given an onboarding file made after this believe it: "holdfast onboard FILE" on each that is enrolled already.',
    )
    .action((_options: object, command: Command) => {
      const options = command.optsWithGlobals<NewKeyOptions>();
      return withTenant(deps, options, async ({ store, tenant, clock, out }) => {
        const keep = (text: string) => writePrivate(options.out, text);
        const made = await inTransaction(store, (trx) => addOfflineKey({ tenant, clock }, trx, keep));
        if (!made.ok) throw new CommandFailed(made.error);
        out.answer({ kid: made.value, offlineKey: options.out }, [
          `The offline key is in ${options.out}: move it to a safe place off this machine.`,
          'Onboarding files that are made from now on carry it; give one to each device that is enrolled already.',
        ]);
      });
    });
}

interface NewKeyOptions extends GlobalOptions {
  readonly out: string;
}
