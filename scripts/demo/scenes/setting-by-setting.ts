// Scene: one answer for each setting, with its reason, and what stands behind some of them.

import { STATES_WORST_FIRST } from '../../../src/model/finding.js';
import { expectedText } from '../../../src/report/redact.js';
import type { WhyView } from '../../../src/report/why-view.js';
import { inFile, readStatus, readWhy, stateOf } from '../answers.js';
import { SETTINGS } from '../cast.js';
import type { Stage } from '../stage.js';

export async function settingBySetting({ page, checks, device }: Stage): Promise<void> {
  page.chapter('One answer for each setting, with its reason');
  const status = await readStatus(device);
  const used = STATES_WORST_FIRST.filter((state) => status.counts[state] > 0);
  page.table(
    ['STATE', 'SETTINGS'],
    used.map((state) => [state, String(status.counts[state])]),
  );
  checks.equal(
    'The counts add up to the settings',
    used.reduce((sum, state) => sum + status.counts[state], 0),
    status.settings.length,
  );
  checks.equal(
    'Nothing failed',
    [status.counts.error, status.counts.conflict, status.counts.nonCompliant],
    [0, 0, 0],
  );

  page.say(
    'Some of them: what was asked for, and what Defender itself says now (a reader that did not write it).',
  );
  const shown: WhyView[] = [];
  for (const id of Object.values(SETTINGS)) shown.push(await readWhy(device, id));
  page.table(
    ['SETTING', 'STATE', 'REASON', 'ASKED', 'READ BACK'],
    shown.map((view) => [
      view.name,
      view.state ?? '-',
      view.reason?.code ?? '-',
      askedText(view),
      readText(view),
    ]),
  );
  checks.equal(
    'Five of these six are in force, and one cannot be read by anybody',
    shown.map(({ state, reason }) => `${state} ${reason?.code}`).sort(),
    [...Array<string>(5).fill('remediated applied'), 'unknown unverifiable'],
  );
  const level = await readWhy(device, SETTINGS.level);
  checks.equal(
    'The enforcement level was written',
    inFile(device, 'antivirusEngine', 'enforcementLevel'),
    'real_time',
  );
  checks.equal(
    '... and Defender confirms it: remediated',
    [level.state, level.readBack],
    ['remediated', 'real_time'],
  );
  const { desired: exclusions } = await readWhy(device, SETTINGS.exclusions);
  checks.equal(
    'The exclusions of two policies are one list: 5 and 5 with one in common make 9',
    Array.isArray(exclusions) ? exclusions.length : exclusions,
    9,
  );
  const archives = await readWhy(device, SETTINGS.archives);
  checks.equal(
    'Scanning of archives was written too, but no command of Defender shows it: unknown, not "compliant"',
    [
      inFile(device, 'antivirusEngine', 'scanArchives'),
      stateOf(status, SETTINGS.archives),
      archives.reason?.code,
    ],
    [true, 'unknown', 'unverifiable'],
  );
  page.say(`Its reason: ${archives.reason?.text ?? 'none'}.`);
  checks.equal(
    'Every "unknown" has that reason; none is guessed',
    status.settings.filter(({ state, reason }) => state === 'unknown' && reason !== 'unverifiable').length,
    0,
  );
  checks.equal(
    'What the administrator wrote besides is still there',
    inFile(device, '_owner'),
    'ask Dana in operations before you change this',
  );
}

function askedText({ desired }: WhyView): string {
  if (desired === null) return '-';
  return Array.isArray(desired) && desired.length > 1
    ? `${desired.length} entries`
    : shorten(expectedText(desired));
}

/** A list that is long and just what was asked for is as short as that. */
function readText(view: WhyView): string {
  const same = view.desired !== null && view.readBack === expectedText(view.desired);
  return same ? askedText(view) : shorten(view.readBack.replace(/^(cannot be read): .*/s, '$1'));
}

const LIMIT = 18;
const shorten = (text: string): string => (text.length <= LIMIT ? text : `${text.slice(0, LIMIT - 3)}...`);
