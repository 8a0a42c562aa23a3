// When a counter of the service means "check in now".
import { expect, test } from 'vitest';
import type { SeenCounter } from '../../../../src/agent/wake/counter.js';
import { hasRisen, isEtag } from '../../../../src/agent/wake/counter.js';

const seen = (counter: number, more: Partial<SeenCounter> = {}): SeenCounter => ({
  api: 'https://service.example',
  bucket: 7,
  counter,
  ...more,
});

test.each([
  ['the first sight of a counter', undefined, seen(5), false],
  ['the same again', seen(5), seen(5), false],
  ['one more', seen(5), seen(6), true],
  ['many more', seen(0), seen(900), true],
  ['less: a service from an older backup', seen(5), seen(3), false],
  ['more, of another bucket', seen(5), seen(6, { bucket: 8 }), false],
  ['more, of another service', seen(5), seen(6, { api: 'https://other.example' }), false],
])('%s', (_what, before, now, rose) => {
  expect(hasRisen(before, now)).toBe(rose);
});

test('an entity tag goes back to the service only when it has the form of one', () => {
  for (const tag of ['"abc"', 'W/"1-x"', '""']) expect(isEtag(tag)).toBe(true);
  for (const text of [undefined, '', 'abc', '"a"b"', '"a\r\nX: y"', `"${'x'.repeat(201)}"`])
    expect(isEtag(text)).toBe(false);
});
