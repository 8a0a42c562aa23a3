// Scene: two policies want different values. The value in force stays, and both policies are named.

import { inFile, readStatus, readWhy } from '../answers.js';
import { POLICIES, SETTINGS } from '../cast.js';
import { at, listAt } from '../json.js';
import type { Stage } from '../stage.js';

export async function policiesDisagree({ page, checks, device, service }: Stage): Promise<void> {
  page.chapter('Two policies disagree');
  const { baseline, passive } = POLICIES;
  await service.show('policy', 'assign', passive, '--all-devices');
  const ran = await device.show('sync');
  checks.equal('The exit code says that a setting is not as asked', ran.exitCode, 4);
  await device.show('why', SETTINGS.level);
  const why = await readWhy(device, SETTINGS.level);
  checks.equal('A conflict', [why.state, why.reason?.code], ['conflict', 'conflict']);
  const reason = why.reason?.text ?? '';
  checks.holds(
    'Its reason names both policies',
    reason.includes(baseline) && reason.includes(passive),
    reason,
  );
  checks.equal(
    'Each of them with what it asks for',
    why.wishes.map(({ policy, value }) => [policy, value]).sort(),
    [
      [baseline, 'real_time'],
      [passive, 'passive'],
    ].sort(),
  );
  checks.equal(
    'The value in force stays',
    [inFile(device, 'antivirusEngine', 'enforcementLevel'), why.readBack],
    ['real_time', 'real_time'],
  );
  const status = await readStatus(device);
  checks.equal('Only this setting: where the two agree there is no conflict', status.counts.conflict, 1);
  const reported = listAt(await service.ask('report', '--state', 'conflict'), 'settings');
  checks.equal(
    'The service shows it for both of them',
    reported.map((line) => [at(line, 'policy'), at(line, 'setting')]).sort(),
    [
      [passive, SETTINGS.level],
      [baseline, SETTINGS.level],
    ].sort(),
  );

  await service.show('policy', 'unassign', passive);
  const after = await device.show('sync');
  checks.equal('The contradiction is gone: exit code 0', after.exitCode, 0);
  checks.equal('No conflict is left', (await readStatus(device)).counts.conflict, 0);
}
