// Who gets a token, and what `/v1` holds against those who have none, stole one, or replay.
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Onboarding } from '../../../src/service/onboarding.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import type { Call, Enrolled } from '../../support/service-client.js';
import {
  call,
  checkIn,
  checkinBody,
  createKey,
  enrol,
  json,
  proofBy,
  requestToken,
} from '../../support/service-client.js';

let service: TestService;
let onboarding: Onboarding;
let device: Enrolled;
let seq = 0;
beforeAll(async () => {
  service = await startTestService();
  onboarding = await service.onboarding();
  device = await enrol(service.url, onboarding);
});
afterAll(() => service[Symbol.asyncDispose]());

function checkInWith(of: Partial<Call>, who = device): Promise<Response> {
  seq += 1;
  return call(who, { method: 'POST', path: '/v1/checkin', body: checkinBody(seq), ...of });
}

async function refused(response: Response): Promise<string> {
  const problem = await json(response, 401);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('www-authenticate')).toMatch(/^DPoP error="/);
  expect(problem).toMatchObject({ status: 401, code: 'unauthorized' });
  return String(problem['detail']);
}

describe('a token', () => {
  test('is given for twelve hours, bound to the key', async () => {
    expect(await json(await requestToken(device), 200)).toMatchObject({
      token_type: 'DPoP',
      expires_in: 43_200,
    });
  });

  test('is not given for an assertion by another key', async () => {
    const answer = await requestToken({ ...device, key: await createKey() });
    expect(await json(answer, 401)).toMatchObject({ error: 'invalid_client' });
  });

  test('is not given to one device in the name of another', async () => {
    const other = await enrol(service.url, onboarding);
    expect((await requestToken({ ...device, id: other.id })).status).toBe(401);
  });

  test('that was bound to a foreign key opens nothing', async () => {
    const thief = await createKey();
    const answer = await json(await requestToken({ ...device, proofKey: thief }), 200);
    const stolen = { ...device, key: thief, token: String(answer['access_token']) };
    expect(await refused(await checkInWith({}, stolen))).toMatch(/not registered/);
  });
});

describe('/v1 refuses a request', () => {
  test('without a token', async () => {
    await refused(await checkInWith({ token: undefined }));
  });

  test('without a proof', async () => {
    await refused(await checkInWith({ proof: undefined }));
  });

  test('with the token as a bearer token', async () => {
    await refused(await checkInWith({ headers: { authorization: `Bearer ${device.token}` } }));
  });

  test('with a stolen token and a proof by the key of the thief', async () => {
    const thief = { ...device, key: await createKey() };
    expect(await refused(await checkInWith({}, thief))).toMatch(/another key/);
  });

  test('with a token that this service did not sign', async () => {
    const forger = await createKey();
    const [head = '', claims = ''] = device.token.split('.');
    const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'));
    const forged = await new SignJWT(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')))
      .setProtectedHeader(header)
      .sign(forger.privateKey);
    expect(await refused(await checkInWith({ token: forged }))).toMatch(/not signed/);
  });

  test('with a token in which a claim was changed', async () => {
    const [head, claims = '', signature] = device.token.split('.');
    const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')), sub: 'another' };
    const body = Buffer.from(JSON.stringify(changed)).toString('base64url');
    await refused(await checkInWith({ token: `${head}.${body}.${signature}` }));
  });

  test('with a token that is over', async () => {
    await using own = await startTestService();
    const late = await enrol(own.url, await own.onboarding());
    own.clock.advance(13 * 3_600_000);
    const now = Math.floor(own.clock.now() / 1000);
    const answer = await call(late, {
      method: 'POST',
      path: '/v1/checkin',
      body: checkinBody(1),
      claims: { iat: now },
    });
    expect(await refused(answer)).toMatch(/over/);
  });

  test('with a proof that was used before', async () => {
    seq += 1;
    const body = checkinBody(seq);
    const url = `${service.url}/v1/checkin`;
    const proof = await proofBy(device.key, { method: 'POST', url, token: device.token, body });
    expect((await checkInWith({ body, proof })).status).toBe(200);
    expect(await refused(await checkInWith({ body, proof }))).toMatch(/used before/);
  });

  test.each([
    ['for another method', { htm: 'GET' }],
    ['for another address', { htu: 'https://elsewhere.example/v1/checkin' }],
    ['for another token', { ath: 'AAAA' }],
    ['without an id', { jti: undefined }],
    ['without a time', { iat: undefined }],
    ['without the digest of the body', { bd: undefined }],
  ])('with a proof %s', async (_, claims) => {
    await refused(await checkInWith({ claims }));
  });

  test('with a proof for another body', async () => {
    const url = `${service.url}/v1/checkin`;
    const proof = await proofBy(device.key, { method: 'POST', url, token: device.token, body: '{}' });
    expect(await refused(await checkInWith({ proof }))).toMatch(/another body/);
  });

  test('with two proofs', async () => {
    const url = `${service.url}/v1/checkin`;
    const one = await proofBy(device.key, { method: 'POST', url, token: device.token });
    await refused(await checkInWith({ proof: `${one}, ${one}` }));
  });

  test('of a device that an administrator disabled', async () => {
    const other = await enrol(service.url, onboarding);
    await service.store.updateTable('device').set({ state: 'disabled' }).where('id', '=', other.id).execute();
    expect(await json(await checkIn(other, 1), 403)).toMatchObject({ code: 'device-disabled' });
    expect((await requestToken(other)).status).toBe(401);
  });
});

test('a device whose clock is off is given a nonce, and is believed with it', async () => {
  const early = { iat: 1_000_000_000 };
  const asked = await checkInWith({ claims: early });
  expect(await json(asked, 401)).toMatchObject({ code: 'use-dpop-nonce', retryable: true });
  expect(asked.headers.get('www-authenticate')).toContain('use_dpop_nonce');
  const nonce = asked.headers.get('dpop-nonce') ?? '';
  expect((await checkInWith({ claims: { ...early, nonce } })).status).toBe(200);
  service.clock.advance(11 * 60_000);
  expect((await checkInWith({ claims: { ...early, nonce } })).status).toBe(401);
  service.clock.advance(-11 * 60_000);
});
