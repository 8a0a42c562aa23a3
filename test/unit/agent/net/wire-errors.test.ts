// What the agent does with each answer of the service, at the wire: how often it asks, what it sends, what fault comes out.
import { createHash } from 'node:crypto';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../../src/model/ids.js';
import { checkInOf, faultOf, must, never } from '../../../support/net-agent.js';
import { assignmentClaims, createSigningKey, NOW, signJws } from '../../../support/signed-documents.js';
import type { Reply } from '../../../support/wire.js';
import {
  answer,
  answers,
  challenge,
  enrolled,
  isolateFromNetwork,
  oauthError,
  problem,
  proofOf,
  SERVICE,
  tokenOf,
} from '../../../support/wire.js';

isolateFromNetwork();

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

  test.each([304, 600, 999])('that answers with %i gives no token', async (status) => {
    const { client } = await enrolled({ withToken: false });
    answers('post', '/oauth/token', [[status, '']]);
    expect(faultOf(await client.checkIn(checkInOf(1), never)).kind).toMatch(/^(bad-reply|refused)$/);
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

describe('by what time a new assignment is judged', () => {
  const delivered = async (exp: number, highestSeconds: number | undefined) => {
    const key = createSigningKey('service-1');
    const claims = assignmentClaims({ iss: SERVICE, exp });
    const moved = { ...answer, assignment: signJws(key, 'assignment+jwt', claims) };
    const { client } = await enrolled({ aheadSeconds: 10_000_000, keys: [key.jwk] });
    answers('post', '/v1/checkin', [[200, moved]]);
    const highestTime = highestSeconds === undefined ? undefined : epochMs(highestSeconds * 1000);
    return must(await client.checkIn(checkInOf(1, { highestTime }), never)).assignment;
  };

  test("the service's, however far our own clock is ahead", async () => {
    expect(await delivered(NOW + 60, undefined)).toMatchObject({ is: 'moved' });
    expect(await delivered(NOW - 60, undefined)).toMatchObject({
      is: 'not-taken',
      fault: { code: 'expired' },
    });
  });

  test('a later time seen before counts against a service whose clock was set back', async () => {
    expect(await delivered(NOW + 60, NOW + 3600)).toMatchObject({ is: 'not-taken' });
  });

  test('a service whose clock once ran years ahead does not lock the device out', async () => {
    expect(await delivered(NOW + 15 * 86_400, NOW + 3_000_000_000)).toMatchObject({ is: 'moved' });
  });
});
