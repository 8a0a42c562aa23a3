// Nonces and the bounded memory of what was seen.
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../../src/model/ids.js';
import { createNonces } from '../../../../src/service/dpop/nonces.js';
import { createRecent } from '../../../../src/service/dpop/recent.js';

function clockAt(start: number) {
  let at = start;
  return {
    now: () => epochMs(at),
    monotonicMs: () => at,
    set: (ms: number) => {
      at = ms;
    },
  };
}

describe('a nonce', () => {
  test('counts in its five minutes and the next five', () => {
    const clock = clockAt(600_000);
    const nonces = createNonces('secret', clock);
    const nonce = nonces.current();
    clock.set(1_199_999);
    expect(nonces.accepts(nonce)).toBe(true);
    clock.set(1_200_000);
    expect(nonces.accepts(nonce)).toBe(false);
  });

  test('of another service, or made up, does not count', () => {
    const clock = clockAt(600_000);
    const nonces = createNonces('secret', clock);
    expect(nonces.accepts(createNonces('other', clock).current())).toBe(false);
    expect(nonces.accepts('')).toBe(false);
  });

  test('of the future does not count', () => {
    const clock = clockAt(900_000);
    const nonces = createNonces('secret', clock);
    const nonce = nonces.current();
    clock.set(600_000);
    expect(nonces.accepts(nonce)).toBe(false);
  });
});

describe('the memory of what was seen', () => {
  test('forgets the oldest beyond its size', () => {
    const recent = createRecent<number>(clockAt(0), { entries: 2, keepMs: 1000 });
    for (const [at, key] of ['a', 'b', 'c'].entries()) recent.set(key, at);
    expect([recent.get('a'), recent.get('b'), recent.get('c')]).toEqual([undefined, 1, 2]);
  });

  test('forgets what is older than it keeps', () => {
    const clock = clockAt(0);
    const recent = createRecent<true>(clock, { entries: 9, keepMs: 1000 });
    recent.set('a', true);
    clock.set(1000);
    expect(recent.get('a')).toBe(true);
    clock.set(1001);
    expect(recent.get('a')).toBeUndefined();
  });
});
