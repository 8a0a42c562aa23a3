// Scene: the disk of the Linux server is copied, and both machines start. The service tells them apart, and the one that
// is caught takes a key of its own; nobody does anything, and both enforce all the while.

import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatedLinux } from '../../../platform/simulated/linux-machine.js';
import { managedTextOf, readStatus, toldText } from '../answers.js';
import { at, listAt, textAt } from '../json.js';
import type { SideDevice } from '../side-device.js';
import { createLinuxDevice } from '../side-device.js';
import type { Stage, StagePaths } from '../stage.js';
import { tamper } from '../tampering.js';

const GROUP = 'Database servers';

export async function copiedDisk(stage: Stage): Promise<void> {
  stage.page.chapter('A copied disk');
  const copy = await copyDisk(stage);
  const old = (await readStatus(stage.device)).deviceId ?? 'none';
  await oneIsCaught(stage, copy, old);
  await linkedInTheService(stage, copy, old);
  await bothGoOn(stage, copy);
}

type Copy = SideDevice<SimulatedLinux>;

async function copyDisk({ page, checks, service, device, paths }: Stage): Promise<Copy> {
  await service.show('group', 'create', GROUP);
  await service.show('group', 'add', GROUP, 'simulated-linux');
  page.say(
    'The disk of the Linux server is copied with all that is on it, while its daemon is stopped. Nobody has run ' +
      '"holdfast prepare-image" before, and both machines go on.',
  );
  await device.stopDaemon();
  page.command('cp', ['-a', paths.device, paths.copy]);
  cpSync(paths.device, paths.copy, { recursive: true, preserveTimestamps: true });
  await device.startDaemon();
  const copy = createLinuxDevice(paths.copy, device.ports, page);
  const [here, there] = await Promise.all([device, copy].map(readStatus));
  const facts = await Promise.all([device, copy].map(({ machine }) => machine.facts()));
  checks.equal(
    'Two machines with one identity: the same id and key, even the same hardware',
    [there?.deviceId, keyIn(paths.copy), facts[1]],
    [here?.deviceId, keyIn(paths.device), facts[0]],
  );
  checks.equal('The enrollment secret is on neither of them', filesWithSecret(paths), []);
  return copy;
}

/** In all that the demo has written of the server and of its copy. */
function filesWithSecret({ secret, device, copy }: StagePaths): readonly string[] {
  const text = readFileSync(secret, 'utf8').trim();
  return [device, copy]
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((path) => statSync(path).isFile() && readFileSync(path).includes(text));
}

const keyIn = (folder: string): string => readFileSync(join(folder, 'device-key.pem'), 'utf8');

async function oneIsCaught(stage: Stage, copy: Copy, old: string): Promise<void> {
  const { page, checks, device, requests, paths } = stage;
  const enforced = device.managedText();
  page.say('The original comes to its next check-in. On the copy somebody tampers; then it checks in, too.');
  await device.nextTurnOf('sync');
  tamper(copy.machine);
  requests.takeAnswered();
  const { exitCode } = await copy.show('sync');
  const answered = requests.takeAnswered();
  page.say('What it asked the service, and how that was answered:');
  page.output(answered.join('\n'));
  checks.equal('Who speaks second is caught: 409, and nothing else is refused', refusedOf(answered), [
    '409 POST /v1/checkin',
  ]);
  checks.equal(
    'In the same turn it registers anew, on the word of the key that it has; nobody does anything',
    [exitCode, answered.includes('200 POST /v1/rekey'), answered.includes('201 POST /oauth/register')],
    [0, true, true],
  );
  const { deviceId, enrollment } = await readStatus(copy);
  checks.equal(
    'It is a device of its own now: another id, another key, and managed',
    [deviceId !== old, keyIn(paths.copy) !== keyIn(paths.device), enrollment.number],
    [true, true, 1],
  );
  checks.equal('The original has kept its id', (await readStatus(device)).deviceId, old);
  checks.equal(
    'What somebody had changed is repaired all the same: the managed file of both is the same, byte for byte',
    [managedTextOf(copy.machine), device.managedText()],
    [enforced, enforced],
  );
}

async function linkedInTheService({ page, checks, service }: Stage, copy: Copy, old: string): Promise<void> {
  const fresh = (await readStatus(copy)).deviceId ?? 'none';
  const [before, after] = await Promise.all([old, fresh].map((id) => service.ask('device', 'show', id)));
  page.say('In the service, from "holdfast-service device show":');
  const short = (id: unknown): string => String(id ?? '-').slice(0, 8);
  page.table(
    ['DEVICE', 'NAME', 'STATUS', 'GROUPS', 'SUCCEEDS', 'SUCCEEDED BY'],
    [before, after].map((line) => [
      short(at(line, 'id')),
      textAt(line, 'displayName'),
      toldText(at(line, 'presence')),
      listAt(line, 'groups').join(', '),
      short(at(line, 'succeeds')),
      listAt(line, 'succeededBy').map(short).join(', ') || '-',
    ]),
  );
  checks.equal(
    'The new one is linked to the old one, and the old one to it',
    [at(after, 'succeeds'), at(before, 'succeededBy')],
    [old, [fresh]],
  );
  checks.equal('Both are in the group', [at(before, 'groups'), at(after, 'groups')], [[GROUP], [GROUP]]);
}

async function bothGoOn({ page, checks, service, device, requests }: Stage, copy: Copy): Promise<void> {
  const enforced = device.managedText();
  const ids = await Promise.all([device, copy].map(async (one) => (await readStatus(one)).deviceId));
  page.say('Somebody tampers with the original, too, and both check in once more.');
  tamper(device.machine);
  requests.takeAnswered();
  const codes = [(await device.show('sync')).exitCode, (await copy.show('sync')).exitCode];
  checks.equal('Neither is refused any more', [codes, refusedOf(requests.takeAnswered())], [[0, 0], []]);
  checks.equal(
    'It is repaired, and the copy stays as it is: both enforce all the while',
    [device.managedText(), managedTextOf(copy.machine)],
    [enforced, enforced],
  );
  const known = listAt(await service.ask('device', 'list')).filter((line) =>
    ids.includes(textAt(line, 'id')),
  );
  checks.equal(
    'Neither is suspected any more, and each keeps its id',
    [
      known.map((line) => [at(line, 'presence', 'clonedAt'), at(line, 'presence', 'regressedAt')]),
      await Promise.all([device, copy].map(async (one) => (await readStatus(one)).deviceId)),
    ],
    [
      [
        [undefined, undefined],
        [undefined, undefined],
      ],
      ids,
    ],
  );
}

const refusedOf = (answered: readonly string[]): readonly string[] =>
  answered.filter((line) => !line.startsWith('2'));
