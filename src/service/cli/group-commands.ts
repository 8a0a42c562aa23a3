// group create|add|remove|list|delete.

import type { Command } from 'commander';
import { counted } from '../../model/counted.js';
import type { DeviceId } from '../../model/ids.js';
import { inTransaction } from '../store/database.js';
import { listDevices } from '../store/devices.js';
import { addMembers, deleteGroup, insertGroup, listGroups, removeMembers } from '../store/groups.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, WrongUse, withTenant } from './context.js';
import { findDevice, findGroup } from './find.js';
import { table } from './output.js';

export function groupCommands(program: Command, deps: CliDeps): void {
  const group = program.command('group').description('Groups of devices that policies are assigned to');
  group
    .command('create')
    .argument('<name>')
    .description('Make an empty group')
    .action((name: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async ({ store, clock, random, out }) => {
        if (!/^\S(.{0,254}\S)?$/u.test(name))
          throw new WrongUse('a group has a name of one line, 256 characters at most');
        const id = random.uuid();
        if (!(await insertGroup(store, { id, name, at: clock.now() })))
          throw new CommandFailed(`there is a group "${name}" already`);
        out.answer({ id, name }, [`Group "${name}" (${id}) is made.`]);
      }),
    );
  memberCommand(group, deps, { name: 'add', what: 'Put devices into a group', change: addMembers });
  memberCommand(group, deps, { name: 'remove', what: 'Take devices out of a group', change: removeMembers });
  group
    .command('list')
    .description('All groups with their members')
    .action((_options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), list),
    );
  group
    .command('delete')
    .argument('<group>', 'name or id')
    .description('Remove a group, its members stay; what was assigned to it is not any more')
    .action((text: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async ({ store, out }) => {
        const { id, name } = await findGroup(store, text);
        await inTransaction(store, (trx) => deleteGroup(trx, id));
        out.answer({ deleted: id, name }, [`Group "${name}" is deleted.`]);
      }),
    );
}

interface MemberChange {
  readonly name: string;
  readonly what: string;
  readonly change: typeof addMembers;
}

function memberCommand(group: Command, deps: CliDeps, { name, what, change }: MemberChange): void {
  group
    .command(name)
    .argument('<group>', 'name or id')
    .argument('<device...>', 'ids, starts of ids, or host names')
    .description(what)
    .action((text: string, devices: string[], _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async ({ store, out }) => {
        const found = await findGroup(store, text);
        const ids: DeviceId[] = [];
        for (const device of devices) ids.push((await findDevice(store, device)).id);
        await inTransaction(store, (trx) => change(trx, found.id, ids));
        const after = await findGroup(store, found.id);
        out.answer(after, [`Group "${after.name}" has ${counted(after.members.length, 'device')}.`]);
      }),
    );
}

async function list({ store, out }: Session): Promise<void> {
  const groups = await listGroups(store);
  const devices = await listDevices(store);
  const nameOf = (id: string): string =>
    devices.find(({ device }) => device.id === id)?.device.displayName ?? id;
  out.answer(
    groups,
    table(
      ['ID', 'NAME', 'DEVICES', 'MEMBERS'],
      groups.map(({ id, name, members }) => [
        id,
        name,
        members.length,
        members.map(nameOf).join(', ') || undefined,
      ]),
    ),
  );
}
