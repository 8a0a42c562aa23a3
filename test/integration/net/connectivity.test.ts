// What stands between a device and its service, each told apart from the others: real faults on loopback, the sentence
// that people read, and the vendor's number for it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpClientOptions } from '../../../src/agent/net/http-client.js';
import { createHttpClient } from '../../../src/agent/net/http-client.js';
import { enrollmentStatusOf } from '../../../src/enroll/enrollment-status.js';
import { tenantId } from '../../../src/model/ids.js';
import type { Fault } from '../../../src/model/result.js';
import { describeFault } from '../../../src/model/result.js';
import type { FaultyNetwork } from '../../support/faulty-network.js';
import { createFaultyNetwork, makeCertificate, portOf } from '../../support/faulty-network.js';
import { faultOf, must, never } from '../../support/net-agent.js';
import { TENANT } from '../../support/signed-documents.js';

let network: FaultyNetwork;
beforeEach(() => {
  network = createFaultyNetwork();
});
afterEach(() => network[Symbol.asyncDispose]());

async function ask(url: string, options: Partial<HttpClientOptions> = {}) {
  const client = createHttpClient({ userAgent: 'holdfast/test', timeoutMs: 5000, ...options });
  try {
    return await client.request({ method: 'GET', url: `${url}/healthz`, signal: never });
  } finally {
    client.close();
  }
}

/** The stage, the sentence, and the vendor's number on a device that is not registered yet. */
async function told(url: string, options: Partial<HttpClientOptions> = {}) {
  const fault = faultOf(await ask(url, options));
  return { stage: stageOf(fault), says: describeFault(fault), number: numberOf(fault) };
}

const REGISTERING = { is: 'registering', tenant: tenantId(TENANT) } as const;
const stageOf = (fault: Fault): string | undefined => ('stage' in fault ? fault.stage : undefined);
const numberOf = (fault: Fault): number | null => enrollmentStatusOf(REGISTERING, fault).number;

describe('the way to the service', () => {
  test('a name that does not exist: resolve, 41', async () => {
    expect(await told('https://no-such-host.invalid')).toMatchObject({ stage: 'resolve', number: 41 });
  });

  test('nobody listens: connect, 14', async () => {
    expect(await told(await network.refused())).toEqual({
      stage: 'connect',
      number: 14,
      says: expect.stringContaining('the connection is refused'),
    });
  });

  test('connected, and then silence in the handshake: tls', async () => {
    const url = await network.tcp(() => undefined);
    expect(await told(url, { timeoutMs: 300 })).toEqual({
      stage: 'tls',
      number: 14,
      says: `${url} gave no answer within 300 ms (tls)`,
    });
  });

  test('cut in the handshake: tls, and that something may block it', async () => {
    const url = await network.tcp((socket) => socket.on('data', () => socket.resetAndDestroy()));
    expect(await told(url)).toMatchObject({
      stage: 'tls',
      says: expect.stringContaining('something in between may block it'),
    });
  });

  test('another protocol than TLS: tls', async () => {
    const url = await network.tcp((socket) => socket.end('220 mail.example ESMTP\r\n'));
    expect(await told(url)).toMatchObject({ stage: 'tls', says: expect.stringContaining('no TLS') });
  });

  test('a secure connection, and then silence: http', async () => {
    const pems = await makeCertificate();
    const url = await network.tls(pems, () => undefined);
    expect(await told(url, { ca: pems.cert, timeoutMs: 500 })).toMatchObject({ stage: 'http', number: 14 });
  });

  test('cut after the request: http', async () => {
    const url = await network.http((request) => request.socket.destroy());
    expect(await told(url)).toMatchObject({ stage: 'http', says: expect.stringContaining('was cut') });
  });

  test('garbage instead of HTTP: http', async () => {
    const url = await network.tcp((socket) => socket.end('\u0000\u0001 garbage \u001b[2J\r\n\r\n'), 'http');
    expect(await told(url)).toMatchObject({
      stage: 'http',
      says: expect.stringContaining('does not speak HTTP'),
    });
  });
});

describe('a network that wants a sign-in first', () => {
  test.each([
    ['a redirect', 302, { location: 'https://portal.example/login' }],
    ['a page', 200, { 'content-type': 'text/html; charset=utf-8' }],
    ['a page in capitals', 200, { 'Content-Type': 'TEXT/HTML' }],
  ])('%s is told as that, and never taken for an answer of the service', async (_how, status, headers) => {
    const url = await network.http((_request, response) =>
      response.writeHead(status, headers).end('<html>Welcome</html>'),
    );
    expect(await told(url)).toMatchObject({
      stage: 'http',
      number: 14,
      says: expect.stringContaining('a sign-in page of the network?'),
    });
  });

  test('an error page is an answer of its own status', async () => {
    const url = await network.http((_request, response) =>
      response.writeHead(503, { 'content-type': 'text/html' }).end('<html>Down</html>'),
    );
    expect(must(await ask(url)).status).toBe(503);
  });
});

describe('a certificate', () => {
  test('of an authority that nobody knows: who issued it, and that TLS may be inspected', async () => {
    const authority = await makeCertificate({ name: 'Corp Inspection CA' });
    const url = await network.tls(await makeCertificate({ authority }));
    const { stage, number, says } = await told(url);
    expect({ stage, number }).toEqual({ stage: 'tls', number: 14 });
    expect(says).toMatch(/authority that is not trusted here, "Corp Inspection CA"/);
    expect(says).toMatch(/inspect TLS, or the service has a private authority, which "caFile" names/);
  });

  test('of another authority than the private one that was given: that TLS may be inspected', async () => {
    const inspecting = await makeCertificate({ name: 'Corp Inspection CA' });
    const { cert: ca } = await makeCertificate({ name: 'Our CA' });
    const { says } = await told(await network.tls(await makeCertificate({ authority: inspecting })), { ca });
    expect(says).toContain('"Corp Inspection CA"');
    expect(says).toContain('not the private authority that was given');
  });

  test('of a private authority that was given is trusted', async () => {
    const authority = await makeCertificate({ name: 'Our CA' });
    const url = await network.tls(await makeCertificate({ authority }));
    expect(must(await ask(url, { ca: authority.cert })).status).toBe(200);
  });

  test('that signed itself is told as that', async () => {
    const url = await network.tls(await makeCertificate({ name: 'localbox' }));
    expect((await told(url)).says).toContain('"localbox" is signed by itself');
  });

  test('for another name: which', async () => {
    const pems = await makeCertificate({ name: 'other.example', address: null });
    const { stage, says } = await told(await network.tls(pems), { ca: pems.cert });
    expect(stage).toBe('tls');
    expect(says).toContain('for another name (DNS:other.example)');
  });

  test('that has expired: since when', async () => {
    const pems = await makeCertificate({ fromDay: -10, toDay: -2 });
    const { stage, number, says } = await told(await network.tls(pems), { ca: pems.cert });
    expect({ stage, number }).toEqual({ stage: 'tls', number: 14 });
    expect(says).toMatch(/was valid until \w+ +\d+ .* only \(or the clock of this device is ahead\)/);
  });

  test('that is not valid yet: the clock, 40', async () => {
    const pems = await makeCertificate({ fromDay: 2, toDay: 30 });
    const { stage, number, says } = await told(await network.tls(pems), { ca: pems.cert });
    expect({ stage, number }).toEqual({ stage: 'tls', number: 40 });
    expect(says).toMatch(/is valid from .* on, which the clock of this device has not reached/);
  });

  test('with a name made to mislead is quoted as one harmless line', async () => {
    const name = `Evil\u001b[2J${'x'.repeat(50)}`;
    const { says } = await told(await network.tls(await makeCertificate({ name, address: '127.0.0.1' })));
    expect(says).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(says).toContain('"Evil [2Jx');
  });
});

describe('a proxy', () => {
  const service = 'https://service.example';

  test('that asks for a name and a password: told as that', async () => {
    const { url: proxy } = await network.proxy({ credentials: 'holdfast:secret' });
    expect(faultOf(await ask(service, { proxy }))).toMatchObject({ code: 'PROXY_AUTHENTICATION' });
    expect(await told(service, { proxy })).toMatchObject({
      stage: 'proxy',
      number: 14,
      says: expect.stringContaining('asks for a name and a password'),
    });
  });

  test('whose password is wrong: the same, and the password is not in it', async () => {
    const { url } = await network.proxy({ credentials: 'holdfast:secret' });
    const { says } = await told(service, { proxy: url.replace('//', '//holdfast:wr0ng@') });
    expect(says).toContain('(407)');
    expect(says).not.toContain('wr0ng');
  });

  test('that was given the right ones carries the request', async () => {
    const pems = await makeCertificate();
    const url = await network.tls(pems);
    const { url: proxy } = await network.proxy({ credentials: 'holdfast:s%crt' });
    const options = { ca: pems.cert, proxy: proxy.replace('//', '//holdfast:s%25crt@') };
    expect(must(await ask(url, options)).status).toBe(200);
  });

  test.each(['403 Forbidden', '502 Bad Gateway', '500 Oops'])(
    'that refuses: its status (%s)',
    async (refusal) => {
      const { url: proxy } = await network.proxy({ refusal });
      expect(await told(service, { proxy })).toMatchObject({
        stage: 'proxy',
        says: expect.stringContaining(`(it answered ${refusal.slice(0, 3)})`),
      });
    },
  );

  test('that is silent: proxy, not the service', async () => {
    const proxy = (await network.tcp(() => undefined)).replace('https', 'http');
    expect(await told(service, { proxy, timeoutMs: 300 })).toMatchObject({ stage: 'proxy', number: 14 });
  });

  test('that talks nonsense: proxy', async () => {
    const proxy = (await network.tcp((socket) => socket.end('what?\r\n\r\n'))).replace('https', 'http');
    expect(await told(service, { proxy })).toMatchObject({ stage: 'proxy' });
  });

  test('that is not there: proxy, and not DNS or the service', async () => {
    const proxy = (await network.refused()).replace('https', 'http');
    expect(await told(service, { proxy })).toMatchObject({ stage: 'proxy', number: 14 });
    expect(await told(service, { proxy: 'http://no-such-proxy.invalid:3128' })).toMatchObject({
      stage: 'proxy',
      number: 14,
    });
  });

  test('that opens TLS itself: the authority that it signs with, as without a proxy', async () => {
    const authority = await makeCertificate({ name: 'Proxy Inspection CA' });
    const inside = await network.tls(await makeCertificate({ authority }));
    const { url: proxy } = await network.proxy({ credentials: 'a:b', toPort: portOf(inside) });
    const { stage, says } = await told(service, { proxy: proxy.replace('//', '//a:b@') });
    expect(stage).toBe('tls');
    expect(says).toContain('"Proxy Inspection CA"');
  });
});
