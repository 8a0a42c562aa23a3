// The public status and the why view: what is shown, what never is, and the exit code that follows.
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/model/finding.js';
import { epochMs, policyId, settingKey } from '../../../src/model/ids.js';
import { statusText } from '../../../src/report/status-text.js';
import type { StatusInput } from '../../../src/report/status-view.js';
import { statusView } from '../../../src/report/status-view.js';
import { whyText, whyView } from '../../../src/report/why-view.js';

const NOW = epochMs(1_800_000_000_000);
const A = { id: policyId('a'), name: 'Exclusions', revision: 2 };

const exclusions: Finding = {
  key: settingKey('exclusions'),
  settingDefinitionId: 'exclusions',
  name: 'AV scan exclusions',
  state: 'compliant',
  policies: [A],
  desired: ['/opt/secret-place'],
  written: { value: ['/opt/secret-place'], at: NOW },
  readBack: { is: 'value', value: ['/opt/secret-place', '/opt/other'] },
  drift: false,
};

const input = (more: Partial<StatusInput> = {}): StatusInput => ({
  agent: '0.1.0',
  os: 'linux',
  simulated: false,
  writtenAt: NOW,
  enrollment: {
    state: 'managed',
    number: 1,
    code: 'managed',
    cause: 'It is enrolled.',
    remedy: 'Nothing.',
    since: NOW,
    nextTryAt: null,
  },
  deviceId: 'd',
  tenantId: 't',
  service: {
    reached: true,
    refused: false,
    lastSuccessAt: NOW,
    lastAttemptAt: NOW,
    nextSyncAt: epochMs(NOW + 5_400_000),
    waitingReports: 0,
  },
  engine: { state: 'ready', version: '101.1' },
  mode: 'enforce',
  assignment: 3,
  observedAt: NOW,
  findings: [exclusions],
  policies: [{ ref: A, source: 'assigned' }],
  warnings: [],
  ...more,
});

test('the public status names settings and never their values', () => {
  const text = JSON.stringify(statusView(input()));
  expect(text).toContain('AV scan exclusions');
  expect(text).not.toContain('/opt/');
});

describe('the exit code of a status', () => {
  const service = input().service;
  const enrollment = input().enrollment;
  const rows: readonly (readonly [string, Partial<StatusInput>, number])[] = [
    ['is 0 when all is as asked', {}, 0],
    ['is 3 before the enrollment', { enrollment: { ...enrollment, state: 'surveyed' } }, 3],
    [
      'is that of the settings where policies were applied locally',
      { enrollment: { ...enrollment, state: 'surveyed' }, policies: [{ ref: A, source: 'local' }] },
      0,
    ],
    ['is 4 when a setting is not as asked', { findings: [{ ...exclusions, state: 'conflict' }] }, 4],
    [
      'is 0 for what cannot be verified: unknown is not a failure',
      { findings: [{ ...exclusions, state: 'unknown' }] },
      0,
    ],
    ['is 6 when the service was not reached', { service: { ...service, reached: false } }, 6],
    [
      'is 1 when the service refuses the device',
      { service: { ...service, reached: false, refused: true } },
      1,
    ],
    [
      'is 7 when another manager is at work',
      { enrollment: { ...enrollment, state: 'managed-elsewhere' } },
      7,
    ],
    ['is 7 out of scope', { enrollment: { ...enrollment, state: 'out-of-scope' } }, 7],
  ];
  test.each(rows)('%s', (_, more, code) => {
    expect(statusView(input(more)).exitCode).toBe(code);
  });
});

test('for people, the status leads with what stands in the way', () => {
  const view = statusView(
    input({ warnings: ['The disk is full.'], findings: [{ ...exclusions, state: 'error' }] }),
  );
  const text = statusText(view, { is: 'not-running' }, NOW + 3_600_000);
  expect(text).toContain('not running');
  expect(text).not.toContain('It is enrolled.');
  expect(text).toContain('last reached 60 min ago');
  expect(text).toContain('Exclusions (assigned, revision 2, 1 setting)');
  expect(text).toContain('Warning     The disk is full.');
  expect(text).toMatch(/error\s+AV scan exclusions/);
});

test('why shows the administrator values, wishes, rule and times', () => {
  const view = whyView({
    finding: exclusions,
    row: undefined,
    wishes: [{ policy: 'Exclusions', revision: 2, value: ['/opt/secret-place'], source: 'assigned' }],
    observedAt: NOW,
    nextTryAt: undefined,
    here: { ability: 'sets it and reads it back', owner: 'Group Policy', before: 'not set' },
  });
  const text = whyText(view, (at) => new Date(at).toISOString(), 80);
  expect(text).toContain('/opt/secret-place, /opt/other');
  expect(text).toContain('one policy asks for it');
  expect(text).toMatch(/^Before +not set$/m);
  expect(text).toMatch(/^Also set by +Group Policy$/m);
  expect(text).toContain('2027-01-15T08:00:00.000Z');
});
