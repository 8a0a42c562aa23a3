// Scene: policies are unassigned, and the former values come back.

import { inFile, readStatus } from '../answers.js';
import { ASSIGNED, FORMER_FILE, POLICIES } from '../cast.js';
import type { Device } from '../device.js';
import type { Stage } from '../stage.js';

const SHOWN = [
  ['antivirusEngine', 'enforcementLevel'],
  ['antivirusEngine', 'scanArchives'],
  ['cloudService', 'enabled'],
  ['networkProtection', 'enforcementLevel'],
] as const;

const shownValues = (device: Device): readonly string[] =>
  SHOWN.map((path) => String(inFile(device, ...path) ?? '(not set)'));

export async function policiesGo({ page, checks, device, service }: Stage): Promise<void> {
  page.chapter('A policy goes, the former values come back');
  const enforced = device.managedText();
  const before = shownValues(device);
  await service.show('policy', 'unassign', POLICIES.baseline);
  await device.show('sync');
  const after = shownValues(device);
  page.table(
    ['IN THE MANAGED FILE', 'ASSIGNED', 'UNASSIGNED'],
    SHOWN.map((path, row) => [path.join('.'), before[row] ?? '', after[row] ?? '']),
  );
  checks.equal('Each has its former value again, or is gone as it was', after, [
    'on_demand',
    'false',
    'false',
    '(not set)',
  ]);
  checks.equal(
    'What other policies ask for stays',
    inFile(device, 'antivirusEngine', 'exclusions') !== undefined,
    true,
  );

  for (const name of ASSIGNED) if (name !== POLICIES.baseline) await service.tell('policy', 'unassign', name);
  await device.show('sync');
  checks.equal(
    "Nothing of ours is left: the file is the administrator's own, byte for byte",
    device.managedText(),
    FORMER_FILE,
  );

  for (const name of ASSIGNED) await service.tell('policy', 'assign', name, '--all-devices');
  await device.show('sync');
  checks.equal('Assigned again, all is enforced again as before', device.managedText(), enforced);
  checks.equal('... and nothing failed', (await readStatus(device)).exitCode, 0);
}
