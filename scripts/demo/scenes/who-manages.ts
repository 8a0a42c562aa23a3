// Scene: who manages each device, in one line each: what its probes found, and what the service has heard of it.

import type { AskedDevice } from '../answers.js';
import { readStatus, toldText } from '../answers.js';
import { at, listAt, textAt } from '../json.js';
import type { ManagementService } from '../management-service.js';
import type { Stage } from '../stage.js';

export async function whoManages({ page, checks, service, device, windows, mac }: Stage): Promise<void> {
  page.chapter('Who manages each device');
  page.say('Nobody but Holdfast: as the probes of each find, and as the service hears with the next sync.');
  const found: Standing[] = [];
  for (const one of [device, windows, mac]) found.push(await standingOf(one, service));
  page.table(
    ['DEVICE', 'VERDICT', 'LOOKED FOR, AND NOT THERE', 'STATUS', 'SCOPE'],
    found.map(({ name, verdict, absent, status, scope }) => [
      name,
      verdict,
      absent.join(', '),
      status,
      scope,
    ]),
  );
  checks.equal(
    'Each is free, managed by Holdfast with the number of success, and in scope',
    found.map(({ verdict, status, scope }) => [verdict, status, scope]),
    Array(3).fill(['free', 'managed (1)', 'in']),
  );
  checks.equal(
    'No probe that was made is left without a sure answer',
    found.map(({ asked, absent }) => asked - absent.length),
    [0, 0, 0],
  );
}

interface Standing {
  readonly name: string;
  readonly verdict: string;
  readonly asked: number;
  readonly absent: readonly string[];
  readonly status: string;
  readonly scope: string;
}

async function standingOf(device: AskedDevice, service: ManagementService): Promise<Standing> {
  await device.ask('sync');
  const probe = await device.ask('probe');
  const managers = listAt(probe, 'managers');
  const shown = await service.ask('device', 'show', (await readStatus(device)).deviceId ?? 'none');
  return {
    name: textAt(shown, 'displayName'),
    verdict: textAt(probe, 'verdict', 'fit'),
    asked: managers.length,
    absent: managers
      .filter((line) => at(line, 'answer') === 'not-managed')
      .map((line) => textAt(line, 'manager')),
    status: toldText(at(shown, 'presence')),
    scope: textAt(shown, 'scope', 'scope'),
  };
}
