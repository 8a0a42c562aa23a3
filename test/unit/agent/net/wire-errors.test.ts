// What the agent does with each answer of the service, at the wire: how often it asks, what it sends, what fault comes out.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import nock from 'nock';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createHttpClient } from '../../../../src/agent/net/http-client.js';
import { createFileKeyStore } from '../../../../src/agent/net/identity.js';
import { createServiceClient } from '../../../../src/agent/net/service-client.js';
import { deviceId, epochMs, tenantId } from '../../../../src/model/ids.js';
import type { ReportRequest } from '../../../../src/model/wire/schemas.js';
import { checkInOf, createNetMemory, faultOf, must, never, testRandom } from '../../../support/net-agent.js';
import { DEVICE, NOW, TENANT } from '../../../support/signed-documents.js';

const SERVICE = 'https://service.example';
const TIME = '2026-11-21T07:30:00Z';
const DATE = { date: new Date(TIME).toUTCString() };
const answer = { next: 5400, splay: 540, time: TIME, assignment: 'current', need: [] };

beforeEach(() => nock.disableNetConnect());
afterEach(() => {
  expect(nock.pendingMocks()).toEqual([]);
  nock.cleanAll();
  nock.enableNetConnect();
});

async function enrolled({ withToken = true, aheadSeconds = 0 } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-wire-'));
  const keys = createFileKeyStore(folder);
  const key = must(await keys.create('current'));
  const token = {
    accessToken: 'first.token',
    thumbprint: key.thumbprint,
    expiresAt: epochMs((NOW + 3600 + aheadSeconds) * 1000),
  };
  const memory = createNetMemory({
    clockSkewSeconds: 0,
    registration: {
      device: deviceId(DEVICE),
      managementUri: `${SERVICE}/oauth/register/${DEVICE}`,
      managementToken: 'management-token',
      tokenEndpoint: `${SERVICE}/oauth/token`,
      registeredAt: epochMs(0),
    },
    ...(withToken ? { token } : {}),
  });
  const http = createHttpClient({ userAgent: 'holdfast/test' });
  onTestFinished(() => {
    http.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const client = createServiceClient({
    target: { issuer: SERVICE, api: SERVICE, tenant: tenantId(TENANT), keys: [] },
    http,
    memory,
    keys,
    clock: { now: () => epochMs((NOW + aheadSeconds) * 1000), monotonicMs: () => 0 },
    random: testRandom,
  });
  return { client, key, memory };
}

interface Sent {
  readonly headers: Headers;
  /** Unpacked. */
  readonly body: string;
}

/** Answers in turn; what was sent is kept. */
function answers(method: 'get' | 'post', path: string, replies: readonly Reply[]): Sent[] {
  const sent: Sent[] = [];
  for (const [status, body, headers] of replies) {
    nock(SERVICE)
      [method](path)
      .reply(async (request: Request) => {
        sent.push({ headers: request.headers, body: await request.text() });
        return [status, body, { ...DATE, ...headers }];
      });
  }
  return sent;
}

const proofOf = (sent: Sent | undefined) => decodeJwt(sent?.headers.get('dpop') ?? '');

type Reply = readonly [number, object | string, Record<string, string>?];

const problem = (status: number, code: string, detail = 'the detail'): object => ({
  type: `urn:holdfast:problem:${code}`,
  title: 'The title',
  status,
  detail,
  code,
  retryable: false,
  correlationId: 'c-1',
});
const challenge = (error: string): Record<string, string> => ({
  'www-authenticate': `DPoP error="${error}", algs="ES256"`,
});
const tokenOf = (text: string): Reply => [
  200,
  { access_token: text, token_type: 'DPoP', expires_in: 43_200 },
  { 'content-type': 'application/json' },
];
const oauthError = (status: number, error: string, headers = {}): Reply => [
  status,
  { error, error_description: 'described' },
  { 'content-type': 'application/json', ...headers },
];

describe('what a check-in sends', () => {
  test('one request, whose proof is bound to method, address, token and body', async () => {
    const { client, key } = await enrolled();
    const sent = answers('post', '/v1/checkin', [[200, answer]]);
    must(await client.checkIn(checkInOf(1), never));
    const [request] = sent;
    if (request === undefined) throw new Error('nothing was sent');
    expect(request.headers.get('authorization')).toBe('DPoP first.token');
    const proof = request.headers.get('dpop') ?? '';
    await compactVerify(proof, await importJWK(key.publicJwk, 'ES256'));
    const { typ, alg, jwk } = decodeProtectedHeader(proof);
    const { kty, crv, x, y } = key.publicJwk;
    expect({ typ, alg, jwk }).toEqual({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } });
    const digest = (data: string | Buffer) => createHash('sha256').update(data).digest('base64url');
    expect(decodeJwt(proof)).toEqual({
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      htm: 'POST',
      htu: `${SERVICE}/v1/checkin`,
      iat: NOW,
      ath: digest('first.token'),
      bd: digest(request.body),
    });
  });

  test('members of the answer that are not known yet are passed over', async () => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [[200, { ...answer, catalogue: { timestamp: 3 }, need: [] }]]);
    must(await client.checkIn(checkInOf(1), never));
  });
});

describe('a refusal of /v1', () => {
  test.each([
    [400, 'invalid-request'],
    [401, 'unauthorized'],
    [403, 'device-disabled'],
    [404, 'device-unknown'],
    [409, 'seq-regressed'],
    [410, 'device-unknown'],
    [413, 'too-large'],
    [415, 'unsupported-media-type'],
    [422, 'invalid-request'],
    [426, 'agent-too-old'],
    [429, 'rate-limited'],
    [500, 'internal'],
    [503, 'unavailable'],
  ])('%i %s is asked once and keeps its code', async (status, code) => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [[status, problem(status, code)]]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toEqual({
      kind: 'refused',
      by: SERVICE,
      status,
      code,
      why: 'the detail',
    });
  });

  test.each([429, 503])('%i says how long to wait', async (status) => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [[status, problem(status, 'unavailable'), { 'retry-after': '120' }]]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({ retryAfterSeconds: 120 });
  });

  test('a page of something in between is told by its status', async () => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [[502, '<html>bad gateway</html>']]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({
      kind: 'refused',
      status: 502,
      code: 'http-502',
    });
  });

  test('words that would steer a terminal arrive harmless and short', async () => {
    const { client } = await enrolled();
    const detail = `\u001b[2J\r\nfine\u202e${'x'.repeat(4000)}`;
    answers('post', '/v1/checkin', [[403, problem(403, 'device-disabled', detail)]]);
    const fault = faultOf(await client.checkIn(checkInOf(1), never));
    if (fault.kind !== 'refused') throw new Error(fault.kind);
    expect(fault.why).toMatch(/^ \[2J fine x+$/);
    expect(fault.why.length).toBeLessThanOrEqual(300);
  });
});

describe('an answer that cannot be used', () => {
  test.each([
    ['a sign-in page', '<html>log in</html>'],
    ['another form', { ...answer, next: 'soon' }],
    ['an empty body', ''],
    ['a list', []],
    ['too much', JSON.stringify({ ...answer, padding: 'x'.repeat(3 * 1024 * 1024) })],
  ])('%s is no success', async (_what, body) => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [[200, body]]);
    expect(faultOf(await client.checkIn(checkInOf(1), never)).kind).toMatch(/^(bad-reply|too-big)$/);
  });
});

describe('a proof that needs a nonce', () => {
  const asked: Reply = [
    401,
    problem(401, 'use-dpop-nonce'),
    { ...challenge('use_dpop_nonce'), 'dpop-nonce': 'n-1' },
  ];

  test('is repeated once, with the nonce', async () => {
    const { client } = await enrolled();
    const sent = answers('post', '/v1/checkin', [asked, [200, answer]]);
    must(await client.checkIn(checkInOf(1), never));
    const [first = {}, second = {}] = sent.map(proofOf);
    expect(second).toMatchObject({ nonce: 'n-1' });
    expect(second).not.toMatchObject({ jti: first['jti'] });
  });

  test('is not repeated for ever', async () => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [asked, asked]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({ code: 'use-dpop-nonce' });
  });

  test('teaches how far the clock is off, so that the next call is one request', async () => {
    const { client } = await enrolled({ aheadSeconds: 7200 });
    const sent = answers('post', '/v1/checkin', [asked, [200, answer], [200, answer]]);
    must(await client.checkIn(checkInOf(1), never));
    must(await client.checkIn(checkInOf(2), never));
    expect(sent.map((one) => proofOf(one).iat)).toEqual([NOW + 7200, NOW, NOW]);
    expect(client.clockSkewSeconds()).toBe(-7200);
  });
});

describe('a token that is not accepted', () => {
  const refused: Reply = [401, problem(401, 'unauthorized'), challenge('invalid_token')];

  test('is replaced, and the call repeated once', async () => {
    const { client, memory } = await enrolled();
    const sent = answers('post', '/v1/checkin', [refused, [200, answer]]);
    answers('post', '/oauth/token', [tokenOf('second.token')]);
    must(await client.checkIn(checkInOf(1), never));
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'DPoP first.token',
      'DPoP second.token',
    ]);
    expect(memory.load().token?.accessToken).toBe('second.token');
  });

  test('is not replaced for ever', async () => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [refused, refused]);
    answers('post', '/oauth/token', [tokenOf('second.token')]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({ code: 'unauthorized' });
  });

  test('is not replaced when the proof was at fault', async () => {
    const { client } = await enrolled();
    answers('post', '/v1/checkin', [[401, problem(401, 'unauthorized'), challenge('invalid_dpop_proof')]]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({ status: 401 });
  });
});

describe('the token endpoint', () => {
  test('refuses a client that it does not know: asked once, when the clocks agree', async () => {
    const { client } = await enrolled({ withToken: false });
    answers('post', '/oauth/token', [oauthError(401, 'invalid_client')]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toEqual({
      kind: 'refused',
      by: SERVICE,
      status: 401,
      code: 'invalid_client',
      why: 'described',
    });
  });

  test('refuses for a wrong clock: asked once more with the corrected time', async () => {
    const { client } = await enrolled({ withToken: false, aheadSeconds: 86_400 });
    const sent = answers('post', '/oauth/token', [
      oauthError(401, 'invalid_client'),
      tokenOf('second.token'),
    ]);
    answers('post', '/v1/checkin', [[200, answer]]);
    must(await client.checkIn(checkInOf(1), never));
    const times = sent.map(({ body }) => {
      const assertion = new URLSearchParams(body).get('client_assertion') ?? '';
      return decodeJwt(assertion).iat;
    });
    expect(times).toEqual([NOW + 86_400, NOW]);
  });

  test('refuses with a wrong clock and for another reason: asked twice, never more', async () => {
    const { client } = await enrolled({ withToken: false, aheadSeconds: 86_400 });
    answers('post', '/oauth/token', [oauthError(401, 'invalid_client'), oauthError(401, 'invalid_client')]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({ code: 'invalid_client' });
  });

  test('may ask for a nonce, once', async () => {
    const { client } = await enrolled({ withToken: false });
    const nonce = { 'dpop-nonce': 'n-2' };
    const sent = answers('post', '/oauth/token', [oauthError(400, 'use_dpop_nonce', nonce), tokenOf('t')]);
    answers('post', '/v1/checkin', [[200, answer]]);
    must(await client.checkIn(checkInOf(1), never));
    expect(proofOf(sent[1])['nonce']).toBe('n-2');
  });

  test('that is overloaded says how long to wait', async () => {
    const { client } = await enrolled({ withToken: false });
    answers('post', '/oauth/token', [[503, 'busy', { 'retry-after': '60' }]]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({
      kind: 'refused',
      status: 503,
      retryAfterSeconds: 60,
    });
  });

  test.each([
    ['is not bound to the key', { access_token: 't', token_type: 'Bearer', expires_in: 60 }],
    ['is no token', { token_type: 'DPoP' }],
    ['is no JSON', 'ok'],
  ])('must not give a token that %s', async (_what, body) => {
    const { client, memory } = await enrolled({ withToken: false });
    answers('post', '/oauth/token', [[200, body, { 'content-type': 'application/json' }]]);
    expect(faultOf(await client.checkIn(checkInOf(1), never))).toMatchObject({ kind: 'bad-reply' });
    expect(memory.load().token).toBeUndefined();
  });

  test('is asked before the token ends, not after', async () => {
    const { client, memory } = await enrolled();
    const { token } = memory.load();
    if (token === undefined) throw new Error('no token');
    memory.save({ ...memory.load(), token: { ...token, expiresAt: epochMs((NOW + 60) * 1000) } });
    answers('post', '/oauth/token', [tokenOf('second.token')]);
    answers('post', '/v1/checkin', [[200, answer]]);
    must(await client.checkIn(checkInOf(1), never));
  });
});

describe('a report', () => {
  const report: ReportRequest = {
    seq: 3,
    assignment: 1,
    observedAt: TIME,
    full: false,
    simulated: false,
    digest: `sha256:${'0'.repeat(64)}`,
    items: [],
  };

  test('goes packed, under its key, with a proof over the bytes that are sent', async () => {
    const { client } = await enrolled();
    const sent = answers('post', '/v1/reports', [[200, { digest: report.digest }]]);
    must(await client.report(report, 'key-0001', never));
    const [request] = sent;
    if (request === undefined) throw new Error('nothing was sent');
    expect(request.headers.get('content-encoding')).toBe('gzip');
    expect(request.headers.get('idempotency-key')).toBe('key-0001');
    expect(JSON.parse(request.body)).toEqual(report);
    const packed = gzipSync(request.body);
    expect(proofOf(request)['bd']).toBe(createHash('sha256').update(packed).digest('base64url'));
  });

  test('that is too large is not sent', async () => {
    const { client } = await enrolled();
    const noise = Array.from({ length: 9000 }, (_, n) =>
      createHash('sha512').update(`${n}`).digest('base64'),
    );
    const settings = noise.map((id) => ({ id, state: 'error' as const, sources: [] }));
    const counts = {
      compliant: 0,
      remediated: 0,
      nonCompliant: 0,
      error: 9000,
      conflict: 0,
      notApplicable: 0,
      unknown: 0,
    };
    const items = [{ policy: DEVICE, revision: 1, state: 'error' as const, counts, settings }];
    expect(faultOf(await client.report({ ...report, items }, 'key-0002', never))).toEqual({
      kind: 'too-big',
      what: 'the report',
      limitBytes: 262_144,
    });
  });
});

describe('leaving', () => {
  test.each([404, 410])('a service that no longer knows the device (%i) is no obstacle', async (status) => {
    const { client, memory } = await enrolled();
    nock(SERVICE).delete(`/oauth/register/${DEVICE}`).reply(status, problem(status, 'device-unknown'));
    must(await client.leave(never));
    expect(memory.load().registration).toBeUndefined();
  });

  test.each([401, 500, 503])(
    'a service that refuses with %i is: nothing is forgotten here',
    async (status) => {
      const { client, memory } = await enrolled();
      nock(SERVICE).delete(`/oauth/register/${DEVICE}`).reply(status, { error: 'x' });
      faultOf(await client.leave(never));
      expect(memory.load().registration).toBeDefined();
    },
  );

  test('the secret of the registration goes into its one header and its proof is by the device key', async () => {
    const { client, key } = await enrolled();
    let headers = new Headers();
    nock(SERVICE)
      .delete(`/oauth/register/${DEVICE}`)
      .reply((request: Request) => {
        headers = request.headers;
        return [204];
      });
    must(await client.leave(never));
    expect(headers.get('authorization')).toBe('Bearer management-token');
    await compactVerify(headers.get('dpop') ?? '', await importJWK(key.publicJwk, 'ES256'));
  });
});
