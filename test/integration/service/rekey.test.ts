// Registration anew on the word of the key that a device still has: who gets a token, and what becomes of it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDevice } from '../../../src/service/store/devices.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import { askCli } from '../../support/service-cli.js';
import type { Enrolled } from '../../support/service-client.js';
import {
  askToRekey,
  call,
  checkIn,
  createKey,
  enrol,
  json,
  proofBy,
  registerAnew,
  rekey,
} from '../../support/service-client.js';

let service: TestService;
let device: Enrolled;
beforeEach(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding({ tags: ['web'], ring: 'pilot', maxUses: 1 }));
});
afterEach(() => service[Symbol.asyncDispose]());

const cli = (...args: readonly string[]) => askCli(service.dataDir, args, service.clock);
const tokenFor = async (of: Enrolled) => String((await json(await askToRekey(of), 200))['token']);

describe('with a new key', () => {
  test('the same machine is a new device: tags, ring, groups and history come along', async () => {
    await cli('group', 'create', 'databases');
    await cli('group', 'add', 'databases', device.id);
    const after = await rekey(device, await createKey());
    expect(after.id).not.toBe(device.id);
    const before = await findDevice(service.store, device.id);
    expect(await cli('device', 'show', after.id)).toMatchObject({
      succeeds: device.id,
      tags: ['web'],
      ring: 'pilot',
      groups: ['databases'],
      enrollmentId: before?.enrollmentId,
    });
    expect(await cli('device', 'show', device.id)).toMatchObject({ succeededBy: [after.id] });
    expect((await checkIn(after, 1)).status).toBe(200);
    expect((await checkIn(device, 1)).status).toBe(200);
  });

  test('whose answer was lost gets the same identity again, with the token it has', async () => {
    const token = await tokenFor(device);
    const key = await createKey();
    const first = await json(await registerAnew(device.url, key, token), 201);
    const second = await json(await registerAnew(device.url, key, token), 201);
    expect(second['client_id']).toBe(first['client_id']);
  });

  test('whose answer was lost, and whose token is over, gets it with another token', async () => {
    const key = await createKey();
    const first = await json(await registerAnew(device.url, key, await tokenFor(device)), 201);
    const second = await json(await registerAnew(device.url, key, await tokenFor(device)), 201);
    expect(second['client_id']).toBe(first['client_id']);
  });
});

test('who turns a device away hears of all that go on with keys that its own one began', async () => {
  const second = await rekey(device, await createKey());
  const third = await rekey(second, await createKey());
  expect(await cli('device', 'disable', second.id)).toMatchObject({ letIn: [device.id, third.id] });
  expect(await cli('device', 'retire', device.id)).toMatchObject({ letIn: [third.id] });
  expect(await cli('device', 'retire', third.id)).toMatchObject({ letIn: [] });
});

describe('with the key it has', () => {
  test('it is the same device with a registration token that works; the lost one is over', async () => {
    for (const seq of [1, 2]) expect((await checkIn(device, seq)).status).toBe(200);
    const after = await rekey(device, device.key, 'lost-token');
    expect(after.id).toBe(device.id);
    const read = (token: string) =>
      fetch(`${device.url}/oauth/register/${device.id}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await read(after.managementToken)).status).toBe(200);
    expect((await read(device.managementToken)).status).toBe(401);
    expect((await checkIn(after, 3, { prev: null })).status).toBe(200);
  });
});

describe('a token', () => {
  async function refused(response: Response, status: number, why: string) {
    const body = await json(response, status);
    expect(body['error_description']).toContain(why);
  }

  test('says how long it counts, and is nowhere in the database', async () => {
    const answer = await json(await askToRekey(device), 200);
    expect(answer).toEqual({ token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/), expiresIn: 3600 });
    const rows = await service.store.selectFrom('rekey_token').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(String(answer['token']));
  });

  test('serves once: not for a second key, also when many come at once', async () => {
    const token = await tokenFor(device);
    const keys = await Promise.all(Array.from({ length: 4 }, createKey));
    const answers = await Promise.all(keys.map((key) => registerAnew(device.url, key, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
    await refused(await registerAnew(device.url, await createKey(), token), 401, 'used before');
  });

  test('is over after an hour', async () => {
    const token = await tokenFor(device);
    service.clock.advance(3_601_000);
    const now = Math.floor(service.clock.now() / 1000);
    const key = await createKey();
    const proof = await proofBy(key, {
      method: 'POST',
      url: `${device.url}/oauth/register`,
      claims: { iat: now },
    });
    const answer = await fetch(`${device.url}/oauth/register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, dpop: proof },
      body: '{}',
    });
    await refused(answer, 401, 'expired');
  });

  test('is over once a newer one was given', async () => {
    const first = await tokenFor(device);
    await tokenFor(device);
    await refused(await registerAnew(device.url, await createKey(), first), 401, 'a newer one was given');
  });

  test('of one device does not open another: a key that belongs to somebody else is refused', async () => {
    const other = await enrol(service.url, await service.onboarding());
    const token = await tokenFor(device);
    await refused(await registerAnew(device.url, other.key, token), 400, 'another device');
    const after = await json(await registerAnew(device.url, device.key, token), 201);
    expect(after['client_id']).toBe(device.id);
  });

  test('does not register a key that is not held, neither a new one nor that of the device', async () => {
    const token = await tokenFor(device);
    const proofKey = await createKey();
    for (const key of [await createKey(), device.key])
      await refused(await registerAnew(device.url, key, token, { proofKey }), 400, 'another key');
    expect((await registerAnew(device.url, proofKey, token)).status).toBe(201);
  });

  test('opens nothing once its device was disabled or retired', async () => {
    const token = await tokenFor(device);
    await cli('device', 'disable', device.id);
    await refused(await registerAnew(device.url, await createKey(), token), 403, 'disabled');
    await refused(await registerAnew(device.url, device.key, token), 403, 'disabled');
    await cli('device', 'enable', device.id);
    await cli('device', 'retire', device.id);
    await refused(await registerAnew(device.url, await createKey(), token), 401, 'its device has left');
  });

  test('for a lost registration token makes no other device', async () => {
    const { token } = await json(await askToRekey(device, 'lost-token'), 200);
    await refused(await registerAnew(device.url, await createKey(), String(token)), 400, 'the key that');
    expect((await registerAnew(device.url, device.key, String(token))).status).toBe(201);
  });

  test('is no access token and no registration token', async () => {
    const token = await tokenFor(device);
    const read = await fetch(`${device.url}/oauth/register/${device.id}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(read.status).toBe(401);
    expect(
      (await call({ ...device, token }, { method: 'GET', path: `/v1/policies/${'0'.repeat(64)}` })).status,
    ).toBe(401);
  });
});

describe('a token is not given', () => {
  test('to a device that an administrator disabled', async () => {
    await cli('device', 'disable', device.id);
    expect(await json(await askToRekey(device), 403)).toMatchObject({ code: 'device-disabled' });
  });

  test('to another key than the registered one', async () => {
    expect((await askToRekey({ ...device, key: await createKey() })).status).toBe(401);
  });

  test('for a reason that is none', async () => {
    const body = '{"why":"because"}';
    expect((await call(device, { method: 'POST', path: '/v1/rekey', body })).status).toBe(400);
  });

  test('a fifth time in a day, and is given again on the next', async () => {
    for (let each = 0; each < 4; each += 1) await tokenFor(device);
    const refused = await askToRekey(device);
    expect(await json(refused, 429)).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(86_000);
    const other = await enrol(service.url, await service.onboarding());
    await tokenFor(other);
    await service.store
      .updateTable('rekey_token')
      .set((eb) => ({ created_at: eb('created_at', '-', 86_400_000) }))
      .execute();
    await tokenFor(device);
  });

  test('for endless successors of one stolen key, whether the ones before stay or leave', async () => {
    let newest = device;
    for (let each = 0; each < 16; each += 1) {
      const before = newest;
      newest = await rekey(before, await createKey());
      if (each % 2 === 0) await leave(before);
    }
    expect(await json(await askToRekey(newest), 429)).toMatchObject({ code: 'rate-limited' });
    // Whoever lost its registration token makes no new device.
    await json(await askToRekey(newest, 'lost-token'), 200);
  });
});

async function leave({ url, id, managementToken }: Enrolled): Promise<void> {
  const headers = { authorization: `Bearer ${managementToken}` };
  const left = await fetch(`${url}/oauth/register/${id}`, { method: 'DELETE', headers });
  expect(left.status).toBe(204);
}
