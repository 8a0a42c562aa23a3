// Starting and stopping the service in this process.
import type { Socket } from 'node:net';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createSystemClock } from '../../../src/service/clock.js';
import { createSystemRandom } from '../../../src/service/random.js';
import { createService } from '../../../src/service/wiring.js';
import { startTestService } from '../../support/service.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const world = () => ({ clock: createSystemClock(), random: createSystemRandom(), log: silent });

test('a port that is taken is said, not thrown, and the database is left free', async () => {
  await using running = await startTestService();
  const port = Number(new URL(running.url).port);
  const second = createService({ ...world(), dataDir: running.dataDir, port });
  expect(await second.start()).toEqual({ ok: false, error: expect.stringContaining('EADDRINUSE') });
  expect(await second.start()).toMatchObject({ ok: false });
  await second.stop();
  expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
});

test('a service stops, answers no more, and starts again', async () => {
  await using running = await startTestService();
  const service = createService({ ...world(), dataDir: running.dataDir, port: 0 });
  for (const _ of [1, 2]) {
    const started = await service.start();
    const url = started.ok ? started.value.url : started.error;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await service.start()).toEqual({ ok: false, error: 'the service runs already' });
    await service.stop();
    await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  }
});

test('a public address is what clients are told, wherever the service listens', async () => {
  await using running = await startTestService({ url: 'https://holdfast.example.org/' });
  expect(running.url).toBe('https://holdfast.example.org');
  expect((await running.onboarding()).claims.as).toBe('https://holdfast.example.org');
});

test('a folder without a tenant is said', async () => {
  const service = createService({ ...world(), dataDir: '/nonexistent', port: 0 });
  expect(await service.start()).toEqual({ ok: false, error: expect.stringContaining('init') });
});

const POST = 'POST /oauth/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded';

/** A request whose body lacks all but two characters, sent to a service that got it. */
async function beginRequest(url: string): Promise<{ readonly socket: Socket; heard(): string }> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket
    .on('error', () => undefined)
    .on('data', (chunk) => {
      heard += chunk;
    });
  await new Promise((resolve) => socket.write(`${POST}\r\nContent-Length: 7\r\n\r\na=`, resolve));
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  return { socket, heard: () => heard };
}

test('what is in flight is answered before the service stops, and what comes after it, too', async () => {
  await using running = await startTestService();
  const service = createService({ ...world(), dataDir: running.dataDir, port: 0 });
  const started = await service.start();
  const { socket, heard } = await beginRequest(started.ok ? started.value.url : '');
  const closed = new Promise((resolve) => socket.on('close', resolve));
  const stopped = service.stop();
  socket.write(`12345${POST}\r\nContent-Length: 0\r\n\r\n`);
  await Promise.all([stopped, closed]);
  expect(heard().match(/HTTP\/1\.1 400 /g)?.length).toBeGreaterThan(0);
  expect(heard()).not.toMatch(/HTTP\/1\.1 5/);
});

test('a request that never ends does not keep the service from stopping', async () => {
  await using running = await startTestService();
  const service = createService({ ...world(), dataDir: running.dataDir, port: 0, stopMs: 50 });
  const started = await service.start();
  const { socket, heard } = await beginRequest(started.ok ? started.value.url : '');
  const closed = new Promise((resolve) => socket.on('close', resolve));
  await service.stop();
  await closed;
  expect(heard()).toBe('');
});
