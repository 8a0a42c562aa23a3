// Where the service may listen.
import { expect, test } from 'vitest';
import { checkAddress, ownOrigin } from '../../../src/service/address.js';

const listening = { host: '127.0.0.1', port: 8443, tls: false, url: undefined };

test.each([
  ['loopback without TLS', {}, true],
  ['IPv6 loopback without TLS', { host: '::1' }, true],
  ['the network without TLS', { host: '0.0.0.0' }, false],
  ['the network with TLS', { host: '0.0.0.0', tls: true }, true],
  ['the network behind a TLS proxy', { host: '10.0.0.1', url: 'https://holdfast.example.org' }, true],
  ['a host whose name begins like loopback', { host: '127.0.0.1.example.org' }, false],
  ['a plain public address', { url: 'http://holdfast.example.org' }, false],
  ['a plain address on this machine', { url: 'http://[::1]:8080' }, true],
  ['an address with a path', { url: 'https://holdfast.example.org/a' }, false],
  ['an address with a user', { url: 'https://me@holdfast.example.org' }, false],
  ['no address', { url: 'holdfast' }, false],
])('%s: %s', (_, more, allowed) => {
  expect(checkAddress({ ...listening, ...more }).ok).toBe(allowed);
});

test('the origin of the service is written as browsers write it', () => {
  expect(ownOrigin({ host: '::1', port: 8443, tls: true })).toBe('https://[::1]:8443');
  expect(ownOrigin({ host: 'a.example', port: 443, tls: true })).toBe('https://a.example');
});
