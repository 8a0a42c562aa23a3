// Scene: the whole story on one screen, a line for each system: what stands there at its end, and what it has shown;
// and the fleet as the service lists it, the copy with it.

import { readStatus, toldText } from '../answers.js';
import { countsText } from '../counts.js';
import { at, listAt, textAt } from '../json.js';
import type { Stage } from '../stage.js';

/** By the system as its status names it. Each was checked in a scene of its own. */
const SHOWN: Readonly<Record<string, string>> = {
  linux: 'drift repaired, conflict held, enforced without the service, a copy caught',
  windows: 'tamper protection told by its code, taken over by an MDM, given back byte for byte',
  macos: 'what only a profile sets is in force through one',
};

export async function allInAll(stage: Stage): Promise<void> {
  stage.page.chapter('All three at the end, on one screen');
  await eachSystem(stage);
  await theFleet(stage);
}

async function eachSystem({ page, checks, device, windows, mac }: Stage): Promise<void> {
  const statuses = await Promise.all([device, windows, mac].map(readStatus));
  page.table(
    ['SYSTEM', 'STATUS', 'POLICIES', 'SETTINGS'],
    statuses.map(({ os, enrollment, policies, counts }) => [
      os,
      `${enrollment.state} (${enrollment.number})`,
      String(policies.length),
      countsText(counts),
    ]),
  );
  page.table(
    ['SYSTEM', 'SHOWN ABOVE'],
    statuses.map(({ os }) => [os, SHOWN[os] ?? '']),
  );
  checks.equal(
    'Each of the three is managed, and nothing on it is otherwise than asked',
    statuses.map(({ os, enrollment, counts }) => [
      os,
      enrollment.state,
      counts.error + counts.conflict + counts.nonCompliant,
    ]),
    [
      ['linux', 'managed', 0],
      ['windows', 'managed', 0],
      ['macos', 'managed', 0],
    ],
  );
}

async function theFleet({ page, checks, service }: Stage): Promise<void> {
  page.say('And the fleet, from "holdfast-service device list":');
  const fleet = listAt(await service.ask('device', 'list'));
  page.table(
    ['ID', 'NAME', 'SYSTEM', 'STATUS', 'SINCE', 'SUCCEEDS'],
    fleet.map((line) => [
      textAt(line, 'id').slice(0, 8),
      textAt(line, 'displayName'),
      textAt(line, 'osType'),
      toldText(at(line, 'presence')),
      textAt(line, 'presence', 'statusSince').slice(11, 19),
      String(at(line, 'succeeds') ?? '-').slice(0, 8),
    ]),
  );
  checks.equal(
    "Each has told its status, with the vendor's number for success: the three, and the copy",
    fleet.map((line) => [textAt(line, 'osType'), at(line, 'presence', 'statusNumber')]).sort(),
    [
      ['Linux', 1],
      ['Linux', 1],
      ['Windows Server', 1],
      ['macOS', 1],
    ],
  );
}
