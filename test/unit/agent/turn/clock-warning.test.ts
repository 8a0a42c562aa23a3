// When a device says that its clock is wrong, and how far.
import { expect, test } from 'vitest';
import { clockWarning } from '../../../../src/agent/turn/clock-warning.js';
import { epochMs } from '../../../../src/model/ids.js';

const NOW = epochMs(Date.UTC(2026, 10, 21));
const MINUTE = 60_000;

test.each([0, 4, -4, 5, -5])('%i minutes off are not worth a word', (minutes) => {
  expect(clockWarning(epochMs(NOW + minutes * MINUTE), NOW)).toBeUndefined();
});

test.each([
  [6, '6 minutes ahead of'],
  [-90, '90 minutes behind'],
  [180, '3 hours ahead of'],
  [-60 * 24 * 400, '400 days behind'],
])('%i minutes: %s the service', (minutes, says) => {
  expect(clockWarning(epochMs(NOW + minutes * MINUTE), NOW)).toContain(`is ${says} the service's`);
});

test('an answer without a time says nothing', () => {
  expect(clockWarning(NOW, epochMs(Number.NaN))).toBeUndefined();
});
