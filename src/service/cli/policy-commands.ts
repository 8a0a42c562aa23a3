// policy import|list|show|assign|unassign|delete.

import { basename } from 'node:path';
import type { Command } from 'commander';
import { counted } from '../../model/counted.js';
import type { Mistake } from '../../model/policy/document.js';
import { parsePolicy } from '../../model/policy/parse-policy.js';
import type { Imported } from '../policy/import.js';
import { importPolicy } from '../policy/import.js';
import { listSettings } from '../policy/setting-lines.js';
import { inTransaction } from '../store/database.js';
import type { Group } from '../store/groups.js';
import { listGroups } from '../store/groups.js';
import type { StoredPolicy, Target } from '../store/policies.js';
import {
  deleteTargets,
  listPolicies,
  listRevisions,
  markPolicyDeleted,
  readPolicyBytes,
  saveTarget,
} from '../store/policies.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, WrongUse, withTenant } from './context.js';
import { readBytes } from './files.js';
import { findGroup, findPolicy } from './find.js';
import { instant, table } from './output.js';

interface TargetOptions extends GlobalOptions {
  readonly group?: string;
  readonly allDevices?: boolean;
  readonly exclude?: boolean;
}

export function policyCommands(program: Command, deps: CliDeps): void {
  const policy = program
    .command('policy')
    .description('Import policies, look at them, say which devices get them');
  policy
    .command('import')
    .argument('<file...>', 'policy files: Intune exports or Graph JSON')
    .option('--id <guid>', 'id of the policy (with one file), where the file has none or another is wanted')
    .description('Store policy files; a policy that is known already gets a new revision')
    .action((files: string[], { id }: { id?: string }, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) =>
        importFiles(session, files, id),
      ),
    );
  policy
    .command('list')
    .description('All policies with their revision and targets')
    .action((_options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), list),
    );
  policy
    .command('show')
    .argument('<policy>', 'id, start of the id, or name')
    .description('One policy with every setting')
    .action((text: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) => show(session, text)),
    );
  targetCommands(policy, deps);
  policy
    .command('delete')
    .argument('<policy>', 'id, start of the id, or name')
    .description('Unassign and remove a policy; devices give its settings back')
    .action((text: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async ({ store, clock, out }) => {
        const { id, name } = await findPolicy(store, text);
        await inTransaction(store, (trx) => markPolicyDeleted(trx, id, clock.now()));
        out.answer({ deleted: id, name }, [`Policy "${name}" is deleted.`]);
      }),
    );
}

function targetCommands(policy: Command, deps: CliDeps): void {
  policy
    .command('assign')
    .argument('<policy>', 'id, start of the id, or name')
    .option('--group <group>', 'to the devices of this group')
    .option('--all-devices', 'to all devices')
    .option('--exclude', 'keep these devices out; exclusion wins over inclusion')
    .description('Say which devices get a policy')
    .action((text: string, _options: object, command: Command) => {
      const options = command.optsWithGlobals<TargetOptions>();
      return withTenant(deps, options, async ({ store, out }) => {
        const target = await targetOf({ store }, options);
        if (target === undefined)
          command.error('error: give --group GROUP or --all-devices', { exitCode: 2 });
        const found = await findPolicy(store, text);
        await inTransaction(store, (trx) => saveTarget(trx, found.id, target));
        const to = describeTarget(target, await listGroups(store));
        const refused = found.refused === undefined ? [] : [`It is not delivered: ${found.refused}`];
        out.answer({ policy: found.id, target }, [`Policy "${found.name}": ${to}.`, ...refused]);
      });
    });
  policy
    .command('unassign')
    .argument('<policy>', 'id, start of the id, or name')
    .option('--group <group>', 'from this group')
    .option('--all-devices', 'from all devices (the target so named)')
    .description('Take a target away; without one, all of them')
    .action((text: string, _options: object, command: Command) => {
      const options = command.optsWithGlobals<TargetOptions>();
      return withTenant(deps, options, async ({ store, out }) => {
        const target = await targetOf({ store }, options);
        const { id, name } = await findPolicy(store, text);
        const removed = await inTransaction(store, (trx) => deleteTargets(trx, id, target));
        if (removed === 0) throw new CommandFailed(`policy "${name}" is not assigned so`);
        out.answer({ policy: id, removed }, [`Policy "${name}": ${counted(removed, 'target')} taken away.`]);
      });
    });
}

async function targetOf(
  { store }: Pick<Session, 'store'>,
  { group, allDevices, exclude = false }: TargetOptions,
): Promise<Target | undefined> {
  if (group !== undefined && allDevices) throw new WrongUse('give either --group or --all-devices');
  if (group !== undefined) return { to: 'group', groupId: (await findGroup(store, group)).id, exclude };
  return allDevices ? { to: 'all-devices', exclude } : undefined;
}

function describeTarget(target: Target, groups: readonly Group[]): string {
  const to =
    target.to === 'all-devices'
      ? 'all devices'
      : `group ${groups.find(({ id }) => id === target.groupId)?.name ?? target.groupId}`;
  return target.exclude ? `not ${to}` : to;
}

async function importFiles(
  session: Session,
  files: readonly string[],
  id: string | undefined,
): Promise<void> {
  if (id !== undefined && files.length > 1) throw new WrongUse('--id goes with one file');
  const { store, out } = session;
  const read = files.map((path) => ({ path, bytes: readBytes(path) }));
  const imported: Imported[] = [];
  const refused: { readonly file: string; readonly mistakes: readonly Mistake[] }[] = [];
  for (const { path, bytes } of read) {
    const file = { name: basename(path), bytes, id };
    const result = await inTransaction(store, (trx) => importPolicy(trx, file, session));
    if (result.ok) imported.push(result.value);
    else refused.push({ file: path, mistakes: result.error });
  }
  const lines = imported.flatMap(({ revision, changed, mistakes, warnings, dangers }) => [
    `${changed ? 'Imported' : 'Unchanged'}: "${revision.name}" revision ${revision.revision}, ${counted(revision.settings, 'setting')} (${revision.id})`,
    ...(revision.refused === undefined ? [] : [`  Kept, not delivered: ${revision.refused}`]),
    ...mistakes.map((mistake) => `  Mistake at ${describeMistake(mistake)}`),
    ...warnings.map((warning) => `  Note on ${describeMistake(warning)}`),
    ...dangers.map(({ name, text }) => `  Warning on ${name}: ${text}`),
  ]);
  out.answer({ imported, refused }, lines);
  for (const { file, mistakes } of refused)
    for (const mistake of mistakes) out.note(`${file}: ${describeMistake(mistake)}`);
  if (refused.length > 0)
    throw new CommandFailed(`${counted(refused.length, 'file is', 'files are')} refused, of ${files.length}`);
}

const describeMistake = ({ path, expected, found }: Mistake): string =>
  `${path}: expected ${expected}, found ${found}`;

async function list({ store, out }: Session): Promise<void> {
  const policies = await listPolicies(store);
  const groups = await listGroups(store);
  out.answer(
    policies,
    table(
      ['ID', 'NAME', 'REV', 'PLATFORM', 'SETTINGS', 'TARGETS', 'CHANNEL'],
      policies.map((policy) => [
        policy.id,
        policy.name,
        policy.revision,
        policy.platforms,
        policy.settings,
        policy.targets.map((target) => describeTarget(target, groups)).join(', ') || 'none',
        policy.refused === undefined ? 'carried' : 'refused',
      ]),
    ),
  );
}

async function show({ store, out }: Session, text: string): Promise<void> {
  const policy = await findPolicy(store, text);
  const bytes = await readPolicyBytes(store, policy);
  const parsed = bytes === undefined ? undefined : parsePolicy(bytes);
  const settings = parsed?.ok ? listSettings(parsed.value) : [];
  const mistakes = parsed?.ok ? parsed.value.mistakes : [];
  const revisions = await listRevisions(store, policy.id);
  out.answer({ ...policy, settings, mistakes, revisions }, [
    ...describePolicy(policy, await listGroups(store)),
    '',
    ...table(
      ['SETTING', 'VALUE'],
      settings.map(({ depth, id, value }) => [`${'  '.repeat(depth)}${id}`, value]),
    ),
    ...mistakes.map((mistake) => `Mistake at ${describeMistake(mistake)}`),
    '',
    ...table(
      ['REV', 'IMPORTED', 'FROM', 'SHA-256'],
      revisions.map(({ revision, importedAt, source, sha256 }) => [
        revision,
        instant(importedAt),
        source,
        sha256,
      ]),
    ),
  ]);
}

function describePolicy(policy: StoredPolicy, groups: readonly Group[]): readonly string[] {
  const targets = policy.targets.map((target) => describeTarget(target, groups)).join(', ') || 'none';
  return [
    `Policy    ${policy.name}`,
    `Id        ${policy.id}`,
    `Revision  ${policy.revision}, ${instant(policy.importedAt)}, from ${policy.source}`,
    `Platform  ${policy.platforms}`,
    `Targets   ${targets}`,
    `Channel   ${policy.refused === undefined ? 'carried' : `not delivered: ${policy.refused}`}`,
  ];
}
