// When a key is due: by age, spread over the fleet, by request, and never twice a day.
import { expect, test } from 'vitest';
import type { KeyAge } from '../../../src/enroll/key-age.js';
import { isKeyDue } from '../../../src/enroll/key-age.js';
import { deviceId, epochMs } from '../../../src/model/ids.js';

const DAY = 24 * 3_600_000;
const at = (days: number) => epochMs(days * DAY);
const key: KeyAge = { device: deviceId('d'), since: at(0), triedAt: undefined, now: at(0), asked: false };

test('every key is due between 81 and 99 days, and a fleet is spread over them', () => {
  const devices = Array.from({ length: 200 }, (_, n) => deviceId(`device-${n}`));
  const due = (day: number) => devices.filter((device) => isKeyDue({ ...key, device, now: at(day) })).length;
  expect(due(80.9)).toBe(0);
  expect(due(90)).toBeGreaterThan(60);
  expect(due(90)).toBeLessThan(140);
  expect(due(99)).toBe(200);
});

test('the day of a device does not move', () => {
  const days = Array.from({ length: 120 }, (_, day) => isKeyDue({ ...key, now: at(day) }));
  expect(days.indexOf(true)).toBe(days.lastIndexOf(false) + 1);
});

test('a key whose age is not known is due only when the service asks', () => {
  const unknown = { ...key, since: undefined, now: at(500) };
  expect(isKeyDue(unknown)).toBe(false);
  expect(isKeyDue({ ...unknown, asked: true })).toBe(true);
});

test('what was tried is tried again a day later, not before', () => {
  const tried = { ...key, asked: true, triedAt: at(100) };
  expect(isKeyDue({ ...tried, now: at(100.9) })).toBe(false);
  expect(isKeyDue({ ...tried, now: at(101) })).toBe(true);
});

test('a clock that was set back does not put it off for ever', () => {
  expect(isKeyDue({ ...key, asked: true, triedAt: at(100), now: at(50) })).toBe(true);
});
