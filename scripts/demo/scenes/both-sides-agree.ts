// Scene: what the service shows is what the device found; and the last look at the device.

import { readStatus, stateOf } from '../answers.js';
import { countsText, total } from '../counts.js';
import { at, listAt, textAt } from '../json.js';
import type { Stage } from '../stage.js';

export async function bothSidesAgree(stage: Stage): Promise<void> {
  await sameOnBothSides(stage);
  await lastLook(stage);
}

async function sameOnBothSides({ page, checks, device, service }: Stage): Promise<void> {
  page.chapter('The service and the device say the same');
  const status = await readStatus(device);
  page.command('holdfast-service', ['report', '--json']);
  const report = await service.ask('report');
  const policies = listAt(report, 'policies');
  const settings = listAt(report, 'settings');
  page.say('As tables; settings that are plainly compliant are only counted:');
  page.table(
    ['DEVICE', 'POLICY', 'STATE', 'SETTINGS'],
    policies.map((line) => [
      textAt(line, 'device'),
      textAt(line, 'policy'),
      textAt(line, 'state'),
      countsText(at(line, 'counts')),
    ]),
  );
  page.table(
    ['SETTING', 'STATE', 'REASON', 'EXPECTED'],
    settings.map((line) => [
      textAt(line, 'setting'),
      textAt(line, 'state'),
      String(at(line, 'reason', 'code') ?? '-'),
      cut(String(at(line, 'expected') ?? '-')),
    ]),
  );
  checks.equal(
    'Each policy has the same state on both sides, over as many settings',
    policies.map((line) => [textAt(line, 'policy'), textAt(line, 'state'), total(at(line, 'counts'))]).sort(),
    status.policies.map(({ name, state, settings: count }) => [name, state, count]).sort(),
  );
  checks.equal(
    'So has each setting that is listed',
    settings.map((line) => [textAt(line, 'setting'), textAt(line, 'state')]),
    settings.map((line) => [textAt(line, 'setting'), stateOf(status, textAt(line, 'setting'))]),
  );
  checks.equal(
    'No setting that is not plainly compliant is missing there',
    status.settings
      .filter(({ state }) => state !== 'compliant')
      .map(({ id }) => id)
      .sort(),
    settings
      .filter((line) => textAt(line, 'state') !== 'compliant')
      .map((line) => textAt(line, 'setting'))
      .sort(),
  );
  checks.equal(
    'A compliant one is listed there only because it had drifted while the service was away',
    settings.filter((line) => textAt(line, 'state') === 'compliant').map((line) => at(line, 'drift')),
    [true],
  );
}

async function lastLook({ page, checks, device, service }: Stage): Promise<void> {
  page.chapter('The last look');
  const ran = await device.show('status');
  checks.equal('All is as asked: exit code 0', ran.exitCode, 0);
  const status = await readStatus(device);
  checks.equal(
    'Each setting is compliant, or unknown because nothing shows it',
    status.counts.compliant + status.counts.unknown,
    status.settings.length,
  );
  checks.equal(
    'Nothing waits, and there is no warning',
    [status.service.waitingReports, status.warnings],
    [0, []],
  );
  checks.equal(
    'Neither the agent nor the service has logged an error',
    [device.errors(), service.errors()],
    [[], []],
  );
}

const LIMIT = 16;
const cut = (text: string): string => (text.length <= LIMIT ? text : `${text.slice(0, LIMIT - 3)}...`);
