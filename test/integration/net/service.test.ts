// The agent's side of the wire against the real service on loopback.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readOnboardingFile, targetOf } from '../../../src/agent/net/onboarding-file.js';
import { epochMs, tenantId } from '../../../src/model/ids.js';
import type { NetAgent } from '../../support/net-agent.js';
import { checkInOf, createNetAgent, faultOf, must, never, orderOf } from '../../support/net-agent.js';
import { startTestService } from '../../support/service.js';

async function enrolled() {
  const service = await startTestService();
  const onboarding = await service.onboarding();
  const file = must(await readOnboardingFile(onboarding.file, epochMs(Date.now())));
  const agent = createNetAgent(targetOf(file.claims));
  onTestFinished(async () => {
    agent[Symbol.dispose]();
    await service[Symbol.asyncDispose]();
  });
  const device = must(await agent.client.register(orderOf(onboarding), never));
  return { service, onboarding, agent, device };
}

async function firstAssignment(agent: NetAgent) {
  const outcome = must(await agent.client.checkIn(checkInOf(1), never));
  if (outcome.assignment.is !== 'moved') throw new Error(JSON.stringify(outcome.assignment));
  return outcome.assignment.staged;
}

describe('registration', () => {
  test('gives the device an id, and a key that only its owner reads', async () => {
    const { agent, device } = await enrolled();
    expect(device).toMatch(/^[0-9a-f-]{36}$/);
    expect(statSync(join(agent.folder, 'device-key.pem')).mode & 0o777).toBe(0o600);
    expect(agent.requests).toEqual(['GET /.well-known/oauth-authorization-server', 'POST /oauth/register']);
  });

  test('a lost answer costs nothing: the same key gets the same device', async () => {
    const { agent, device, onboarding } = await enrolled();
    agent.loseAnswerOf(/POST \/oauth\/register/);
    const fault = faultOf(await agent.client.register(orderOf(onboarding), never));
    expect(fault.kind).toBe('timeout');
    expect(must(await agent.client.register(orderOf(onboarding), never))).toBe(device);
  });

  test('a wrong secret is said as such', async () => {
    const { agent, onboarding } = await enrolled();
    const order = { ...orderOf(onboarding), secret: 'not-the-secret-of-this-file-000000000000000' };
    expect(faultOf(await agent.client.register(order, never))).toMatchObject({
      kind: 'refused',
      code: 'secret-refused',
    });
  });

  test('after clone suspicion the device takes a new key and gets a new identity', async () => {
    const { agent, device, onboarding } = await enrolled();
    const before = must(await agent.keys.load('current'));
    const again = must(await agent.client.register(orderOf(onboarding, 'new'), never));
    const after = must(await agent.keys.load('current'));
    expect(again).not.toBe(device);
    expect(after?.thumbprint).not.toBe(before?.thumbprint);
    expect(must(await agent.keys.load('next'))).toBeUndefined();
    must(await agent.client.checkIn(checkInOf(1), never));
  });
});

describe('check-in', () => {
  test('the first brings a verified assignment; an unchanged one is exactly one request', async () => {
    const { agent } = await enrolled();
    const staged = await firstAssignment(agent);
    agent.requests.length = 0;
    const { ver, digest } = staged.floor;
    const more = checkInOf(2, { floor: staged.floor });
    const request = { ...more.request, assignment: { ver, digest } };
    const outcome = must(await agent.client.checkIn({ ...more, request }, never));
    expect(outcome.assignment).toEqual({ is: 'current' });
    expect(agent.requests).toEqual(['POST /v1/checkin']);
  });

  test('a sequence number that does not rise is told as a copied device', async () => {
    const { agent } = await enrolled();
    must(await agent.client.checkIn(checkInOf(5), never));
    expect(faultOf(await agent.client.checkIn(checkInOf(5), never))).toMatchObject({
      kind: 'refused',
      status: 409,
      code: 'seq-regressed',
    });
  });

  test('a token that the service no longer accepts is replaced once, in the same call', async () => {
    const { agent } = await enrolled();
    must(await agent.client.checkIn(checkInOf(1), never));
    const { token, ...state } = agent.memory.load();
    if (token === undefined) throw new Error('no token was kept');
    agent.memory.save({ ...state, token: { ...token, accessToken: 'stale.token.value' } });
    agent.requests.length = 0;
    must(await agent.client.checkIn(checkInOf(2), never));
    expect(agent.requests).toEqual(['POST /v1/checkin', 'POST /oauth/token', 'POST /v1/checkin']);
  });

  for (const [name, ahead] of [
    ['a day ahead', 86_400_000],
    ['a day behind', -86_400_000],
    ['a year ahead', 365 * 86_400_000],
    ['a year behind', -365 * 86_400_000],
  ] as const) {
    test(`a clock that is ${name} is recovered from, and the correction is remembered`, async () => {
      const { agent } = await enrolled();
      agent.setClockAhead(ahead);
      must(await agent.client.checkIn(checkInOf(1), never));
      expect(Math.abs(agent.client.clockSkewSeconds() + ahead / 1000)).toBeLessThan(5);
      agent.requests.length = 0;
      must(await agent.client.checkIn(checkInOf(2), never));
      expect(agent.requests).toEqual(['POST /v1/checkin']);
    });

    test(`a clock that jumps to ${name} while the token is good costs one nonce`, async () => {
      const { agent } = await enrolled();
      must(await agent.client.checkIn(checkInOf(1), never));
      const { token } = agent.memory.load();
      if (token === undefined) throw new Error('no token was kept');
      agent.setClockAhead(ahead);
      agent.memory.save({ ...agent.memory.load(), token: { ...token, expiresAt: epochMs(Date.now() * 2) } });
      agent.requests.length = 0;
      must(await agent.client.checkIn(checkInOf(2), never));
      must(await agent.client.checkIn(checkInOf(3), never));
      expect(agent.requests).toEqual(['POST /v1/checkin', 'POST /v1/checkin', 'POST /v1/checkin']);
    });

    test(`a device whose clock is ${name} can register`, async () => {
      const { agent, onboarding } = await enrolled();
      agent.setClockAhead(ahead);
      must(await agent.client.register(orderOf(onboarding), never));
    });
  }
});

describe('a disabled account is told apart from a wrong clock', () => {
  const disabled = async () => {
    const all = await enrolled();
    await all.service.store.updateTable('device').set({ state: 'disabled' }).execute();
    return all;
  };

  test.each([
    ['right', 0],
    ['a day ahead', 86_400_000],
    ['a year behind', -365 * 86_400_000],
  ])('without a token, by a clock that is %s', async (_name, ahead) => {
    const { agent } = await disabled();
    agent.setClockAhead(ahead);
    const fault = faultOf(await agent.client.checkIn(checkInOf(1), never));
    expect(fault).toMatchObject({ kind: 'refused', code: 'invalid_client' });
    // The clock is known by now, so what is left is the account.
    expect(Math.abs(agent.client.clockSkewSeconds() + ahead / 1000)).toBeLessThan(5);
    expect(agent.requests.filter((line) => line === 'POST /oauth/token').length).toBe(ahead === 0 ? 1 : 2);
  });

  test('with a token that is still good, at once', async () => {
    const { agent, service } = await enrolled();
    must(await agent.client.checkIn(checkInOf(1), never));
    await service.store.updateTable('device').set({ state: 'disabled' }).execute();
    const fault = faultOf(await agent.client.checkIn(checkInOf(2), never));
    expect(fault).toMatchObject({ kind: 'refused', code: 'device-disabled' });
  });
});

describe('inventory and reports', () => {
  const digest = `sha256:${'a'.repeat(64)}`;

  test('the inventory is taken', async () => {
    const { agent, onboarding } = await enrolled();
    const { device } = orderOf(onboarding);
    const engine = { state: 'missing', version: null };
    must(await agent.client.inventory({ seq: 1, digest, device, engine, agent: '0.1.0' }, never));
    const { answer } = must(
      await agent.client.checkIn(
        { ...checkInOf(2), request: { ...checkInOf(2).request, inventory: digest } },
        never,
      ),
    );
    expect(answer.need).not.toContain('inventory');
  });

  test('a report is taken, and the same one again changes nothing', async () => {
    const { agent } = await enrolled();
    const report = {
      seq: 1,
      assignment: 1,
      observedAt: new Date().toISOString(),
      full: true,
      simulated: true,
      digest,
      items: [],
    };
    must(await agent.client.report(report, 'report-key-1', never));
    must(await agent.client.report(report, 'report-key-1', never));
  });
});

describe('rotation', () => {
  test('the new key takes over, the old one is gone, and the device is the same', async () => {
    const { agent, device } = await enrolled();
    must(await agent.client.checkIn(checkInOf(1), never));
    const before = must(await agent.keys.load('current'));
    must(await agent.client.rotateKey(never));
    const after = must(await agent.keys.load('current'));
    expect(after?.thumbprint).not.toBe(before?.thumbprint);
    expect(must(await agent.keys.load('next'))).toBeUndefined();
    must(await agent.client.checkIn(checkInOf(2), never));
    expect(agent.memory.load().registration?.device).toBe(device);
  });

  test('is due by age once, and not again before its time', async () => {
    const { agent } = await enrolled();
    expect(agent.client.isKeyDue(false)).toBe(false);
    agent.setClockAhead(100 * 86_400_000);
    expect(agent.client.isKeyDue(false)).toBe(true);
    must(await agent.client.rotateKey(never));
    agent.setClockAhead(102 * 86_400_000);
    expect(agent.client.isKeyDue(false)).toBe(false);
  });

  test('a lost answer to the change does not lock the device out', async () => {
    const { agent } = await enrolled();
    agent.loseAnswerOf(/^PUT /);
    must(await agent.client.rotateKey(never));
    must(await agent.client.checkIn(checkInOf(1), never));
    must(await agent.client.rotateKey(never));
    must(await agent.client.readRegistration(never));
  });

  test('killed after the key was made and before anybody heard of it, the device goes on with the old key', async () => {
    const { agent } = await enrolled();
    must(await agent.keys.create('next'));
    must(await agent.client.checkIn(checkInOf(1), never));
    must(await agent.client.rotateKey(never));
    must(await agent.client.checkIn(checkInOf(2), never));
  });
});

describe('leaving', () => {
  test('the service forgets the device, and nothing of it is left here', async () => {
    const { agent } = await enrolled();
    must(await agent.client.checkIn(checkInOf(1), never));
    must(await agent.client.leave(never));
    expect(agent.memory.load()).toEqual({ clockSkewSeconds: 0 });
    expect(must(await agent.keys.load('current'))).toBeUndefined();
    expect(faultOf(await agent.client.checkIn(checkInOf(2), never)).kind).toBe('missing');
  });

  test('leaving twice is leaving once', async () => {
    const { agent } = await enrolled();
    must(await agent.client.leave(never));
    must(await agent.client.leave(never));
  });
});

test('over TLS the authority that the onboarding file carries is the one that counts', async () => {
  const pems = await generate([{ name: 'commonName', value: 'service' }], {
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  await using service = await startTestService({ tls: { cert: pems.cert, key: pems.private } });
  const onboarding = await service.onboarding({ ca: pems.cert });
  const { claims } = must(await readOnboardingFile(onboarding.file, epochMs(Date.now())));
  using agent = createNetAgent(targetOf(claims), { ca: claims.ca ?? '' });
  must(await agent.client.register(orderOf(onboarding), never));
  must(await agent.client.checkIn(checkInOf(1), never));
  using stranger = createNetAgent(targetOf(claims));
  expect(faultOf(await stranger.client.register(orderOf(onboarding), never))).toMatchObject({
    kind: 'unreachable',
    stage: 'tls',
  });
});

test('an onboarding file of another tenant is refused by a device that belongs to one', async () => {
  const { onboarding } = await enrolled();
  const other = tenantId('11111111-1111-4111-8111-111111111111');
  expect(faultOf(await readOnboardingFile(onboarding.file, epochMs(Date.now()), other))).toMatchObject({
    kind: 'untrusted',
    code: 'other-tenant',
  });
});
