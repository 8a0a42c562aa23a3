// What comes over the bare connection: not HTTP, too much of it, too often, broken off, or said to come from elsewhere.
import { connect } from 'node:net';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { validateProblem } from '../../../src/model/wire/validators.js';
import { databaseFile } from '../../../src/service/tenancy.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import type { Enrolled } from '../../support/service-client.js';
import {
  call,
  checkIn,
  checkinBody,
  createKey,
  enrol,
  json,
  proofBy,
  register,
} from '../../support/service-client.js';

let service: TestService;
let device: Enrolled;
let seq = 0;
beforeAll(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding());
});
afterAll(() => service[Symbol.asyncDispose]());

/** Writes the text and reads until the other side ends. */
function speak(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.on('end', () => resolve(heard));
    socket.on('error', reject);
  });
}

const bodyOf = (answer: string): string => answer.split('\r\n\r\n')[1] ?? '';

test.each([
  ['what is not HTTP', 'HELLO\r\n\r\n', 400],
  ['headers without end', `GET /healthz HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(17_000)}\r\n\r\n`, 431],
])('%s is answered with a problem, too', async (_, text, status) => {
  const answer = await speak(service.url, text);
  expect(answer).toContain(`HTTP/1.1 ${status} `);
  expect(answer).toContain('application/problem+json');
  const problem: unknown = JSON.parse(bodyOf(answer));
  expect(validateProblem(problem)).toBe(true);
  expect(problem).toMatchObject({ status, code: 'invalid-request' });
});

test('a request line that names another origin does not change where the service says it is', async () => {
  const path = '/.well-known/oauth-authorization-server';
  const answer = await speak(
    service.url,
    `GET http://evil.example${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).not.toContain('evil');
  expect(JSON.parse(bodyOf(answer))).toMatchObject({ issuer: service.url });
});

test('a body that breaks off leaves no trace on the terminal', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { hostname, port } = new URL(service.url);
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => {
      const head = 'POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded';
      socket.write(`${head}\r\nContent-Length: 100\r\n\r\na=`, () => socket.end());
    });
    socket.on('close', () => resolve()).resume();
  });
  expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
  expect(printed).not.toHaveBeenCalled();
});

test('one proof sent many times at once counts once, and does not make the device look copied', async () => {
  seq += 1;
  const body = checkinBody(seq);
  const url = `${service.url}/v1/checkin`;
  const proof = await proofBy(device.key, { method: 'POST', url, token: device.token, body });
  const sent = Array.from({ length: 12 }, () =>
    call(device, { method: 'POST', path: '/v1/checkin', body, proof }),
  );
  const statuses = (await Promise.all(sent)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 401)).toHaveLength(11);
});

test('a database that another process holds makes the service unavailable, and it recovers by itself', async () => {
  const other = new Database(databaseFile(service.dataDir));
  other.exec('begin immediate');
  seq += 1;
  const answer = await checkIn(device, seq);
  expect(await json(answer, 503)).toMatchObject({ code: 'unavailable', retryable: true });
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  other.exec('rollback');
  other.close();
  expect((await checkIn(device, seq)).status).toBe(200);
});

test('who asks the authorization server too often is told when to come back, before any work', async () => {
  const rates = { register: { burst: 2, perSecond: 0.1 }, token: { burst: 1000, perSecond: 1 } };
  await using own = await startTestService({ rates });
  const onboarding = await own.onboarding();
  const again = async () => register({ url: own.url, key: await createKey(), onboarding });
  expect((await again()).status).toBe(201);
  expect((await again()).status).toBe(201);
  const refused = await again();
  expect(await json(refused, 429)).toMatchObject({ error: 'temporarily_unavailable' });
  expect(refused.headers.get('retry-after')).toBe('10');
  own.clock.advance(10_000);
  expect((await again()).status).toBe(201);
});

test('a source that says it is another is counted as itself, unless the proxy is one that we named', async () => {
  const rates = { register: { burst: 1, perSecond: 0.1 }, token: { burst: 1, perSecond: 0.1 } };
  const ask = (url: string, from: string) =>
    fetch(`${url}/oauth/token`, { method: 'POST', headers: { 'x-forwarded-for': from } });
  await using direct = await startTestService({ rates });
  expect((await ask(direct.url, '192.0.2.1')).status).toBe(400);
  expect((await ask(direct.url, '192.0.2.2')).status).toBe(429);
  await using proxied = await startTestService({ rates, proxies: ['127.0.0.1'] });
  expect((await ask(proxied.url, '192.0.2.1')).status).toBe(400);
  expect((await ask(proxied.url, '192.0.2.2')).status).toBe(400);
  expect((await ask(proxied.url, '192.0.2.9, 192.0.2.2')).status).toBe(429);
});

test('one source with bodies that never end does not take the places of the others', async () => {
  await using own = await startTestService({ inFlight: 8 });
  const mine = await enrol(own.url, await own.onboarding());
  const { hostname, port } = new URL(own.url);
  const head = 'POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded';
  const request = `${head}\r\nContent-Length: 100\r\n\r\na=`;
  const slow = Array.from({ length: 20 }, () => connect(Number(port), hostname));
  using _ = { [Symbol.dispose]: () => slow.forEach((socket) => void socket.destroy()) };
  let refused = 0;
  await new Promise<void>((resolve) => {
    for (const socket of slow) {
      socket.on('error', () => undefined).write(request);
      socket.once('data', (chunk) => {
        refused += String(chunk).startsWith('HTTP/1.1 429 ') ? 1 : 0;
        if (refused === 18) resolve();
      });
    }
  });
  expect((await checkIn(mine, 1)).status).toBe(200);
});
