// scope show|set|allow|forbid|configmgr: which devices are enforced.

import type { Command } from 'commander';
import { Argument } from 'commander';
import type { DeviceKind, Scope } from '../scope.js';
import { choicesOf, DEVICE_KINDS, MANAGEMENT_TAG } from '../scope.js';
import { inTransaction } from '../store/database.js';
import { readScope, saveChoice, saveSwitch } from '../store/scope.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { WrongUse, withTenant } from './context.js';
import { table } from './output.js';

export function scopeCommands(program: Command, deps: CliDeps): void {
  const scope = program.command('scope').description('Which devices are enforced; devices hear it signed');
  scope
    .command('show')
    .description('The choices as they are')
    .action((_options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), show),
    );
  scope
    .command('set')
    .addArgument(new Argument('<kind>', 'kind of device').choices(DEVICE_KINDS))
    .addArgument(
      new Argument('<choice>', 'domain controllers: off or on, with the tag mode of servers').choices([
        'off',
        'tagged',
        'all',
        'on',
      ]),
    )
    .description(`Enforce none, those with the tag ${MANAGEMENT_TAG}, or all devices of a kind`)
    .action((kind: DeviceKind, choice: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) => set(session, kind, choice)),
    );
  switchCommands(scope, deps);
}

async function set(session: Session, kind: DeviceKind, choice: string): Promise<void> {
  const choices = choicesOf(kind);
  if (!choices.includes(choice)) throw new WrongUse(`for ${kind} there is: ${choices.join(', ')}`);
  await inTransaction(session.store, (trx) => saveChoice(trx, kind, choice));
  await show(session);
}

function switchCommands(scope: Command, deps: CliDeps): void {
  const allowing = [
    { name: 'allow', on: true, what: 'Allow enforcement, as far as the choices go' },
    {
      name: 'forbid',
      on: false,
      what: 'Forbid enforcement on every device: they give the former values back',
    },
  ];
  for (const { name, on, what } of allowing)
    scope
      .command(name)
      .description(what)
      .action((_options: object, command: Command) =>
        withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async (session) => {
          await inTransaction(session.store, (trx) => saveSwitch(trx, 'enforcement', on));
          await show(session);
        }),
      );
  scope
    .command('configmgr')
    .addArgument(new Argument('<switch>').choices(['on', 'off']))
    .description('Whether Configuration Manager, where its client is, is the only authority')
    .action((given: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async (session) => {
        await inTransaction(session.store, (trx) => saveSwitch(trx, 'configmgr-authority', given === 'on'));
        await show(session);
      }),
    );
}

async function show({ store, out }: Session): Promise<void> {
  const scope = await readScope(store);
  out.answer(scope, [
    `Enforcement            ${scope.allowed ? 'allowed' : 'forbidden for every device ("scope allow" permits it)'}`,
    `Configuration Manager  ${scope.configMgrAuthority ? 'the only authority where its client is' : 'no authority here'}`,
    '',
    ...table(
      ['DEVICES', 'SCOPE', 'MEANS'],
      DEVICE_KINDS.map((kind) => [kind, scope.choices[kind], meaningOf(kind, scope)]),
    ),
  ]);
}

function meaningOf(kind: DeviceKind, { choices }: Scope): string {
  if (choices[kind] === 'off') return 'none is enforced';
  const choice = kind === 'domain-controllers' ? choices.servers : choices[kind];
  const as = kind === 'domain-controllers' ? ', as for servers' : '';
  if (choice === 'off') return `none is enforced${as}`;
  return choice === 'all'
    ? `all are enforced${as}`
    : `those with the tag ${MANAGEMENT_TAG} are enforced${as}`;
}
