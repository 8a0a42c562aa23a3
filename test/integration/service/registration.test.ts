// Who may register as a device, and what becomes of the identity: rotation, recovery, leaving.
import type { JWK } from 'jose';
import { exportJWK, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Onboarding } from '../../../src/service/onboarding.js';
import { findDevice, listDevices } from '../../../src/service/store/devices.js';
import { revokeEnrollment } from '../../../src/service/store/enrollments.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import type { Enrolled, TestKey } from '../../support/service-client.js';
import {
  call,
  checkIn,
  createKey,
  enrol,
  json,
  metadata,
  proofBy,
  register,
  requestToken,
} from '../../support/service-client.js';

let service: TestService;
let onboarding: Onboarding;
beforeAll(async () => {
  service = await startTestService();
  onboarding = await service.onboarding({ tags: ['web'], ring: 'pilot' });
});
afterAll(() => service[Symbol.asyncDispose]());

const devices = async () => (await listDevices(service.store)).length;

describe('a registration', () => {
  test('makes the directory object in the words of Graph', async () => {
    const { id } = await enrol(service.url, onboarding);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(await findDevice(service.store, id)).toMatchObject({
      state: 'active',
      displayName: 'web-01',
      osType: 'Linux',
      trustType: undefined,
      managementType: 'MicrosoftSense',
      onboardingTags: ['web'],
      ring: 'pilot',
      simulated: true,
    });
  });

  test('with the same key again, after a lost answer, gives the same identity and takes no second use', async () => {
    const once = await service.onboarding({ maxUses: 1 });
    const key = await createKey();
    const first = await json(await register({ url: service.url, key, onboarding: once }), 201);
    const second = await json(await register({ url: service.url, key, onboarding: once }), 201);
    expect(second['client_id']).toBe(first['client_id']);
    const read = (token: unknown) =>
      fetch(String(second['registration_client_uri']), { headers: { authorization: `Bearer ${token}` } });
    expect((await read(second['registration_access_token'])).status).toBe(200);
    expect((await read(first['registration_access_token'])).status).toBe(401);
  });

  test('of one key, sent many times at once, makes one device', async () => {
    const key = await createKey();
    const before = await devices();
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => register({ url: service.url, key, onboarding })),
    );
    const ids = await Promise.all(
      answers
        .filter(({ status }) => status === 201)
        .map(async (answer) => (await json(answer, 201))['client_id']),
    );
    expect(new Set(ids).size).toBe(1);
    expect(answers.every(({ status }) => status < 500)).toBe(true);
    expect(await devices()).toBe(before + 1);
  });

  test('asks for a nonce where the clock of the device is off, and takes the proof with it', async () => {
    const key = await createKey();
    const url = `${service.url}/oauth/register`;
    const early = { iat: 1_000_000_000 };
    const proof = await proofBy(key, { method: 'POST', url, claims: early });
    const refused = await register({ url: service.url, key, onboarding, proof });
    expect(await json(refused, 400)).toMatchObject({ error: 'use_dpop_nonce' });
    const nonce = refused.headers.get('dpop-nonce') ?? '';
    const again = await proofBy(key, { method: 'POST', url, claims: { ...early, nonce } });
    expect((await register({ url: service.url, key, onboarding, proof: again })).status).toBe(201);
  });
});

describe('a registration is refused, and leaves nothing behind,', () => {
  async function refusedWith(response: Response, status: number, error: string, before: number) {
    expect(await json(response, status)).toMatchObject({ error });
    expect(await devices()).toBe(before);
  }

  test('without the enrollment secret', async () => {
    const before = await devices();
    const key = await createKey();
    const response = await register({ url: service.url, key, onboarding, secret: undefined });
    await refusedWith(response, 401, 'invalid_token', before);
  });

  test('with a wrong secret', async () => {
    const before = await devices();
    const response = await register({
      url: service.url,
      key: await createKey(),
      onboarding,
      secret: 'guess',
    });
    await refusedWith(response, 401, 'invalid_token', before);
  });

  test('once the secret is expired', async () => {
    await using own = await startTestService();
    const short = await own.onboarding({ validForMs: 60_000 });
    own.clock.advance(61_000);
    const response = await register({ url: own.url, key: await createKey(), onboarding: short });
    expect(await json(response, 401)).toMatchObject({ error: 'invalid_token' });
  });

  test('once the secret is used up', async () => {
    const once = await service.onboarding({ maxUses: 1 });
    await enrol(service.url, once);
    const before = await devices();
    const response = await register({ url: service.url, key: await createKey(), onboarding: once });
    await refusedWith(response, 401, 'invalid_token', before);
  });

  test('when many take the last use at once: one gets it', async () => {
    const once = await service.onboarding({ maxUses: 1 });
    const keys = await Promise.all(Array.from({ length: 6 }, createKey));
    const answers = await Promise.all(
      keys.map((key) => register({ url: service.url, key, onboarding: once })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401, 401, 401]);
  });

  test('once the secret is revoked', async () => {
    const revoked = await service.onboarding();
    await revokeEnrollment(service.store, revoked.claims.enrol, 1);
    const before = await devices();
    const response = await register({ url: service.url, key: await createKey(), onboarding: revoked });
    await refusedWith(response, 401, 'invalid_token', before);
  });

  test('without a proof of the key', async () => {
    const before = await devices();
    const response = await register({
      url: service.url,
      key: await createKey(),
      onboarding,
      proof: undefined,
    });
    await refusedWith(response, 400, 'invalid_dpop_proof', before);
  });

  test('with a proof that was used before, whatever the device is said to be', async () => {
    const key = await createKey();
    const proof = await proofBy(key, { method: 'POST', url: `${service.url}/oauth/register` });
    expect((await register({ url: service.url, key, onboarding, proof })).status).toBe(201);
    const before = await devices();
    const again = await register({ url: service.url, key, onboarding, proof });
    await refusedWith(again, 400, 'invalid_dpop_proof', before);
  });

  test('with a proof by another key', async () => {
    const before = await devices();
    const proof = await proofBy(await createKey(), { method: 'POST', url: `${service.url}/oauth/register` });
    const response = await register({ url: service.url, key: await createKey(), onboarding, proof });
    await refusedWith(response, 400, 'invalid_dpop_proof', before);
  });

  test('with a proof that names the key and is signed by another', async () => {
    const before = await devices();
    const key = await createKey();
    const forger: TestKey = { ...(await createKey()), jwk: key.jwk };
    const proof = await proofBy(forger, { method: 'POST', url: `${service.url}/oauth/register` });
    const response = await register({ url: service.url, key, onboarding, proof });
    await refusedWith(response, 400, 'invalid_dpop_proof', before);
  });

  test('with a proof for another address', async () => {
    const before = await devices();
    const key = await createKey();
    const proof = await proofBy(key, { method: 'POST', url: 'https://elsewhere.example/oauth/register' });
    const response = await register({ url: service.url, key, onboarding, proof });
    await refusedWith(response, 400, 'invalid_dpop_proof', before);
  });

  async function withKeys(keys: readonly JWK[]) {
    const before = await devices();
    const response = await register({
      url: service.url,
      key: await createKey(),
      onboarding,
      body: { jwks: { keys } },
    });
    await refusedWith(response, 400, 'invalid_client_metadata', before);
  }

  test('with an RSA key', async () => {
    const { publicKey } = await generateKeyPair('RS256', { extractable: true });
    await withKeys([await exportJWK(publicKey)]);
  });

  test('with a private key', async () => {
    await withKeys([await exportJWK((await createKey()).privateKey)]);
  });

  test('with two keys', async () => {
    await withKeys([(await createKey()).jwk, (await createKey()).jwk]);
  });

  test('with keys to be fetched from an address', async () => {
    const before = await devices();
    const body = { jwks: undefined, jwks_uri: 'https://elsewhere.example/keys' };
    const response = await register({ url: service.url, key: await createKey(), onboarding, body });
    await refusedWith(response, 400, 'invalid_client_metadata', before);
  });

  test('with a tampered onboarding file', async () => {
    const before = await devices();
    const [head, claims, signature] = onboarding.file.split('.');
    const forged = Buffer.from(JSON.stringify({ ...onboarding.claims, tags: ['admin'] }));
    for (const file of [
      `${head}.${forged.toString('base64url')}.${signature}`,
      `${head}.${claims}.${signature?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      'not a JWS',
    ]) {
      const response = await register({
        url: service.url,
        key: await createKey(),
        onboarding,
        body: { software_statement: file },
      });
      await refusedWith(response, 400, 'invalid_software_statement', before);
    }
  });

  test('with the onboarding file of another secret', async () => {
    const before = await devices();
    const other = await service.onboarding();
    const body = { software_statement: other.file };
    const response = await register({ url: service.url, key: await createKey(), onboarding, body });
    await refusedWith(response, 400, 'invalid_software_statement', before);
  });

  test('with a client that could do more than a device may', async () => {
    const before = await devices();
    const body = { grant_types: ['client_credentials', 'authorization_code'] };
    const response = await register({ url: service.url, key: await createKey(), onboarding, body });
    await refusedWith(response, 400, 'invalid_client_metadata', before);
  });
});

describe('a registered device', () => {
  function change(device: Enrolled, keys: readonly JWK[], proof: string, token = device.managementToken) {
    const { software_statement: _, ...body } = metadata(keys, onboarding);
    return fetch(`${device.url}/oauth/register/${device.id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', dpop: proof },
      body: JSON.stringify({ ...body, client_id: device.id }),
    });
  }
  const proofOf = (device: Enrolled, key: TestKey) =>
    proofBy(key, { method: 'PUT', url: `${device.url}/oauth/register/${device.id}` });

  test('rotates its key: both count until the new one is used, then the old one is over', async () => {
    const device = await enrol(service.url, onboarding);
    const next = await createKey();
    const changed = await change(device, [device.key.jwk, next.jwk], await proofOf(device, next));
    expect(changed.status).toBe(200);
    expect((await requestToken(device)).status).toBe(200);
    expect((await checkIn(device, 1)).status).toBe(200);
    const token = await json(await requestToken({ ...device, key: next }), 200);
    const after = { ...device, key: next, token: String(token['access_token']) };
    expect((await checkIn(after, 2)).status).toBe(200);
    expect((await checkIn(device, 3)).status).toBe(401);
    expect((await requestToken(device)).status).toBe(401);
  });

  test('whose new key is first used days after the rotation leaves nothing of the old one', async () => {
    const device = await enrol(service.url, onboarding);
    const next = await createKey();
    await change(device, [device.key.jwk, next.jwk], await proofOf(device, next));
    await service.store
      .updateTable('device_key')
      .set((eb) => ({ added_at: eb('added_at', '-', 3 * 86_400_000) }))
      .where('device_id', '=', device.id)
      .execute();
    const token = await json(await requestToken({ ...device, key: next }), 200);
    const after = { ...device, key: next, token: String(token['access_token']) };
    expect((await checkIn(after, 1)).status).toBe(200);
    const kept = await service.store
      .selectFrom('device_key')
      .select('thumbprint')
      .where('device_id', '=', device.id)
      .execute();
    expect(kept).toEqual([{ thumbprint: next.thumbprint }]);
  });

  test('whose rotation answer was lost goes on with the management token it has', async () => {
    const device = await enrol(service.url, onboarding);
    const [second, third] = [await createKey(), await createKey()];
    const lost = await json(
      await change(device, [device.key.jwk, second.jwk], await proofOf(device, second)),
      200,
    );
    const again = await json(
      await change(device, [second.jwk, third.jwk], await proofOf(device, third)),
      200,
    );
    const seen = again['registration_access_token'];
    const read = (token: unknown) =>
      fetch(`${device.url}/oauth/register/${device.id}`, { headers: { authorization: `Bearer ${token}` } });
    expect((await read(seen)).status).toBe(200);
    expect((await read(device.managementToken)).status).toBe(401);
    expect((await read(lost['registration_access_token'])).status).toBe(401);
  });

  test('cannot take a key it does not hold', async () => {
    const device = await enrol(service.url, onboarding);
    const next = await createKey();
    const changed = await change(device, [next.jwk], await proofOf(device, device.key));
    expect(await json(changed, 400)).toMatchObject({ error: 'invalid_dpop_proof' });
  });

  test('cannot take the key of another device', async () => {
    const [device, other] = [await enrol(service.url, onboarding), await enrol(service.url, onboarding)];
    const changed = await change(device, [other.key.jwk], await proofOf(device, other.key));
    expect(await json(changed, 400)).toMatchObject({ error: 'invalid_client_metadata' });
  });

  test('cannot change or read another device, and does not lose its own token by trying', async () => {
    const [device, other] = [await enrol(service.url, onboarding), await enrol(service.url, onboarding)];
    const read = (id: string) =>
      fetch(`${service.url}/oauth/register/${id}`, {
        headers: { authorization: `Bearer ${device.managementToken}` },
      });
    expect((await read(other.id)).status).toBe(401);
    expect((await read(device.id)).status).toBe(200);
  });

  test('leaves: its key, tokens and sessions are over, its id stays as a tombstone', async () => {
    const device = await enrol(service.url, onboarding);
    const left = await fetch(`${device.url}/oauth/register/${device.id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${device.managementToken}` },
    });
    expect(left.status).toBe(204);
    expect(await findDevice(service.store, device.id)).toMatchObject({ state: 'left' });
    expect((await requestToken(device)).status).toBe(401);
    const gone = await call(device, { method: 'GET', path: `/v1/policies/${'0'.repeat(64)}` });
    expect(await json(gone, 410)).toMatchObject({ code: 'device-unknown' });
    const { status } = await register({ url: service.url, key: device.key, onboarding });
    expect(status).toBe(201);
    expect(await findDevice(service.store, device.id)).toMatchObject({ state: 'left' });
  });
});
