// keys list|rotate|retire: the keys that sign for devices.

import type { Command } from 'commander';
import { counted } from '../../model/counted.js';
import type { Result } from '../../model/result.js';
import type { NewSet, RotationParts } from '../key-rotation.js';
import { retireKey, rotateKeys } from '../key-rotation.js';
import { createSigner } from '../signing.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import { listDevices } from '../store/devices.js';
import type { KeySet } from '../store/key-sets.js';
import { serviceAddress } from './address.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, withTenant } from './context.js';
import { instant, table } from './output.js';

export function keyCommands(program: Command, deps: CliDeps): void {
  const keys = program.command('keys').description('Keys that sign onboarding files and assignments');
  keys
    .command('list')
    .description('All keys and sets of keys, and how many devices trust each set')
    .action((_options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), list),
    );
  keys
    .command('rotate')
    .description('Make a new key; each device takes it over at its next check-in')
    .option('--url <url>', 'address of the service (default: where it last ran)')
    .action((_options: object, command: Command) => change(deps, command, rotateKeys));
  keys
    .command('retire')
    .argument('<kid>', 'id of the key, or a unique start of it')
    // Ids of earlier versions may begin with a dash.
    .allowUnknownOption()
    .option('--url <url>', 'address of the service (default: where it last ran)')
    .description('Publish a key no more; onboarding files that it signed are refused from then on')
    .action((text: string, _options: object, command: Command) =>
      change(deps, command, async (parts, store) => {
        const kids = parts.signer.publicKeys.map(({ kid }) => kid ?? '');
        const found = kids.filter((kid) => kid === text || (text.length >= 6 && kid.startsWith(text)));
        return retireKey(parts, store, found.length === 1 ? (found[0] ?? text) : text);
      }),
    );
}

interface ChangeOptions extends GlobalOptions {
  readonly url?: string;
}

function change(
  deps: CliDeps,
  command: Command,
  work: (parts: RotationParts, store: Store) => Promise<Result<NewSet, string>>,
): Promise<void> {
  const options = command.optsWithGlobals<ChangeOptions>();
  return withTenant(deps, options, async ({ store, tenant, clock, out }) => {
    const parts = {
      tenant,
      signer: await createSigner(tenant),
      clock,
      url: serviceAddress(tenant, options.url),
    };
    const made = await inTransaction(store, (trx) => work(parts, trx));
    if (!made.ok) throw new CommandFailed(made.error);
    const { ver, kid } = made.value;
    out.answer({ keySet: ver, kid }, [
      `Set of keys ${ver}: key ${kid} is ${command.name() === 'rotate' ? 'new' : 'retired'}.`,
      'Devices take the set over at their next check-in. Make a backup of the database now: it holds the keys.',
    ]);
  });
}

async function list({ store, tenant, out }: Session): Promise<void> {
  const trusted = Map.groupBy(
    (await listDevices(store)).filter(({ device }) => device.state !== 'left'),
    ({ presence }) => presence.keySet ?? 0,
  );
  const newest = tenant.keySets.at(-1);
  const keys = tenant.keys
    .filter(({ purpose }) => purpose !== 'token')
    .map(({ kid, purpose }) => ({ kid, use: purpose === 'offline' ? 'epoch' : useOf(kid, newest) }));
  const sets = tenant.keySets.map(({ ver, kids, createdAt }) => ({
    ver,
    kids,
    createdAt,
    devices: trusted.get(ver)?.length ?? 0,
  }));
  out.answer({ keys, sets }, [
    ...table(
      ['KEY', 'USE'],
      keys.map(({ kid, use }) => [kid, use]),
    ),
    '',
    ...table(
      ['SET', 'MADE', 'KEYS', 'TRUSTED BY'],
      sets.map(({ ver, kids, createdAt, devices }) => [
        ver,
        instant(createdAt),
        kids.length,
        counted(devices, 'device'),
      ]),
    ),
  ]);
}

function useOf(kid: string, newest: KeySet | undefined): string {
  if (newest?.kids.at(-1) === kid) return 'signs';
  return newest?.kids.includes(kid) ? 'published' : 'retired';
}
