// Scene: one screen of results. Three systems, each through its own adapter, every policy with its state and counts.

import type { StatusView } from '../../../src/report/status-view.js';
import { readStatus } from '../answers.js';
import { countsText, total } from '../counts.js';
import { at, listAt, textAt } from '../json.js';
import type { Stage } from '../stage.js';

export async function threePlatforms({ page, checks, service, device, windows, mac }: Stage): Promise<void> {
  page.chapter('Linux, Windows and macOS side by side');
  const reports: readonly unknown[] = listAt(await service.ask('report'), 'policies');
  const systems = new Map(
    listAt(await service.ask('device', 'list')).map((line) => [textAt(line, 'id'), textAt(line, 'osType')]),
  );
  const systemOf = (line: unknown): string => systems.get(textAt(line, 'deviceId')) ?? 'not known';
  const sorted = [...reports].sort((a, b) => textKey(systemOf(a), a).localeCompare(textKey(systemOf(b), b)));
  page.table(
    ['SYSTEM', 'POLICY', 'STATE', 'SETTINGS'],
    sorted.map((line) => [
      systemOf(line),
      textAt(line, 'policy'),
      textAt(line, 'state'),
      countsText(at(line, 'counts')),
    ]),
  );
  const statuses = await Promise.all([device, windows, mac].map(readStatus));
  checks.equal(
    'The table is what each device says of itself: device, policy, state, number of settings',
    reports
      .map((line) =>
        rowText(
          textAt(line, 'deviceId'),
          textAt(line, 'policy'),
          textAt(line, 'state'),
          total(at(line, 'counts')),
        ),
      )
      .sort(),
    statuses.flatMap(rowsOf).sort(),
  );
  checks.equal('Fifteen policies on three systems', [reports.length, systems.size], [15, 3]);
  const failed = statuses.map(({ os, counts }) => [os, counts.error + counts.conflict + counts.nonCompliant]);
  checks.equal('Nothing is otherwise than asked on any of them', failed, [
    ['linux', 0],
    ['windows', 0],
    ['macos', 0],
  ]);
  checks.equal(
    'Every "unknown" has its reason: no command of that system shows the value',
    statuses
      .flatMap(({ settings }) => settings)
      .filter(({ state, reason }) => state === 'unknown' && reason !== 'unverifiable'),
    [],
  );
}

const textKey = (system: string, line: unknown): string => `${system} ${textAt(line, 'policy')}`;

const rowText = (...cells: readonly (string | number | null)[]): string => cells.join(' | ');

const rowsOf = ({ deviceId, policies }: StatusView): readonly string[] =>
  policies.map(({ name, state, settings }) => rowText(deviceId, name, state, settings));
