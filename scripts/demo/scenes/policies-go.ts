// Scene: policies are unassigned, and the former values come back.

import { inFile, readStatus } from '../answers.js';
import { ASSIGNED, FORMER_FILE, POLICIES, SETTINGS } from '../cast.js';
import type { Device } from '../device.js';
import type { Stage } from '../stage.js';

export async function policiesGo(stage: Stage): Promise<void> {
  stage.page.chapter('A policy goes, the former values come back');
  const enforced = stage.device.managedText();
  await oneGoes(stage);
  await allGo(stage);
  await allComeBack(stage, enforced);
}

/** In the managed file. */
const SHOWN = [
  ['antivirusEngine', 'enforcementLevel'],
  ['antivirusEngine', 'scanArchives'],
  ['cloudService', 'enabled'],
  ['networkProtection', 'enforcementLevel'],
] as const;

const shownValues = (device: Device): readonly string[] =>
  SHOWN.map((path) => String(inFile(device, ...path) ?? '(not set)'));

async function oneGoes({ page, checks, device, service }: Stage): Promise<void> {
  const before = shownValues(device);
  await service.show('policy', 'unassign', POLICIES.baseline);
  const { exitCode } = await device.show('sync');
  const after = shownValues(device);
  page.table(
    ['IN THE MANAGED FILE', 'ASSIGNED', 'UNASSIGNED'],
    SHOWN.map((path, row) => [path.join('.'), before[row] ?? '', after[row] ?? '']),
  );
  checks.equal('The policy was in force until now', before, ['real_time', 'true', 'true', 'audit']);
  checks.equal('Each has its former value again, or is gone as it was', after, [
    'on_demand',
    'false',
    'false',
    '(not set)',
  ]);
  const told = (await readStatus(device)).settings.find(({ id }) => id === SETTINGS.level);
  checks.equal('It is told as given back', [told?.state, told?.reason], ['notApplicable', 'restored']);
  checks.equal('Exit code 0: nothing asks for them any more', exitCode, 0);
  checks.equal(
    'Defender itself is back where its administrator had it',
    await device.askDefender('health', '--field', 'real_time_protection_enabled'),
    'false [managed]',
  );
  const exclusions = inFile(device, 'antivirusEngine', 'exclusions');
  checks.equal(
    'What the other policies ask for stays: nine exclusions',
    Array.isArray(exclusions) ? exclusions.length : exclusions,
    9,
  );
}

async function allGo({ page, checks, device, service }: Stage): Promise<void> {
  page.say('Now the other four.');
  for (const name of ASSIGNED) if (name !== POLICIES.baseline) await service.tell('policy', 'unassign', name);
  const { exitCode } = await device.show('sync');
  page.say('The managed file:');
  page.output(device.managedText().replaceAll('\t', '  '));
  checks.equal(
    "Nothing of ours is left: the file is the administrator's own, byte for byte",
    device.managedText(),
    FORMER_FILE,
  );
  checks.equal('Exit code 0', exitCode, 0);
}

async function allComeBack({ page, checks, device, service }: Stage, enforced: string): Promise<void> {
  page.say('And all five again.');
  for (const name of ASSIGNED) await service.tell('policy', 'assign', name, '--all-devices');
  const { exitCode } = await device.show('sync');
  checks.equal('All is enforced as before, byte for byte', device.managedText(), enforced);
  checks.equal('Exit code 0', [exitCode, (await readStatus(device)).policies.length], [0, ASSIGNED.length]);
}
