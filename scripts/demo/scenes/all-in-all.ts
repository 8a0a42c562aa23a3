// Scene: the whole story on one screen, a line for each system: what stands there at its end, and what it has shown.

import { readStatus } from '../answers.js';
import { countsText } from '../counts.js';
import type { Stage } from '../stage.js';

/** By the system as its status names it. Each was checked in a scene of its own. */
const SHOWN: Readonly<Record<string, string>> = {
  linux: 'drift repaired, conflict held, enforced without the service',
  windows: 'tamper protection told by its code, given back byte for byte',
  macos: 'what only a profile sets is in force through one',
};

export async function allInAll({ page, checks, device, windows, mac }: Stage): Promise<void> {
  page.chapter('All three at the end, on one screen');
  const statuses = await Promise.all([device, windows, mac].map(readStatus));
  page.table(
    ['SYSTEM', 'POLICIES', 'SETTINGS', 'SHOWN ABOVE'],
    statuses.map(({ os, policies, counts }) => [
      os,
      String(policies.length),
      countsText(counts),
      SHOWN[os] ?? '',
    ]),
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
