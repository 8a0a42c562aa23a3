// The look for "sync now" against real servers on loopback, and the built child that makes it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startChild } from '../../../platform/host.js';
import { createWakePoll } from '../../../src/agent/supervisor/wake-poll.js';
import { lookAtCounter } from '../../../src/agent/wake/look.js';
import { LOOK_CODES } from '../../../src/agent/wake/wake-codes.js';
import { writeWakeOrder } from '../../../src/agent/wake/wake-file.js';
import { deviceId } from '../../../src/model/ids.js';
import { WAKE_BUCKETS, wakeBucketOf } from '../../../src/model/wire/wake.js';
import type { FaultyNetwork } from '../../support/faulty-network.js';
import { createFaultyNetwork, makeCertificate } from '../../support/faulty-network.js';
import { builtPrograms, runProgram } from '../../support/holdfast-programs.js';
import { createSigningKey, DEVICE, TENANT } from '../../support/signed-documents.js';
import { createVirtualClock } from '../../unit/agent/virtual-clock.js';

const { node, holdfast } = builtPrograms(join(import.meta.dirname, '../../../dist'));
const BUCKET = wakeBucketOf(deviceId(DEVICE));

let folder = '';
let network: FaultyNetwork;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-wake-'));
  network = createFaultyNetwork();
});
afterEach(async () => {
  await network[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

const pathsIn = (state: string) => ({
  wakeFile: join(state, 'wake.json'),
  wakeSeenFile: join(state, 'wake-seen.json'),
});

function enrollAt(api: string, more: { readonly ca?: string } = {}, state = folder): void {
  const key = createSigningKey();
  writeWakeOrder(pathsIn(state), {
    ...{ issuer: api, api, tenant: TENANT, device: deviceId(DEVICE), keys: [key.jwk] },
    ...more,
  });
}

const look = (more: { readonly proxy?: string; readonly timeoutMs?: number } = {}) =>
  lookAtCounter({
    paths: pathsIn(folder),
    route: { userAgent: 'holdfast/test', timeoutMs: 5000, ...more },
    caWith: (ofFile) => ofFile,
  });

/** A service with one counter that a test turns, and what was asked of it. */
function createCounter() {
  const service = { counter: 0, asked: [] as string[], bodies: 0 };
  const listener: RequestListener = (request, response) => {
    const etag = `"${service.counter}"`;
    service.asked.push(`${request.method} ${request.url} ${request.headers['if-none-match'] ?? '-'}`);
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    service.bodies += 1;
    const counters = Array.from({ length: WAKE_BUCKETS }, (_, at) => (at === BUCKET ? service.counter : 3));
    response.writeHead(200, { 'content-type': 'application/json', etag }).end(JSON.stringify({ counters }));
  };
  return { service, listener };
}

describe('a look', () => {
  test('asks by the tag of the last answer; an unchanged counter costs no body', async () => {
    const { service, listener } = createCounter();
    enrollAt(await network.http(listener));
    expect([await look(), await look(), await look()]).toEqual(['quiet', 'quiet', 'quiet']);
    expect(service.asked).toEqual(['GET /v1/wake -', 'GET /v1/wake "0"', 'GET /v1/wake "0"']);
    expect(service.bodies).toBe(1);
  });

  test('sees a counter that rose, once; the first sight and one that went back are none', async () => {
    const { service, listener } = createCounter();
    service.counter = 41;
    enrollAt(await network.http(listener));
    expect(await look()).toBe('quiet');
    service.counter = 42;
    expect([await look(), await look()]).toEqual(['rose', 'quiet']);
    service.counter = 7;
    expect([await look(), await look()]).toEqual(['quiet', 'quiet']);
    service.counter = 8;
    expect(await look()).toBe('rose');
  });

  test('of another enrollment begins anew', async () => {
    const { service, listener } = createCounter();
    enrollAt(await network.http(listener));
    await look();
    const other = createCounter();
    other.service.counter = service.counter + 5;
    enrollAt(await network.http(other.listener));
    expect(await look()).toBe('quiet');
    expect(other.service.asked).toEqual(['GET /v1/wake -']);
  });

  test('without an enrollment asks nobody', async () => {
    expect(await look()).toBe('quiet');
    expect(existsSync(pathsIn(folder).wakeSeenFile)).toBe(false);
  });

  const answers: readonly (readonly [what: string, status: number, headers: object, body: string])[] = [
    ['an error', 503, {}, 'down'],
    ['a redirect', 302, { location: 'http://127.0.0.1:9/' }, ''],
    ['a sign-in page', 200, { 'content-type': 'text/html' }, '<html>Hello</html>'],
    ['no JSON', 200, {}, '{"counters":['],
    ['too few counters', 200, {}, JSON.stringify({ counters: [9] })],
    ['counters that are none', 200, {}, JSON.stringify({ counters: Array(WAKE_BUCKETS).fill('9') })],
    ['negative counters', 200, {}, JSON.stringify({ counters: Array(WAKE_BUCKETS).fill(-9) })],
    ['an endless answer', 200, {}, 'x'.repeat(1_000_000)],
    ['304 to a question without a tag', 304, {}, ''],
  ];

  test.each(answers)('that is answered with %s has failed, and nothing is remembered', async (...answer) => {
    const [, status, headers, body] = answer;
    const listener: RequestListener = (_request, response) =>
      response.writeHead(status, { ...headers }).end(body);
    enrollAt(await network.http(listener));
    expect(await look()).toBe('failed');
    expect(existsSync(pathsIn(folder).wakeSeenFile)).toBe(false);
  });

  test('at a service that is silent, cut or gone has failed', async () => {
    enrollAt(await network.tcp(() => undefined, 'http'));
    expect(await look({ timeoutMs: 200 })).toBe('failed');
    enrollAt(await network.tcp((socket) => socket.destroy(), 'http'));
    expect(await look()).toBe('failed');
    enrollAt(await network.refused());
    expect(await look()).toBe('failed');
  });

  test('goes over TLS that is verified: with the given authority, and never without', async () => {
    const pems = await makeCertificate();
    const { listener } = createCounter();
    const url = await network.tls(pems, listener);
    enrollAt(url);
    expect(await look()).toBe('failed');
    enrollAt(url, { ca: pems.cert });
    expect(await look()).toBe('quiet');
  });

  test('goes through the proxy', async () => {
    const pems = await makeCertificate();
    const url = await network.tls(pems, createCounter().listener);
    const proxy = await network.proxy({ credentials: 'a:b' });
    enrollAt(url, { ca: pems.cert });
    expect(await look({ proxy: proxy.url })).toBe('failed');
    expect(await look({ proxy: proxy.url.replace('//', '//a:b@') })).toBe('quiet');
    expect(proxy.seen).toHaveLength(2);
  });
});

describe('the built child', () => {
  const state = () => join(folder, 'state');
  const ask = () => runProgram(node, [holdfast, 'wake', '--simulate', 'linux', '--state-dir', state()]);
  beforeEach(() => {
    mkdirSync(state(), { mode: 0o700 });
    writeFileSync(join(state(), 'simulated.json'), 'linux\n');
  });

  test('is silent, and its code says what it saw', async () => {
    const { service, listener } = createCounter();
    enrollAt(await network.http(listener), {}, state());
    expect(await ask()).toEqual({ exitCode: LOOK_CODES.quiet, stdout: '', stderr: '' });
    service.counter += 1;
    expect(await ask()).toEqual({ exitCode: LOOK_CODES.rose, stdout: '', stderr: '' });
    enrollAt(await network.refused(), {}, state());
    expect(await ask()).toEqual({ exitCode: LOOK_CODES.failed, stdout: '', stderr: '' });
    expect(statSync(pathsIn(state()).wakeSeenFile).mode & 0o777).toBe(0o600);
  });

  test('honours the authority of the configuration', async () => {
    const pems = await makeCertificate();
    enrollAt(await network.tls(pems, createCounter().listener), {}, state());
    expect((await ask()).exitCode).toBe(LOOK_CODES.failed);
    writeFileSync(join(folder, 'ca.pem'), pems.cert);
    writeFileSync(join(state(), 'config.json'), JSON.stringify({ caFile: join(folder, 'ca.pem') }));
    expect((await ask()).exitCode).toBe(LOOK_CODES.quiet);
  });

  test('wakes the daemon when the service calls', async () => {
    const { service, listener } = createCounter();
    enrollAt(await network.http(listener), {}, state());
    const time = createVirtualClock(0);
    const place = ['--simulate', 'linux', '--state-dir', state()];
    let ended = Promise.resolve();
    let woken = 0;
    const waker = createWakePoll({
      timer: time.timer,
      random: { fraction: () => 0.5, uuid: () => 'unused' },
      isEnrolled: () => existsSync(pathsIn(state()).wakeFile),
      startLook: (onExit) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        ended = promise;
        return startChild(node, [holdfast, ...place, 'wake'], {
          stdio: 'ignore',
          onExit: (end) => {
            onExit(end);
            resolve();
          },
        });
      },
    });
    waker.start(() => {
      woken += 1;
    });
    await time.advance(150_000);
    await ended;
    service.counter += 1;
    await time.advance(20_000);
    expect(woken).toBe(0);
    await time.advance(280_000);
    await ended;
    await time.advance(10_000);
    expect(woken).toBe(1);
    waker.stop();
    expect(JSON.parse(readFileSync(pathsIn(state()).wakeSeenFile, 'utf8'))).toMatchObject({ counter: 1 });
  });
});
