// tag-rule add|list|remove: tags that devices have for as long as they match a rule.

import type { Command } from 'commander';
import { counted } from '../../model/counted.js';
import { readRule, withoutGroups } from '../rules/compile.js';
import { reviewAll } from '../rules/review.js';
import { inTransaction } from '../store/database.js';
import type { TagRule } from '../store/rules.js';
import { askForReview, deleteTagRule, insertTagRule, listTagRules } from '../store/rules.js';
import { countTags } from '../store/tags.js';
import { isTag } from '../tags.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, WrongUse, withTenant } from './context.js';
import { table } from './output.js';

export function tagRuleCommands(program: Command, deps: CliDeps): void {
  const tagRule = program.command('tag-rule').description('Rules that give devices a tag while they match');
  tagRule
    .command('add')
    .argument('<tag>', 'compared exactly, case and all')
    .argument('<rule>', 'such as: device.deviceOSType -eq "Windows Server"')
    .description('Give a tag to every device that matches, now and later')
    .action((tag: string, rule: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) => add(session, tag, rule)),
    );
  tagRule
    .command('list')
    .description('All rules, with the number of devices that have the tag by it')
    .action((_options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), list),
    );
  tagRule
    .command('remove')
    .argument('<id>', 'id of the rule, or a start of it')
    .description('Remove a rule and the tags that it gave')
    .action((id: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) => remove(session, id)),
    );
}

async function add(session: Session, tag: string, rule: string): Promise<void> {
  const { store, random, clock, out } = session;
  if (!isTag(tag)) throw new WrongUse('a tag is one line of 1 to 200 characters');
  const read = withoutGroups(readRule(rule));
  if (!read.ok) throw new WrongUse(`the rule is not valid, ${read.error}`);
  const id = random.uuid();
  await inTransaction(store, (trx) => insertTagRule(trx, { id, tag, rule, at: clock.now() }));
  await reviewAll(store);
  const { hints } = read.value;
  for (const hint of hints) out.note(`Hint: ${hint}`);
  const devices = await countTags(store, `rule:${id}`);
  const made = `Rule ${id} gives the tag "${tag}" to ${counted(devices, 'device')}.`;
  out.answer({ id, tag, rule, devices, hints }, [made]);
}

async function list({ store, out }: Session): Promise<void> {
  const rules = await Promise.all(
    (await listTagRules(store)).map(async (rule) => ({
      ...rule,
      devices: await countTags(store, `rule:${rule.id}`),
    })),
  );
  out.answer(rules, [
    ...table(
      ['ID', 'TAG', 'DEVICES', 'RULE'],
      rules.map(({ id, tag, devices, rule }) => [id, tag, devices, rule]),
    ),
    ...rules.flatMap(frozenNote),
  ]);
}

function frozenNote({ id, frozen }: TagRule): readonly string[] {
  return frozen === undefined
    ? []
    : [`The tags of rule ${id} stay as they are, because it is not valid any more, ${frozen}.`];
}

/** Unit: characters of an id that are enough where they are unique. */
const ENOUGH = 6;

async function remove({ store, out }: Session, text: string): Promise<void> {
  const [found, another] = (await listTagRules(store)).filter(
    ({ id }) => id === text || (text.length >= ENOUGH && id.startsWith(text)),
  );
  if (found === undefined) throw new CommandFailed(`there is no tag rule "${text}"`);
  if (another !== undefined) throw new CommandFailed(`several rules begin with "${text}": give the whole id`);
  await inTransaction(store, async (trx) => {
    await deleteTagRule(trx, found.id);
    await askForReview(trx);
  });
  await reviewAll(store);
  out.answer({ removed: found.id, tag: found.tag }, [`Rule ${found.id} and its tags are removed.`]);
}
