// device list|show|disable|enable|rotate-key|retire: the directory, and when each device was last seen.

import type { Command } from 'commander';
import { deviceChanged } from '../rules/review.js';
import { findAssignment } from '../store/assignments.js';
import { inTransaction } from '../store/database.js';
import { changeState, listActiveFamily, listSuccessors } from '../store/device-states.js';
import type { Device } from '../store/devices.js';
import { buryDevice, listDevices } from '../store/devices.js';
import { listObjects } from '../store/directory.js';
import { listGroups } from '../store/groups.js';
import { listKeys } from '../store/keys.js';
import type { Presence } from '../store/presence.js';
import { askForNewKey, readPresence } from '../store/presence.js';
import { listTagsOf } from '../store/tags.js';
import { namesOf } from '../tags.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, withTenant } from './context.js';
import { describeDevice, PLAIN_SUCCESS, statusText } from './describe-device.js';
import { deviceSyncCommand } from './device-sync-command.js';
import { deviceTagCommands } from './device-tag-commands.js';
import { findDevice } from './find.js';
import { managerWarnings, summaryOf } from './inventory-lines.js';
import { instant, table, wholeSeconds } from './output.js';
import { readStanding } from './standing-lines.js';

export function deviceCommands(program: Command, deps: CliDeps): void {
  const device = program.command('device').description('Devices that registered');
  device
    .command('list')
    .description('All devices, also those that left; ids as far as they tell them apart')
    .action((_options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), list),
    );
  for (const { name, what, work } of ONE_DEVICE)
    device
      .command(name)
      .argument('<device>', 'id, start of the id, or host name')
      .description(what)
      .action((text: string, _options: object, command: Command) =>
        withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async (session) =>
          work(session, await findDevice(session.store, text)),
        ),
      );
  deviceTagCommands(device, deps);
  deviceSyncCommand(device, deps);
}

interface OneDevice {
  readonly name: string;
  readonly what: string;
  readonly work: (session: Session, device: Device) => Promise<void>;
}

const ONE_DEVICE: readonly OneDevice[] = [
  { name: 'show', what: 'One device with its assignment', work: show },
  {
    name: 'disable',
    what: 'Turn a device away until it is enabled again; what is in force on it stays',
    work: (session, device) => change(session, device, 'disabled'),
  },
  {
    name: 'enable',
    what: 'Let a disabled device in again',
    work: (session, device) => change(session, device, 'active'),
  },
  {
    name: 'rotate-key',
    what: 'Have a device take a new key at its next check-in; it stays the same device',
    work: rotateKey,
  },
  {
    name: 'retire',
    what: 'Take a device out for good: its key opens nothing any more, its id is never given again',
    work: retire,
  },
];

async function list({ store, out }: Session): Promise<void> {
  const devices = await listDevices(store);
  const tags = await listTagsOf(
    store,
    devices.map(({ device }) => device),
  );
  const enough = idLength(devices.map(({ device }) => device.id));
  const tagsOf = (device: Device) => namesOf(tags.get(device.id) ?? []);
  out.answer(
    devices.map(({ device, presence }) => ({
      ...answerOf(device),
      tags: tagsOf(device),
      inventory: summaryOf(device),
      presence,
    })),
    [
      ...table(
        ['ID', 'NAME', 'SYSTEM', 'STATE', 'STATUS', 'LAST SEEN', 'TAGS'],
        devices.map(({ device, presence }) => [
          device.id.slice(0, enough),
          device.displayName,
          `${device.osType} ${device.osVersion}`,
          stateOf(device, presence),
          device.state === 'left' ? undefined : statusText(presence),
          instant(presence.lastSeen),
          tagsOf(device).join(', ') || undefined,
        ]),
      ),
      ...devices.flatMap(({ device, presence }) => statusNote(device, presence)),
      ...devices.flatMap(({ device }) => managerWarnings(device)).map((warning) => `Warning: ${warning}`),
    ],
  );
}

/** Characters of an id that tell each of these from the others; 8 at least. */
function idLength(ids: readonly string[]): number {
  let length = 8;
  while (length < 36 && new Set(ids.map((id) => id.slice(0, length))).size < ids.length) length++;
  return length;
}

/** Plain success needs no words, and neither does what a device said before it left. */
function statusNote(device: Device, { statusCode, statusCause, statusSince }: Presence): readonly string[] {
  if (device.state === 'left' || statusCause === undefined || statusCode === PLAIN_SUCCESS) return [];
  const since = statusSince === undefined ? '' : `, since ${wholeSeconds(statusSince)}`;
  return [`${device.displayName}${since}: ${statusCause}`];
}

/** Of many devices only a summary is told. */
function answerOf({ description: _, onboardingTags: __, inventory: ___, ...device }: Device) {
  return device;
}

function stateOf({ state, simulated }: Device, { clonedAt, regressedAt }: Presence): string {
  const notes = [
    ...(simulated ? ['simulated'] : []),
    ...(clonedAt === undefined && regressedAt === undefined ? [] : ['a copy?']),
  ];
  return notes.length === 0 ? state : `${state} (${notes.join(', ')})`;
}

async function show({ store, tenant, clock, out }: Session, device: Device): Promise<void> {
  const assignment = await findAssignment(store, device.id);
  const groups = (await listGroups(store)).filter(({ members }) => members.includes(device.id));
  const shown = {
    device,
    presence: await readPresence(store, device.id),
    assignment,
    groups: groups.map(({ name }) => name),
    keys: (await listKeys(store, device.id)).map(({ thumbprint, addedAt }) => ({ thumbprint, addedAt })),
    objects: await listObjects(store, device.id),
    succeededBy: await listSuccessors(store, device.id),
    newestKeySet: tenant.keySets.at(-1)?.ver ?? 0,
    standing: await readStanding(store, device),
    now: clock.now(),
  };
  const { presence, keys, objects, succeededBy, standing } = shown;
  out.answer(
    {
      ...answerOf(device),
      kind: standing.kind,
      scope: standing.scope,
      tags: namesOf(standing.tags),
      tagSources: standing.tags,
      description: device.description,
      inventory: device.inventory,
      presence,
      keys,
      directory: objects,
      succeededBy,
      groups: shown.groups,
      assignment: assignment && { ver: assignment.ver, ...assignment.content },
    },
    describeDevice(shown),
  );
}

async function change({ store, out }: Session, device: Device, to: 'active' | 'disabled'): Promise<void> {
  const from = to === 'active' ? 'disabled' : 'active';
  const changed = await inTransaction(store, async (trx) => {
    if (!(await changeState(trx, device.id, { from, to }))) return false;
    // Rules can ask for it.
    await deviceChanged(trx, device.id);
    return true;
  });
  if (!changed)
    throw new CommandFailed(
      `"${device.displayName}" is ${to === 'active' ? 'not disabled' : 'disabled already'}`,
    );
  const said =
    to === 'active'
      ? 'is enabled: it is let in again when it next asks'
      : 'is disabled: it is turned away, and what is in force on it stays';
  const family = to === 'active' ? [] : await listActiveFamily(store, device);
  out.answer({ id: device.id, state: to, letIn: family }, [
    `Device "${device.displayName}" (${device.id}) ${said}.`,
    ...familyLines(family),
  ]);
}

async function rotateKey({ store, clock, out }: Session, device: Device): Promise<void> {
  if (device.state === 'disabled')
    throw new CommandFailed(`"${device.displayName}" is disabled: the service does not answer it`);
  await askForNewKey(store, device.id, clock.now());
  out.answer({ id: device.id, rotate: true }, [
    `Device "${device.displayName}" (${device.id}) takes a new key at its next check-in ("device sync" makes it soon).`,
    'The old one counts until the new one was used.',
  ]);
}

async function retire({ store, clock, out }: Session, device: Device): Promise<void> {
  await inTransaction(store, (trx) => buryDevice(trx, device.id, clock.now()));
  const family = await listActiveFamily(store, device);
  out.answer({ id: device.id, state: 'left', letIn: family }, [
    `Device "${device.displayName}" (${device.id}) is retired.`,
    ...familyLines(family),
    'What is in force on it stays: to take it back there, give it an offboarding file.',
  ]);
}

/** Whoever turns a stolen machine away must hear under which other keys it may come. */
const familyLines = (family: readonly string[]): readonly string[] =>
  family.length === 0
    ? []
    : [`It or a copy of it took new keys, and is let in with them as before: ${family.join(', ')}.`];
