// Scene: the service cannot be reached. Protection goes on, the report waits, and both meet again.

import { readStatus, readWhy } from '../answers.js';
import { ASSIGNED, SETTINGS } from '../cast.js';
import { secondsText } from '../spans.js';
import type { Stage } from '../stage.js';
import { tamper } from '../tampering.js';

export async function serviceIsLost(stage: Stage): Promise<void> {
  stage.page.chapter('The service is lost, and comes back');
  await protectedAllTheSame(stage);
  await together(stage);
}

async function protectedAllTheSame({ page, checks, device, service, requests }: Stage): Promise<void> {
  await service.stop();
  const good = device.managedText();
  tamper(device.machine);
  page.say('The service is stopped. Somebody tampers again, and the daemon comes to its next look.');
  requests.take();
  const { turn } = await device.nextTurn();
  const why = await readWhy(device, SETTINGS.level);
  checks.equal(
    'Found and repaired from the policy that the device keeps',
    [turn, why.state, why.reason?.code],
    ['drift', 'remediated', 'drift-repaired'],
  );
  checks.equal('The file is what it was before, byte for byte', device.managedText(), good);

  const ran = await device.show('sync');
  checks.equal('A sync says by its exit code that the service is not reached', ran.exitCode, 6);
  const { service: link, policies, counts } = await readStatus(device);
  checks.equal('The status says so too', link.reached, false);
  checks.equal('A report waits for each of the five policies', link.waitingReports, ASSIGNED.length);
  checks.equal('All five are still enforced', [policies.length, counts.error], [ASSIGNED.length, 0]);
  checks.equal('Not one request has arrived meanwhile', requests.take(), []);
}

async function together({ page, checks, device, service, requests }: Stage): Promise<void> {
  const lost = await readStatus(device);
  await service.start();
  page.say('The service is back, at the same address.');
  const retry = await device.nextTurnOf('sync');
  const waitMs = retry.startedAt - lost.writtenAt;
  checks.holds(
    `The daemon tries again by itself, after ${secondsText(waitMs)}: at random, within 30 s the first time`,
    retry.why === 'retry' && waitMs <= 31_000,
    `${retry.why} after ${secondsText(waitMs)}`,
  );
  const { service: link } = await readStatus(device);
  checks.equal('The service is reached', link.reached, true);
  checks.equal(
    'The report is delivered, and none waits any more',
    [requests.take().includes('POST /v1/reports'), link.waitingReports],
    [true, 0],
  );
}
