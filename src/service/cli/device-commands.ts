// device list|show: the directory, and when each device was last seen.

import type { Command } from 'commander';
import { findAssignment } from '../store/assignments.js';
import type { Device } from '../store/devices.js';
import { listDevices } from '../store/devices.js';
import { listGroups } from '../store/groups.js';
import { listKeys } from '../store/keys.js';
import type { Presence } from '../store/presence.js';
import { readPresence } from '../store/presence.js';
import { listTagsOf } from '../store/tags.js';
import { namesOf } from '../tags.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { withTenant } from './context.js';
import { deviceSyncCommand } from './device-sync-command.js';
import { deviceTagCommands } from './device-tag-commands.js';
import { findDevice } from './find.js';
import { inventoryLines, managerWarnings, summaryOf } from './inventory-lines.js';
import { instant, table } from './output.js';
import { readStanding, standingLines } from './standing-lines.js';

export function deviceCommands(program: Command, deps: CliDeps): void {
  const device = program.command('device').description('Devices that registered');
  device
    .command('list')
    .description('All devices, also those that left')
    .action((_options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), list),
    );
  device
    .command('show')
    .argument('<device>', 'id, start of the id, or host name')
    .description('One device with its assignment')
    .action((text: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), (session) => show(session, text)),
    );
  deviceTagCommands(device, deps);
  deviceSyncCommand(device, deps);
}

async function list({ store, out }: Session): Promise<void> {
  const devices = await listDevices(store);
  const tags = await listTagsOf(
    store,
    devices.map(({ device }) => device),
  );
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
        ['ID', 'NAME', 'OS', 'VERSION', 'STATE', 'STATUS', 'LAST SEEN', 'TAGS'],
        devices.map(({ device, presence }) => [
          device.id,
          device.displayName,
          device.osType,
          device.osVersion,
          stateOf(device),
          presence.statusCode,
          instant(presence.lastSeen),
          tagsOf(device).join(', ') || undefined,
        ]),
      ),
      ...devices.flatMap(({ device }) => managerWarnings(device)).map((warning) => `Warning: ${warning}`),
    ],
  );
}

/** Of many devices only a summary is told. */
function answerOf({ description: _, onboardingTags: __, inventory: ___, ...device }: Device) {
  return device;
}

const stateOf = ({ state, simulated }: Device): string => (simulated ? `${state} (simulated)` : state);

async function show({ store, out, clock }: Session, text: string): Promise<void> {
  const device = await findDevice(store, text);
  const presence = await readPresence(store, device.id);
  const assignment = await findAssignment(store, device.id);
  const keys = (await listKeys(store, device.id)).map(({ thumbprint, addedAt }) => ({ thumbprint, addedAt }));
  const groups = (await listGroups(store)).filter(({ members }) => members.includes(device.id));
  const names = groups.map(({ name }) => name);
  const delivered = assignment && { ver: assignment.ver, ...assignment.content };
  const standing = await readStanding(store, device);
  const answer = {
    ...answerOf(device),
    kind: standing.kind,
    scope: standing.scope,
    tags: namesOf(standing.tags),
    tagSources: standing.tags,
    description: device.description,
    inventory: device.inventory,
    presence,
    keys,
    groups: names,
    assignment: delivered,
  };
  out.answer(answer, [
    `Device      ${device.displayName}`,
    `Id          ${device.id}`,
    `System      ${device.osType} ${device.osVersion}`,
    `State       ${stateOf(device)}, ${describePresence(presence)}`,
    ...copyWarning(presence),
    ...inventoryLines(device, clock.now()),
    `Agent       ${device.agentVersion ?? 'not reported yet'}`,
    `Registered  ${instant(device.createdAt)}, by enrollment ${device.enrollmentId}`,
    ...standingLines(standing, assignment, presence),
    `Groups      ${names.join(', ') || 'none'}`,
    `Keys        ${keys.map(({ thumbprint }) => thumbprint).join(', ')}`,
    assignment === undefined
      ? 'Assignment  none delivered yet'
      : `Assignment  version ${assignment.ver} of ${instant(assignment.issuedAt)}, valid until ${instant(assignment.expiresAt)}`,
    '',
    ...table(
      ['POLICY', 'NAME', 'REV'],
      (delivered?.policies ?? []).map(({ id, name, revision }) => [id, name, revision]),
    ),
  ]);
}

function copyWarning(presence: Presence | undefined): readonly string[] {
  if (presence?.regressedAt === undefined) return [];
  return [
    `Warning     a copy of this device may be at work: a number came twice, ${instant(presence.regressedAt)}`,
  ];
}

function describePresence(presence: Presence | undefined): string {
  if (presence?.lastSeen === undefined) return 'never seen since it registered';
  return `last seen ${instant(presence.lastSeen)} (${presence.statusCode ?? 'no status'})`;
}
