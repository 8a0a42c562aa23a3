// group create|rule|add|remove|list|delete.

import type { Command } from 'commander';
import { counted } from '../../model/counted.js';
import type { DeviceId } from '../../model/ids.js';
import { compileRules } from '../rules/compile.js';
import { reviewAll, reviewDevices } from '../rules/review.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import { listDevices } from '../store/devices.js';
import type { Group } from '../store/groups.js';
import {
  addMembers,
  deleteGroup,
  insertGroup,
  listGroupIds,
  listGroups,
  removeMembers,
} from '../store/groups.js';
import { listGroupRules, saveGroupRule } from '../store/rules.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, WrongUse, withTenant } from './context.js';
import { findDevice, findGroup } from './find.js';
import { table } from './output.js';

export function groupCommands(program: Command, deps: CliDeps): void {
  const group = program.command('group').description('Groups of devices that policies are assigned to');
  group
    .command('create')
    .argument('<name>')
    .option(
      '--rule <rule>',
      'a dynamic group: the devices that match, such as device.deviceOSType -eq "Linux"',
    )
    .description('Make an empty group, or one that a rule fills')
    .action((name: string, _options: object, command: Command) => {
      const options = command.optsWithGlobals<CreateOptions>();
      return withTenant(deps, options, (session) => create(session, name, options.rule));
    });
  group
    .command('rule')
    .argument('<group>', 'name or id, of a dynamic group')
    .argument('<rule>')
    .description('Give a dynamic group another rule')
    .action((text: string, rule: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) =>
        changeRule(session, text, rule),
      ),
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
        await inTransaction(store, async (trx) => {
          await deleteGroup(trx, id);
          // Rules that ask for its members do not count any more.
          await reviewDevices(trx, []);
        });
        out.answer({ deleted: id, name }, [`Group "${name}" is deleted.`]);
      }),
    );
}

interface CreateOptions extends GlobalOptions {
  readonly rule?: string;
}

async function create(session: Session, name: string, rule: string | undefined): Promise<void> {
  const { store, clock, random, out } = session;
  if (!/^\S(.{0,254}\S)?$/u.test(name))
    throw new WrongUse('a group has a name of one line, 256 characters at most');
  const id = random.uuid();
  const hints = rule === undefined ? [] : await checkGroupRule(store, rule, id);
  await inTransaction(store, async (trx) => {
    if (!(await insertGroup(trx, { id, name, at: clock.now() })))
      throw new CommandFailed(`there is a group "${name}" already`);
    if (rule !== undefined) await saveGroupRule(trx, id, rule);
  });
  await reviewAll(store);
  for (const hint of hints) out.note(`Hint: ${hint}`);
  const { members } = await findGroup(store, id);
  const filled = rule === undefined ? '' : ` It has ${counted(members.length, 'device')}.`;
  const made = rule === undefined ? { id, name } : { id, name, rule, members, hints };
  out.answer(made, [`Group "${name}" (${id}) is made.${filled}`]);
}

async function changeRule(session: Session, text: string, rule: string): Promise<void> {
  const { store, out } = session;
  const group = await findGroup(store, text);
  if (group.rule === undefined)
    throw new CommandFailed(`group "${group.name}" has no rule: its members are put in; make another group`);
  const hints = await checkGroupRule(store, rule, group.id);
  await inTransaction(store, (trx) => saveGroupRule(trx, group.id, rule));
  await reviewAll(store);
  for (const hint of hints) out.note(`Hint: ${hint}`);
  const after = await findGroup(store, group.id);
  out.answer({ ...after, hints }, [`Group "${after.name}" has ${counted(after.members.length, 'device')}.`]);
}

/** Returns hints for its author; a rule that is not valid is not taken. */
async function checkGroupRule(store: Store, rule: string, id: string): Promise<readonly string[]> {
  const others = (await listGroupRules(store)).filter(({ groupId }) => groupId !== id);
  const { groupRules } = compileRules({
    tagRules: [],
    groupRules: [...others, { groupId: id, rule, frozen: undefined }],
    groups: new Set([...(await listGroupIds(store)), id]),
  });
  const checked = groupRules.find(({ of }) => of.groupId === id)?.rule;
  if (checked?.ok !== true) throw new WrongUse(`the rule is not valid, ${checked?.error}`);
  const broken = groupRules.find(({ of, rule: other }) => of.frozen === undefined && !other.ok);
  if (broken?.rule.ok === false)
    throw new WrongUse(
      `the rule of group ${broken.of.groupId} would not count any more: ${broken.rule.error}`,
    );
  return checked.value.hints;
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
        if (found.rule !== undefined)
          throw new CommandFailed(`group "${found.name}" has a rule, which alone says who is in it`);
        const ids: DeviceId[] = [];
        for (const device of devices) ids.push((await findDevice(store, device)).id);
        await inTransaction(store, async (trx) => {
          await change(trx, found.id, ids);
          await reviewDevices(trx, ids);
        });
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
      ['ID', 'NAME', 'DEVICES', 'MEMBERS', 'RULE'],
      groups.map(({ id, name, members, rule }) => [
        id,
        name,
        members.length,
        members.map(nameOf).join(', ') || undefined,
        rule,
      ]),
    ).concat(groups.flatMap(frozenNote)),
  );
}

function frozenNote({ name, frozen }: Group): readonly string[] {
  return frozen === undefined
    ? []
    : [`Group "${name}" stays as it is, because its rule is not valid any more, ${frozen}.`];
}
