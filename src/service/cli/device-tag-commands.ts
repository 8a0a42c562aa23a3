// device tag add|remove: tags that an administrator gives.

import type { Command } from 'commander';
import { deviceChanged } from '../rules/review.js';
import { inTransaction } from '../store/database.js';
import { addTag, listTags, removeTag } from '../store/tags.js';
import { isTag, namesOf } from '../tags.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, WrongUse, withTenant } from './context.js';
import { findDevice } from './find.js';
import { describeTags } from './standing-lines.js';

export function deviceTagCommands(device: Command, deps: CliDeps): void {
  const tag = device.command('tag').description('Tags that an administrator gives to a device');
  for (const { name, change, what } of [
    { name: 'add', change: add, what: 'Give a tag' },
    { name: 'remove', change: remove, what: 'Take a tag away that was given here' },
  ])
    tag
      .command(name)
      .argument('<device>', 'id, start of the id, or host name')
      .argument('<tag>', 'compared exactly, case and all')
      .description(what)
      .action((text: string, given: string, _options: object, command: Command) =>
        withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) => change(session, text, given)),
      );
}

async function add(session: Session, text: string, tag: string): Promise<void> {
  if (!isTag(tag)) throw new WrongUse('a tag is one line of 1 to 200 characters');
  const { id } = await findDevice(session.store, text);
  await inTransaction(session.store, async (trx) => {
    await addTag(trx, id, { tag, source: 'administrator' });
    await deviceChanged(trx, id);
  });
  await answer(session, id);
}

async function remove(session: Session, text: string, tag: string): Promise<void> {
  const { id, displayName } = await findDevice(session.store, text);
  const removed = await inTransaction(session.store, async (trx) => {
    const wasThere = await removeTag(trx, id, { tag, source: 'administrator' });
    await deviceChanged(trx, id);
    return wasThere;
  });
  if (!removed) throw new CommandFailed(`${displayName} was not given the tag "${tag}" here`);
  await answer(session, id);
}

async function answer({ store, out }: Session, id: string): Promise<void> {
  const device = await findDevice(store, id);
  const tags = await listTags(store, device);
  out.answer({ device: id, tags: namesOf(tags), tagSources: tags }, [
    `Tags of ${device.displayName}: ${describeTags(tags)}.`,
  ]);
}
