// The HTTP client against real servers on loopback: what it trusts, what it refuses, how it fails.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { connect, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { HttpClientOptions, HttpRequest } from '../../../src/agent/net/http-client.js';
import { createHttpClient } from '../../../src/agent/net/http-client.js';
import { faultOf, must, never } from '../../support/net-agent.js';

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
      server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const startHttp = async (listener: RequestListener) =>
  `http://127.0.0.1:${await listen(createServer(listener))}`;

function client(options: Partial<HttpClientOptions> = {}) {
  const made = createHttpClient({ userAgent: 'holdfast/test', timeoutMs: 5000, ...options });
  onTestFinished(() => made.close());
  return made;
}

const get = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url,
  signal: never,
  ...more,
});

const answer =
  (status: number, headers: Record<string, string>, body: string | Uint8Array = '') =>
  (_request: IncomingMessage, response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);

async function certificate(name: string, address?: string) {
  const altNames =
    address === undefined
      ? [{ type: 2 as const, value: name }]
      : [
          { type: 2 as const, value: name },
          { type: 7 as const, ip: address },
        ];
  return generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames },
    ],
  });
}

async function startTls(pems: { cert: string; private: string }, options: object = {}) {
  const server = createTlsServer(
    { cert: pems.cert, key: pems.private, ...options },
    answer(200, { 'content-type': 'application/json' }, '{}'),
  );
  return `https://127.0.0.1:${await listen(server)}`;
}

describe('an answer', () => {
  test('comes with status, lower-case headers, body and the date of the server', async () => {
    const url = await startHttp(
      answer(418, { 'X-Kind': 'tea', date: 'Sat, 21 Nov 2026 07:30:00 GMT' }, 'short and stout'),
    );
    const response = must(await client().request(get(url)));
    expect(response.status).toBe(418);
    expect(response.headers['x-kind']).toBe('tea');
    expect(Buffer.from(response.body).toString()).toBe('short and stout');
    expect(response.date).toBe(Date.UTC(2026, 10, 21, 7, 30));
  });

  test('that is gzip is unpacked', async () => {
    const url = await startHttp(answer(200, { 'content-encoding': 'gzip' }, gzipSync('packed')));
    expect(Buffer.from(must(await client().request(get(url))).body).toString()).toBe('packed');
  });

  test.each([200, 204, 205, 304])('may be empty (%i)', async (status) => {
    const url = await startHttp(answer(status, {}));
    expect(must(await client().request(get(url))).body).toHaveLength(0);
  });

  test('that is no gzip, though it says so, is a bad reply', async () => {
    const url = await startHttp(answer(200, { 'content-encoding': 'gzip' }, 'plain'));
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'bad-reply' });
  });

  test('cut off inside gzip is a bad reply', async () => {
    const packed = gzipSync(Buffer.from('a long text that is cut'));
    const url = await startHttp(answer(200, { 'content-encoding': 'gzip' }, packed.subarray(0, -9)));
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'bad-reply' });
  });

  test('in several layers of encoding is not unpacked', async () => {
    const url = await startHttp(answer(200, { 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync('x'))));
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'bad-reply' });
  });

  test('that stops before its declared length is unreachable, never a short body', async () => {
    const url = await startHttp((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('ten bytes.', () => response.socket?.destroy());
    });
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'unreachable', stage: 'http' });
  });
});

describe('bounds', () => {
  test('a body that grows a thousandfold when unpacked is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const url = await startHttp(answer(200, { 'content-encoding': 'gzip' }, bomb));
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'too-big' });
  });

  test('more than 8 MiB on the wire is refused', async () => {
    const url = await startHttp(answer(200, {}, Buffer.alloc(8 * 1024 * 1024 + 1, 'x')));
    expect(faultOf(await client().request(get(url)))).toEqual({
      kind: 'too-big',
      what: `the answer of ${url}`,
      limitBytes: 8 * 1024 * 1024,
    });
  });

  test('the bound of one request holds below that', async () => {
    const url = await startHttp(answer(200, {}, 'x'.repeat(11)));
    expect(must(await client().request(get(url, { maxBytes: 11 }))).body).toHaveLength(11);
    expect(faultOf(await client().request(get(url, { maxBytes: 10 })))).toMatchObject({ kind: 'too-big' });
  });

  test('a body that only drips meets the one deadline', async () => {
    const url = await startHttp((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(faultOf(await client({ timeoutMs: 150 }).request(get(url)))).toEqual({
      kind: 'timeout',
      what: url,
      afterMs: 150,
      stage: 'http',
    });
  });

  test('a server that never answers meets it too', async () => {
    const url = await startHttp(() => undefined);
    expect(faultOf(await client({ timeoutMs: 100 }).request(get(url)))).toMatchObject({ kind: 'timeout' });
  });

  test('cancelling ends the request at once', async () => {
    const stop = new AbortController();
    const url = await startHttp(() => stop.abort());
    expect(faultOf(await client().request(get(url, { signal: stop.signal })))).toMatchObject({
      kind: 'cancelled',
    });
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('a %i is refused and nothing is sent on', async (status) => {
    let asked = 0;
    const other = await startHttp((_request, response) => {
      asked += 1;
      response.end();
    });
    const url = await startHttp(answer(status, { location: `${other}/login` }));
    const fault = faultOf(await client().request(get(url, { method: 'POST', body: 'secret' })));
    expect(fault).toMatchObject({ kind: 'unreachable', stage: 'http', target: url });
    expect(asked).toBe(0);
  });
});

describe('addresses', () => {
  test.each([
    'http://example.com/',
    'http://localhost.example/',
    'http://10.0.0.1/',
    'http://[::2]/',
    'ftp://127.0.0.1/',
    'https://user:password@127.0.0.1/',
    'not a url',
  ])('%s is not asked at all', async (url) => {
    const fault = faultOf(await client().request(get(url)));
    expect(fault).toMatchObject({ kind: 'unsafe' });
    expect(JSON.stringify(fault)).not.toContain('password');
  });
});

describe('a connection that fails', () => {
  test('because the name is unknown says so', async () => {
    expect(faultOf(await client().request(get('https://no-such-host.invalid/')))).toMatchObject({
      kind: 'unreachable',
      stage: 'resolve',
    });
  });

  test('because nobody listens says so', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(faultOf(await client().request(get(`https://127.0.0.1:${port}/`)))).toMatchObject({
      kind: 'unreachable',
      stage: 'connect',
      code: 'ECONNREFUSED',
    });
  });

  test('because the other side hangs up says so', async () => {
    const port = await listen(createTcpServer((socket) => socket.destroy()));
    expect(faultOf(await client().request(get(`http://127.0.0.1:${port}/`)))).toMatchObject({
      kind: 'unreachable',
      stage: 'http',
    });
  });
});

describe('TLS', () => {
  test('a private authority that was given is trusted', async () => {
    const pems = await certificate('service.example', '127.0.0.1');
    const url = await startTls(pems);
    expect(must(await client({ ca: pems.cert }).request(get(url))).status).toBe(200);
  });

  test('an authority that nobody vouches for is refused', async () => {
    const url = await startTls(await certificate('service.example', '127.0.0.1'));
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'unreachable', stage: 'tls' });
  });

  test('no variable of the environment switches verification off', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const url = await startTls(await certificate('service.example', '127.0.0.1'));
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'unreachable', stage: 'tls' });
  });

  test('a certificate for another name is refused, from a trusted authority too', async () => {
    const pems = await certificate('other.example');
    const url = await startTls(pems);
    expect(faultOf(await client({ ca: pems.cert }).request(get(url)))).toMatchObject({
      kind: 'unreachable',
      stage: 'tls',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  test('anything older than 1.2 is refused', async () => {
    const pems = await certificate('service.example', '127.0.0.1');
    const url = await startTls(pems, {
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    expect(faultOf(await client({ ca: pems.cert }).request(get(url)))).toMatchObject({
      kind: 'unreachable',
      stage: 'tls',
    });
  });

  test('a server that speaks no TLS is told from one that is not there', async () => {
    const url = (await startHttp(answer(200, {}))).replace('http:', 'https:');
    expect(faultOf(await client().request(get(url)))).toMatchObject({ kind: 'unreachable', stage: 'tls' });
  });
});

describe('a proxy', () => {
  async function startProxy(refuse?: string) {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(500).end();
    });
    server.on('connect', (request, socket) => {
      seen.push(`CONNECT ${request.url}`);
      if (refuse !== undefined) return void socket.end(`HTTP/1.1 ${refuse}\r\n\r\nforged`);
      const [host, port] = (request.url ?? '').split(':');
      const through = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      through.on('error', () => socket.destroy());
      socket.on('error', () => through.destroy());
    });
    return { proxy: `http://127.0.0.1:${await listen(server)}`, seen };
  }

  test('carries HTTPS by CONNECT, and sees nothing of the request', async () => {
    const pems = await certificate('service.example', '127.0.0.1');
    const url = await startTls(pems);
    const { proxy, seen } = await startProxy();
    const response = await client({ ca: pems.cert, proxy }).request(get(`${url}/v1/secret`));
    expect(must(response).status).toBe(200);
    expect(seen).toEqual([`CONNECT ${new URL(url).host}`]);
  });

  test.each(['407 Proxy Authentication Required', '502 Bad Gateway', '403 Forbidden'])(
    'that refuses with %s is named as the culprit: its words never pass for the service',
    async (refusal) => {
      const { proxy } = await startProxy(refusal);
      expect(faultOf(await client({ proxy }).request(get('https://service.example/')))).toMatchObject({
        kind: 'unreachable',
        stage: 'proxy',
      });
    },
  );

  test.each(['http://no-such-proxy.invalid:3128', 'http://127.0.0.1:9'])(
    'that is not there (%s) is named as what is missing',
    async (proxy) => {
      expect(faultOf(await client({ proxy }).request(get('https://service.example/')))).toMatchObject({
        kind: 'unreachable',
        stage: 'proxy',
      });
    },
  );

  test('of the environment is not used', async () => {
    const { proxy, seen } = await startProxy();
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY'])
      vi.stubEnv(name, proxy);
    const pems = await certificate('service.example', '127.0.0.1');
    const url = await startTls(pems);
    must(await client({ ca: pems.cert }).request(get(url)));
    expect(seen).toEqual([]);
  });
});
