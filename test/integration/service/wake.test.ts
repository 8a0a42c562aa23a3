// "Check in now" on the wire: the public counters, and polls that are held until a command has an event for them.
import { compactVerify, createRemoteJWKSet, decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { deviceId, epochMs } from '../../../src/model/ids.js';
import { wakeBucketOf } from '../../../src/model/wire/wake.js';
import { createSystemRandom } from '../../../src/service/random.js';
import type { ServiceOptions } from '../../../src/service/wiring.js';
import { createManualTimer } from '../../support/manual-timer.js';
import type { TestService } from '../../support/service.js';
import { createMovableClock, startTestService } from '../../support/service.js';
import { askCli, runCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import { call, checkIn, enrol, json } from '../../support/service-client.js';

const cli = (service: TestService, ...args: readonly string[]) => askCli(service.dataDir, args);
const newDevice = async (service: TestService) => enrol(service.url, await service.onboarding());

describe('GET /v1/wake', () => {
  const ask = (service: TestService, headers = {}) => fetch(`${service.url}/v1/wake`, { headers });
  const counters = async (service: TestService) =>
    (await json(await ask(service), 200))['counters'] as readonly number[];

  test('needs no token and no body; the counter of a device rises when it is asked to check in', async () => {
    await using service = await startTestService();
    const device = await newDevice(service);
    expect(await counters(service)).toEqual(Array.from({ length: 256 }, () => 0));
    await cli(service, 'device', 'sync', device.id);
    service.clock.advance(1000);
    const risen = Array.from({ length: 256 }, () => 0);
    risen[wakeBucketOf(deviceId(device.id))] = 1;
    expect(await counters(service)).toEqual(risen);
    await cli(service, 'device', 'sync', '--all');
    service.clock.advance(1000);
    expect((await counters(service))[wakeBucketOf(deviceId(device.id))]).toBe(2);
  });

  test('reads the database once a second at most', async () => {
    let now = 0;
    const clock = { now: () => epochMs(Date.now()), monotonicMs: () => now };
    await using service = await startTestService({ clock });
    const device = await newDevice(service);
    const bucket = wakeBucketOf(deviceId(device.id));
    await counters(service);
    await cli(service, 'device', 'sync', device.id);
    now = 999;
    expect((await counters(service))[bucket]).toBe(0);
    now = 1000;
    expect((await counters(service))[bucket]).toBe(1);
  });

  test('is answered with 304 while nothing rose, and may be kept by caches for a short time', async () => {
    await using service = await startTestService();
    const device = await newDevice(service);
    const first = await ask(service);
    expect(first.headers.get('cache-control')).toBe('public, max-age=30, must-revalidate');
    const etag = first.headers.get('etag') ?? '';
    for (const named of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await ask(service, { 'if-none-match': named });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
    expect((await ask(service, { 'if-none-match': '"other"' })).status).toBe(200);
    await cli(service, 'device', 'sync', device.id);
    service.clock.advance(1000);
    expect((await ask(service, { 'if-none-match': etag })).status).toBe(200);
  });
});

interface Poll {
  readonly sets: Readonly<Record<string, string>>;
  readonly moreAvailable: boolean;
}

const send = (device: Enrolled, body: object, claims: Readonly<Record<string, unknown>> = {}) =>
  call(device, { method: 'POST', path: '/v1/events:poll', body: JSON.stringify(body), claims });
const poll = async (device: Enrolled, body: object = {}): Promise<Poll> =>
  (await json(await send(device, body), 200)) as unknown as Poll;
const lookNow = (device: Enrolled, more: object = {}) => poll(device, { returnImmediately: true, ...more });
const NOTHING = { sets: {}, moreAvailable: false };

/** A service whose held polls look for events when the test says so. */
async function start(options: Partial<ServiceOptions> = {}) {
  const timer = createManualTimer();
  const clock = createMovableClock();
  const service = await startTestService({ timer, clock, ...options });
  return { service, timer, clock, [Symbol.asyncDispose]: () => service[Symbol.asyncDispose]() };
}

describe('POST /v1/events:poll', () => {
  test('is held until a command in another process asks for a check-in', async () => {
    await using held = await start();
    const { service, timer } = held;
    const device = await newDevice(service);
    const answer = poll(device);
    await timer.armed();
    await cli(service, 'device', 'sync', device.id);
    timer.fire();
    const { sets, moreAvailable } = await answer;
    expect(moreAvailable).toBe(false);
    const [[jti, jws] = ['', '']] = Object.entries(sets);
    const keys = createRemoteJWKSet(new URL(`${service.url}/oauth/jwks`));
    const { protectedHeader } = await compactVerify(jws, keys);
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'secevent+jwt' });
    const claims = decodeJwt(jws);
    expect(claims).toEqual({
      iss: service.url,
      aud: device.id,
      jti,
      iat: expect.any(Number),
      exp: (claims.iat ?? 0) + 7200,
      events: { 'urn:holdfast:event:sync': {} },
    });
  });

  test('is answered with nothing when its time is over', async () => {
    await using held = await start();
    const answer = poll(await newDevice(held.service));
    await held.timer.armed();
    held.clock.advance(50_000);
    held.timer.fire();
    expect(await answer).toEqual(NOTHING);
  });

  test('is answered at once where that is asked for, or where there is an event', async () => {
    await using held = await start();
    const device = await newDevice(held.service);
    expect(await lookNow(device)).toEqual(NOTHING);
    await cli(held.service, 'device', 'sync', '--all');
    expect(Object.keys((await poll(device)).sets)).toHaveLength(1);
    expect(held.timer.waiting).toBe(0);
  });

  test('brings an event again until it is acknowledged by the device that it is for', async () => {
    await using held = await start();
    const [device, other] = [await newDevice(held.service), await newDevice(held.service)];
    await cli(held.service, 'device', 'sync', device.id);
    const [jti = ''] = Object.keys((await lookNow(device)).sets);
    expect(Object.keys((await lookNow(device)).sets)).toEqual([jti]);
    expect(await lookNow(other, { ack: [jti] })).toEqual(NOTHING);
    expect(Object.keys((await lookNow(device)).sets)).toEqual([jti]);
    expect(await poll(device, { maxEvents: 0 })).toEqual({ sets: {}, moreAvailable: true });
    expect(await poll(device, { maxEvents: 0, ack: [jti] })).toEqual(NOTHING);
    expect(await lookNow(device)).toEqual(NOTHING);
  });

  test('brings an event no more that the device could not take', async () => {
    await using held = await start();
    const device = await newDevice(held.service);
    await cli(held.service, 'device', 'sync', device.id);
    const [jti = ''] = Object.keys((await lookNow(device)).sets);
    const setErrs = { [jti]: { err: 'invalid_key', description: 'not trusted' } };
    expect(await lookNow(device, { setErrs })).toEqual(NOTHING);
  });

  test('brings one event however often it was asked for, and none that is over', async () => {
    await using held = await start();
    const device = await newDevice(held.service);
    for (const _ of [1, 2, 3]) await cli(held.service, 'device', 'sync', device.id);
    expect(Object.keys((await lookNow(device)).sets)).toHaveLength(1);
    held.clock.advance(2 * 3_600_000);
    const claims = { iat: Math.floor(held.clock.now() / 1000) };
    const answer = await send(device, { returnImmediately: true }, claims);
    expect(await json(answer, 200)).toEqual(NOTHING);
  });

  test('is for devices only', async () => {
    await using held = await start();
    const device = await newDevice(held.service);
    const path = '/v1/events:poll';
    expect((await call(device, { method: 'POST', path, body: '{}', token: undefined })).status).toBe(401);
    expect((await send(device, { maxEvents: 101 })).status).toBe(400);
  });
});

describe('held polls', () => {
  test('do not take the places of requests that are worked on', async () => {
    await using held = await start({ inFlight: 1 });
    const [device, other] = [await newDevice(held.service), await newDevice(held.service)];
    const answer = poll(device);
    await held.timer.armed();
    for (const seq of [1, 2, 3]) expect((await checkIn(other, seq)).status).toBe(200);
    held.clock.advance(50_000);
    held.timer.fire();
    expect(await answer).toEqual(NOTHING);
    expect((await checkIn(other, 4)).status).toBe(200);
  });

  test('are bounded; the next one is told when to come back', async () => {
    await using held = await start({ heldPolls: 1 });
    const [device, other] = [await newDevice(held.service), await newDevice(held.service)];
    const answer = poll(device);
    await held.timer.armed();
    const refused = await send(other, {});
    expect(await json(refused, 503)).toMatchObject({ code: 'unavailable', retryable: true });
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(await lookNow(other)).toEqual(NOTHING);
    held.clock.advance(50_000);
    held.timer.fire();
    expect(await answer).toEqual(NOTHING);
  });

  test('free their seat when the device hangs up', async () => {
    let entered = Promise.withResolvers<'held'>();
    // Asked for exactly when a seat is taken.
    const fraction = (): number => {
      entered.resolve('held');
      return 0;
    };
    const random = { ...createSystemRandom(), fraction };
    await using held = await start({ heldPolls: 1, random });
    const [device, other] = [await newDevice(held.service), await newDevice(held.service)];
    const hangUp = new AbortController();
    const path = '/v1/events:poll';
    const gone = call(device, { method: 'POST', path, body: '{}', signal: hangUp.signal });
    await entered.promise;
    hangUp.abort();
    await expect(gone).rejects.toThrow('abort');
    for (let outcome: unknown = 503; outcome !== 'held'; ) {
      expect(outcome).toBe(503);
      entered = Promise.withResolvers<'held'>();
      const attempt = send(other, {});
      outcome = await Promise.race([entered.promise, attempt.then(({ status }) => status)]);
      if (outcome !== 'held') continue;
      held.clock.advance(50_000);
      held.timer.fire();
      expect(await json(await attempt, 200)).toEqual(NOTHING);
    }
  });

  test('end with the service, which does not wait for them', async () => {
    await using held = await start();
    const answer = poll(await newDevice(held.service));
    await held.timer.armed();
    await held.service.restart();
    expect(await answer).toEqual(NOTHING);
    expect(held.timer.waiting).toBe(0);
    expect(held.service.errors).toEqual([]);
  });
});

describe('device sync', () => {
  test('wants devices or all of them, and knows which', async () => {
    await using service = await startTestService();
    const device = await newDevice(service);
    const run = (...args: readonly string[]) => runCli(service.dataDir, ['device', 'sync', ...args]);
    expect(await run()).toMatchObject({ code: 2 });
    expect(await run(device.id, '--all')).toMatchObject({ code: 2 });
    expect(await run('nobody')).toMatchObject({ code: 1, err: expect.stringContaining('"nobody"') });
    expect(await run(device.id, 'web-01')).toMatchObject({ code: 0, out: '1 device asked to check in.\n' });
  });

  test('asks only devices that the service answers', async () => {
    await using service = await startTestService();
    const [device, other] = [await newDevice(service), await newDevice(service)];
    await service.store.updateTable('device').set({ state: 'disabled' }).where('id', '=', other.id).execute();
    expect(await cli(service, 'device', 'sync', '--all')).toEqual({ asked: [device.id] });
    expect(await runCli(service.dataDir, ['device', 'sync', other.id])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is disabled'),
    });
  });
});
