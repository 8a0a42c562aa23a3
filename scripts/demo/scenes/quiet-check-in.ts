// Scene: nothing has changed, so a check-in costs one request.

import { readStatus } from '../answers.js';
import { summarize } from '../request-counter.js';
import { clockText, minutes, minutesText } from '../spans.js';
import type { Stage } from '../stage.js';

interface CheckIn {
  readonly dueAt: number;
  readonly startedAt: number;
  readonly nextAt: number;
  readonly requests: readonly string[];
}

export async function quietCheckIn(stage: Stage): Promise<void> {
  const { page, checks } = stage;
  page.chapter('Check-ins when nothing has changed');
  page.say('The next two come due; what the service receives is counted where it arrives.');
  const settled = await nextCheckIn(stage);
  const quiet = await nextCheckIn(stage);
  page.table(
    ['DUE', 'STARTED', 'NEXT AFTER', 'REQUESTS'],
    [settled, quiet].map(({ dueAt, startedAt, nextAt, requests }) => [
      clockText(dueAt),
      clockText(startedAt),
      minutesText(nextAt - dueAt),
      summarize(requests).join(', '),
    ]),
  );
  checks.equal(
    'The first of them still tells that "remediated" has become "compliant"',
    settled.requests.includes('POST /v1/reports'),
    true,
  );
  checks.equal('An unchanged check-in is exactly one request', quiet.requests, ['POST /v1/checkin']);
  const spans = [settled, quiet].map(({ dueAt, nextAt }) => nextAt - dueAt);
  checks.holds(
    'Each next one is 90 minutes after this one was due, give or take 10 %',
    spans.every((ms) => ms >= minutes(81) && ms <= minutes(99)),
    spans.map(minutesText).join(', '),
  );
  const lateMs = [settled, quiet].map(({ dueAt, startedAt }) => startedAt - dueAt);
  checks.holds(
    'Each started when it was due, not before',
    lateMs.every((ms) => ms >= 0 && ms < minutes(1)),
    `${lateMs.join(' and ')} ms late`,
  );
}

async function nextCheckIn({ device, requests }: Stage): Promise<CheckIn> {
  const dueAt = (await readStatus(device)).service.nextSyncAt ?? 0;
  requests.take();
  const { startedAt } = await device.nextTurnOf('sync');
  const nextAt = (await readStatus(device)).service.nextSyncAt ?? 0;
  return { dueAt, startedAt, nextAt, requests: requests.take() };
}
