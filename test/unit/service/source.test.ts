// Who a request is counted for.
import { expect, test } from 'vitest';
import { sourceOf } from '../../../src/service/source.js';

const none: ReadonlySet<string> = new Set();
const proxy: ReadonlySet<string> = new Set(['10.0.0.1']);
const from = (address: string, forwardedFor?: string) => ({ address, forwardedFor });

test.each([
  ['an IPv4 address is itself', '192.0.2.7', '192.0.2.7'],
  ['an IPv4 address over IPv6 is the same', '::ffff:192.0.2.7', '192.0.2.7'],
  ['of IPv6 the network counts', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['however it is written', '2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
  ['also where the zeros are in the network', '2001:db8::1', '2001:db8:0:0::/64'],
  ['loopback is a network, too', '::1', '0:0:0:0::/64'],
])('%s', (_, address, source) => {
  expect(sourceOf(from(address), none)).toBe(source);
});

test('a header is believed from a named proxy only, and of it the last entry', () => {
  expect(sourceOf(from('10.0.0.1', '192.0.2.1, 192.0.2.2'), none)).toBe('10.0.0.1');
  expect(sourceOf(from('10.0.0.1', '192.0.2.1, 192.0.2.2'), proxy)).toBe('192.0.2.2');
  expect(sourceOf(from('::ffff:10.0.0.1', '192.0.2.2'), proxy)).toBe('192.0.2.2');
  expect(sourceOf(from('10.0.0.2', '192.0.2.2'), proxy)).toBe('10.0.0.2');
  expect(sourceOf(from('10.0.0.1'), proxy)).toBe('10.0.0.1');
});

test('what a header says takes no more memory than an address', () => {
  expect(sourceOf(from('10.0.0.1', 'x'.repeat(10_000)), proxy).length).toBeLessThanOrEqual(64);
});
