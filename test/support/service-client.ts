// A device as the standards see it: made with jose and fetch, none of the agent's code.
import { createHash, randomUUID } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Onboarding } from '../../src/service/onboarding.js';

export interface TestKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
  readonly thumbprint: string;
}

export async function createKey(): Promise<TestKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { privateKey, publicKey, jwk, thumbprint: await calculateJwkThumbprint(jwk) };
}

export const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('base64url');

export interface ProofOf {
  readonly method: string;
  readonly url: string;
  readonly token?: string;
  readonly body?: string | Uint8Array;
  /** Overrides single claims. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

export async function proofBy(key: TestKey, of: ProofOf): Promise<string> {
  const claims = {
    jti: randomUUID(),
    htm: of.method,
    htu: of.url,
    iat: Math.floor(Date.now() / 1000),
    ...(of.token === undefined ? {} : { ath: sha256(of.token) }),
    ...(of.body === undefined ? {} : { bd: sha256(of.body) }),
    ...of.claims,
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.jwk })
    .sign(key.privateKey);
}

export const linuxDevice = {
  hostname: 'web-01',
  os: { type: 'Linux', version: '12.5', name: 'Debian', architecture: 'x64' },
  tags: [],
  simulated: true,
} as const;

export const metadata = (
  keys: readonly object[],
  onboarding?: Registration['onboarding'],
): Record<string, unknown> => ({
  jwks: { keys },
  token_endpoint_auth_method: 'private_key_jwt',
  grant_types: ['client_credentials'],
  dpop_bound_access_tokens: true,
  software_id: 'holdfast',
  software_version: '0.1.0',
  software_statement: onboarding?.file,
  device: linuxDevice,
});

export interface Registration {
  readonly url: string;
  readonly key: TestKey;
  readonly onboarding: Pick<Onboarding, 'file' | 'secret'>;
  /** Overrides of what an honest device would send. */
  readonly secret?: string | undefined;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly proof?: string | undefined;
}

export async function register(of: Registration): Promise<Response> {
  const url = `${of.url}/oauth/register`;
  const proof = 'proof' in of ? of.proof : await proofBy(of.key, { method: 'POST', url });
  const secret = 'secret' in of ? of.secret : of.onboarding.secret;
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
      ...(proof === undefined ? {} : { dpop: proof }),
    },
    body: JSON.stringify({ ...metadata([of.key.jwk], of.onboarding), ...of.body }),
  });
}

export interface TokenOrder {
  readonly url: string;
  readonly id: string;
  /** Signs the assertion. */
  readonly key: TestKey;
  /** Signs the proof; the same where nothing else is said. */
  readonly proofKey?: TestKey;
}

export async function requestToken({ url, id, key, proofKey = key }: TokenOrder): Promise<Response> {
  const endpoint = `${url}/oauth/token`;
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({
    iss: id,
    sub: id,
    aud: url,
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
  })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(key.privateKey);
  return fetch(endpoint, {
    method: 'POST',
    headers: { dpop: await proofBy(proofKey, { method: 'POST', url: endpoint }) },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: id,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  });
}

export interface Enrolled {
  readonly url: string;
  readonly id: string;
  readonly key: TestKey;
  readonly token: string;
  readonly managementToken: string;
}

/** An honest device with its first token. */
export async function enrol(
  url: string,
  onboarding: Registration['onboarding'],
  body: Readonly<Record<string, unknown>> = {},
): Promise<Enrolled> {
  const key = await createKey();
  const registered = await json(await register({ url, key, onboarding, body }), 201);
  const id = String(registered['client_id']);
  const token = await json(await requestToken({ url, id, key }), 200);
  return {
    url,
    id,
    key,
    token: String(token['access_token']),
    managementToken: String(registered['registration_access_token']),
  };
}

export async function json(response: Response, status: number): Promise<Record<string, unknown>> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Overrides of what an honest device would send. */
  readonly proof?: string | undefined;
  readonly token?: string | undefined;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

/** A `/v1` request with token, proof and body digest. */
export async function call(device: Enrolled, of: Call): Promise<Response> {
  const url = `${device.url}${of.path}`;
  const token = 'token' in of ? of.token : device.token;
  const { method, body, claims } = of;
  const proof =
    'proof' in of
      ? of.proof
      : await proofBy(device.key, {
          method,
          url,
          ...(token === undefined ? {} : { token }),
          ...(body === undefined ? {} : { body }),
          ...(claims === undefined ? {} : { claims }),
        });
  return fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `DPoP ${token}` }),
      ...(proof === undefined ? {} : { dpop: proof }),
      ...of.headers,
    },
    ...(body === undefined ? {} : { body }),
    ...(of.signal === undefined ? {} : { signal: of.signal }),
  });
}

export const checkinBody = (seq: number, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    seq,
    agent: '0.1.0',
    os: { type: 'Linux', version: '12.5' },
    inventory: null,
    assignment: null,
    report: null,
    status: { number: 1, code: 'managed' },
    simulated: true,
    ...more,
  });

export const checkIn = (device: Enrolled, seq: number, more: Readonly<Record<string, unknown>> = {}) =>
  call(device, { method: 'POST', path: '/v1/checkin', body: checkinBody(seq, more) });

/** Asks, with the key it has, for a token to register anew. */
export const askToRekey = (device: Enrolled, why: 'clone' | 'lost-token' = 'clone') =>
  call(device, { method: 'POST', path: '/v1/rekey', body: JSON.stringify({ why }) });

/** A registration with such a token: no onboarding file, no enrollment secret. */
export async function registerAnew(
  url: string,
  key: TestKey,
  token: string,
  {
    description = linuxDevice,
    proofKey = key,
  }: { readonly description?: object; readonly proofKey?: TestKey } = {},
): Promise<Response> {
  const endpoint = `${url}/oauth/register`;
  const { software_statement: _, ...body } = metadata([key.jwk]);
  return fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      dpop: await proofBy(proofKey, { method: 'POST', url: endpoint }),
    },
    body: JSON.stringify({ ...body, device: description }),
  });
}

/** The whole way: token, registration with that key, first access token. */
export async function rekey(
  device: Enrolled,
  key: TestKey,
  why: 'clone' | 'lost-token' = 'clone',
): Promise<Enrolled> {
  const { token } = await json(await askToRekey(device, why), 200);
  const registered = await json(await registerAnew(device.url, key, String(token)), 201);
  const id = String(registered['client_id']);
  const access = await json(await requestToken({ url: device.url, id, key }), 200);
  return {
    url: device.url,
    id,
    key,
    token: String(access['access_token']),
    managementToken: String(registered['registration_access_token']),
  };
}
export const fetchDocument = (device: Enrolled, sha256: string, headers = {}) =>
  call(device, { method: 'GET', path: `/v1/policies/${sha256}`, headers });

export const postInventory = (device: Enrolled, seq: number, more: Readonly<Record<string, unknown>> = {}) =>
  call(device, {
    method: 'POST',
    path: '/v1/inventory',
    body: JSON.stringify({
      seq,
      digest: `sha256:${sha256Hex(JSON.stringify(more))}`,
      device: linuxDevice,
      engine: { state: 'ready', version: '101.24' },
      agent: '0.1.0',
      ...more,
    }),
  });

const sha256Hex = (text: string): string => createHash('sha256').update(text).digest('hex');
