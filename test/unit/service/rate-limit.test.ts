// How often a source may ask.
import { expect, test } from 'vitest';
import { createTokenBuckets } from '../../../src/service/rate-limit.js';
import { createMovableClock } from '../../support/service.js';

test('a burst passes, then so many a second, each source by itself', () => {
  const clock = createMovableClock();
  const take = createTokenBuckets(
    { ...clock, monotonicMs: () => Math.floor(clock.monotonicMs() / 1000) * 1000 },
    {
      burst: 3,
      perSecond: 0.5,
    },
  );
  expect([take('a'), take('a'), take('a')]).toEqual([0, 0, 0]);
  expect(take('a')).toBe(2);
  expect(take('b')).toBe(0);
  clock.advance(2000);
  expect(take('a')).toBe(0);
  expect(take('a')).toBeGreaterThan(0);
});
