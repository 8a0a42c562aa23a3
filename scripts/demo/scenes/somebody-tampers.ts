// Scene: somebody changes a setting on the server. The next look finds it, repairs it, and calls it drift.

import { MANAGED_FILE } from '../../../platform/simulated/machine-state.js';
import { inFile, readStatus, readWhy } from '../answers.js';
import { SETTINGS } from '../cast.js';
import { at, listAt } from '../json.js';
import { minutes, minutesText } from '../spans.js';
import type { Stage } from '../stage.js';
import { tamper } from '../tampering.js';

const PROTECTS = ['health', '--field', 'real_time_protection_enabled'] as const;

export async function somebodyTampers({ page, checks, device, service, requests }: Stage): Promise<void> {
  page.chapter('Somebody tampers with a setting');
  const good = device.managedText();
  tamper(device.machine);
  page.say(`Behind the agent's back, ${MANAGED_FILE} now says:`);
  page.output(`"enforcementLevel": "${String(inFile(device, 'antivirusEngine', 'enforcementLevel'))}"`);
  checks.equal(
    'Defender itself says that it protects no more',
    await device.askDefender(...PROTECTS),
    'false [managed]',
  );

  const before = await readStatus(device);
  requests.take();
  const seen = await device.nextTurn();
  const waitMs = seen.startedAt - before.writtenAt;
  page.say(
    `${minutesText(waitMs)} after its last turn the daemon looks again, as it does between check-ins.`,
  );
  checks.equal(
    'A turn of its own, without a single request to the service',
    [seen.turn, seen.why, requests.take()],
    ['drift', 'drift', []],
  );
  checks.holds('It came within half an hour', waitMs <= minutes(31), minutesText(waitMs));

  await device.show('why', SETTINGS.level);
  const why = await readWhy(device, SETTINGS.level);
  checks.equal(
    'Found and repaired, and told as drift',
    [why.state, why.reason?.code, why.drift],
    ['remediated', 'drift-repaired', true],
  );
  checks.equal('Read back: the value is in force again', why.readBack, 'real_time');
  checks.equal('Defender itself says so too', await device.askDefender(...PROTECTS), 'true [managed]');
  checks.equal('The file is what it was before, byte for byte', device.managedText(), good);
  const drifted = (await readStatus(device)).settings.filter(({ drift }) => drift).map(({ id }) => id);
  checks.equal('No other setting drifted', drifted, [SETTINGS.level]);

  await device.nextTurnOf('sync');
  const reported = listAt(await service.ask('report'), 'settings').filter(
    (line) => at(line, 'drift') === true,
  );
  checks.equal(
    'With the next check-in the service knows of it',
    reported.map((line) => [at(line, 'setting'), at(line, 'reason', 'code')]),
    [[SETTINGS.level, 'drift-repaired']],
  );
}
