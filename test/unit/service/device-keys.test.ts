// Which keys of a device count while it rotates.
import { expect, test } from 'vitest';
import { acceptedKeys, endsRotation } from '../../../src/service/device-keys.js';

const key = (thumbprint: string, addedAt: number) => ({ thumbprint, addedAt, jwk: { kty: 'EC' } });
const DAY = 24 * 3_600_000;
const both = [key('old', 0), key('new', 10 * DAY)];
const names = (now: number) => acceptedKeys(both, now).map(({ thumbprint }) => thumbprint);

test('both keys count for a day after the new one came', () => {
  expect(names(10 * DAY)).toEqual(['old', 'new']);
  expect(names(11 * DAY)).toEqual(['old', 'new']);
});

test('after that day only the new one does', () => {
  expect(names(11 * DAY + 1)).toEqual(['new']);
});

test('a single key does not age', () => {
  expect(acceptedKeys([key('only', 0)], 1000 * DAY)).toHaveLength(1);
});

test('a device without keys has none', () => {
  expect(acceptedKeys([], 0)).toEqual([]);
});

test('the first use of the new key ends the rotation, use of the old one does not', () => {
  expect(endsRotation(both, 'new')).toBe(true);
  expect(endsRotation(both, 'old')).toBe(false);
  expect(endsRotation([key('only', 0)], 'only')).toBe(false);
});
