// Scene: the daemon starts, and the first sync comes due ten minutes after the enrollment.

import { readStatus } from '../answers.js';
import { summarize } from '../request-counter.js';
import { clockText, minutes, minutesText } from '../spans.js';
import type { Stage } from '../stage.js';

export async function firstSync({ page, checks, device, requests }: Stage): Promise<void> {
  page.chapter('The first sync comes due');
  const before = await readStatus(device);
  const dueAt = before.service.nextSyncAt ?? 0;
  page.command('holdfast', ['run']);
  page.say('From here on the daemon runs. Time is moved to each timer that it arms.');
  await device.startDaemon();
  requests.take();
  checks.equal(
    'It is due 10 minutes after the enrollment',
    minutesText(dueAt - before.writtenAt),
    '10.0 min',
  );

  const seen = await device.nextTurn();
  const taken = requests.take();
  page.table(
    ['ENROLLED', 'DUE', 'STARTED', 'TURN', 'REASON', 'LOOKS AT THE CLOCK'],
    [
      [
        clockText(before.writtenAt),
        clockText(dueAt),
        clockText(seen.startedAt),
        seen.turn,
        seen.why,
        String(seen.looks),
      ],
    ],
  );
  checks.equal(
    'The daemon started it for that reason, and it ended well',
    [seen.turn, seen.why, seen.exitCode],
    ['sync', 'first', 0],
  );
  const lateMs = seen.startedAt - dueAt;
  checks.holds(
    'It started when it was due, not before',
    lateMs >= 0 && lateMs < minutes(1),
    `${lateMs} ms late`,
  );
  checks.holds(
    'Until then it looked once a minute, to notice sleep and clock jumps',
    seen.looks >= 9 && seen.looks <= 12,
    `${seen.looks} looks`,
  );
  page.say('What it asked the service:');
  page.output(summarize(taken).join('\n'));
  const documents = taken.filter((request) => request.startsWith('GET /v1/policies/')).length;
  checks.equal('Each of the five policies was fetched once, by its digest', documents, 5);

  const after = await readStatus(device);
  const waitMs = (after.service.nextSyncAt ?? 0) - dueAt;
  checks.holds(
    `The next one is due 90 minutes later, give or take 10 %: ${minutesText(waitMs)}`,
    waitMs >= minutes(81) && waitMs <= minutes(99),
    minutesText(waitMs),
  );
}
