// device sync: asks devices to check in now.

import type { Command } from 'commander';
import { counted } from '../../model/counted.js';
import { askForSync } from '../events/sync.js';
import type { Device } from '../store/devices.js';
import { listDevices } from '../store/devices.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, WrongUse, withTenant } from './context.js';
import { findDevice } from './find.js';

interface SyncOptions extends GlobalOptions {
  readonly all?: boolean;
}

export function deviceSyncCommand(device: Command, deps: CliDeps): void {
  device
    .command('sync')
    .argument('[device...]', 'ids, starts of ids, or host names')
    .option('--all', 'every active device')
    .description(
      'Ask devices to check in now: seconds where they hold a poll, minutes where they look for it',
    )
    .action((texts: string[], _options: object, command: Command) => {
      const options = command.optsWithGlobals<SyncOptions>();
      if ((options.all === true) === texts.length > 0) throw new WrongUse('give devices, or --all');
      return withTenant(deps, options, async (session) => {
        const devices = texts.length > 0 ? await named(session, texts) : await active(session);
        const ids = devices.map(({ id }) => id);
        await askForSync(session, ids);
        session.out.answer({ asked: ids }, [`${counted(ids.length, 'device')} asked to check in.`]);
      });
    });
}

async function named({ store }: Session, texts: readonly string[]): Promise<readonly Device[]> {
  const found: Device[] = [];
  for (const text of texts) found.push(await findDevice(store, text));
  const disabled = found.find(({ state }) => state === 'disabled');
  if (disabled !== undefined)
    throw new CommandFailed(`${disabled.displayName} is disabled: the service does not answer it`);
  return [...new Map(found.map((device) => [device.id, device])).values()];
}

async function active({ store }: Session): Promise<readonly Device[]> {
  return (await listDevices(store)).map(({ device }) => device).filter(({ state }) => state === 'active');
}
