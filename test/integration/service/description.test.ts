// The service describes itself: /openapi.json against what it does, health, and what happens under load.
import { Ajv2020 } from 'ajv/dist/2020.js';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as wire from '../../../src/model/wire/schemas.js';
import { requireAccess } from '../../../src/service/access.js';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import type { Enrolled } from '../../support/service-client.js';
import {
  call,
  checkIn,
  createKey,
  enrol,
  json,
  linuxDevice,
  register,
  requestToken,
} from '../../support/service-client.js';

let service: TestService;
let device: Enrolled;
let description: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  service = await startTestService();
  device = await enrol(service.url, await service.onboarding());
  description = await json(await fetch(`${service.url}/openapi.json`), 200);
});
afterAll(() => service[Symbol.asyncDispose]());

describe('/openapi.json', () => {
  test('names every route that is served', () => {
    const paths = description['paths'] as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(routes.sort()).toEqual([
      'delete /oauth/register/{id}',
      'get /.well-known/oauth-authorization-server',
      'get /healthz',
      'get /oauth/jwks',
      'get /oauth/register/{id}',
      'get /openapi.json',
      'get /readyz',
      'get /v1/policies/{sha256}',
      'get /v1/wake',
      'post /oauth/register',
      'post /oauth/token',
      'post /v1/checkin',
      'post /v1/events:poll',
      'post /v1/inventory',
      'post /v1/rekey',
      'post /v1/reports',
      'put /oauth/register/{id}',
    ]);
  });

  test('holds every schema of the wire, as it validates', () => {
    const { schemas } = description['components'] as { readonly schemas: Readonly<Record<string, unknown>> };
    expect(schemas).toEqual(JSON.parse(JSON.stringify(wire)));
    expect(JSON.stringify(description['paths'])).toContain('#/components/schemas/CheckinRequest');
  });

  test('is true of real answers', async () => {
    const ajv = new Ajv2020({ strict: false });
    ajv.addSchema({ ...description, $id: 'openapi' });
    const fits = (pointer: string, body: unknown) => {
      const validate = ajv.compile({ $ref: `openapi#${pointer}` });
      if (!validate(body)) throw new Error(ajv.errorsText(validate.errors));
    };
    const answerOf = (path: string, method: string, status: string, type: string) =>
      `/paths/${path.replaceAll('/', '~1')}/${method}/responses/${status}/content/${type.replaceAll('/', '~1')}/schema`;
    fits(
      answerOf('/v1/checkin', 'post', '200', 'application/json'),
      await json(await checkIn(device, 1), 200),
    );
    fits(
      answerOf('/v1/checkin', 'post', 'default', 'application/problem+json'),
      await json(await checkIn(device, 1), 409),
    );
    fits(
      answerOf('/healthz', 'get', '200', 'application/json'),
      await json(await fetch(`${service.url}/healthz`), 200),
    );
    fits(
      answerOf('/v1/policies/{sha256}', 'get', 'default', 'application/problem+json'),
      await json(await call(device, { method: 'GET', path: `/v1/policies/${'0'.repeat(64)}` }), 403),
    );
    expect(() => fits(answerOf('/v1/checkin', 'post', '200', 'application/json'), {})).toThrow('next');
  });
});

/** Every status of every route that a device meets, by asking for it. */
test('/openapi.json names status and media type of every answer that is given', async () => {
  const paths = description['paths'] as Readonly<Record<string, Readonly<Record<string, Described>>>>;
  const missing: string[] = [];
  const check = (method: string, path: string, answer: Response) => {
    const { responses } = paths[path]?.[method] ?? { responses: {} };
    const described = responses[String(answer.status)] ?? (answer.ok ? undefined : responses['default']);
    const type = answer.headers.get('content-type')?.split(';')[0];
    const types = Object.keys(described?.content ?? {});
    if (described === undefined || (type === undefined ? types.length > 0 : !types.includes(type)))
      missing.push(`${method} ${path}: ${answer.status} ${type}`);
  };
  const onboarding = await service.onboarding();
  const key = await createKey();
  const registered = await register({ url: service.url, key, onboarding });
  check('post', '/oauth/register', registered.clone());
  check('post', '/oauth/register', await register({ url: service.url, key, onboarding, secret: 'x' }));
  const { client_id: id, registration_access_token: token } = await json(registered, 201);
  const manage = (method: string, body?: object) =>
    fetch(`${service.url}/oauth/register/${id}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  check('get', '/oauth/register/{id}', await manage('GET'));
  check('put', '/oauth/register/{id}', await manage('PUT', {}));
  check('post', '/oauth/token', await requestToken({ url: service.url, id: String(id), key }));
  check('post', '/oauth/token', await fetch(`${service.url}/oauth/token`, { method: 'POST' }));
  check('delete', '/oauth/register/{id}', await manage('DELETE'));
  check('delete', '/oauth/register/{id}', await manage('DELETE'));
  for (const path of [
    '/healthz',
    '/readyz',
    '/openapi.json',
    '/oauth/jwks',
    '/v1/wake',
    '/.well-known/oauth-authorization-server',
  ])
    check('get', path, await fetch(`${service.url}${path}`));
  const etag = (await fetch(`${service.url}/v1/wake`)).headers.get('etag') ?? '';
  check('get', '/v1/wake', await fetch(`${service.url}/v1/wake`, { headers: { 'if-none-match': etag } }));
  for (const body of ['{"returnImmediately":true}', '[]'])
    check('post', '/v1/events:poll', await call(device, { method: 'POST', path: '/v1/events:poll', body }));
  const inventory = {
    seq: 1000,
    digest: `sha256:${'a'.repeat(64)}`,
    device: linuxDevice,
    engine: { state: 'ready', version: null },
    agent: '0.1.0',
  };
  for (const body of [JSON.stringify(inventory), '{}'])
    check('post', '/v1/inventory', await call(device, { method: 'POST', path: '/v1/inventory', body }));
  for (const body of ['{"why":"lost-token"}', '{}'])
    check('post', '/v1/rekey', await call(device, { method: 'POST', path: '/v1/rekey', body }));
  check('post', '/v1/checkin', await fetch(`${service.url}/v1/checkin`, { method: 'POST' }));
  expect(missing).toEqual([]);
});

interface Described {
  readonly responses: Readonly<Record<string, { readonly content?: object } | undefined>>;
}

test('the metadata of the authorization server stands at the root of the origin', async () => {
  const metadata = await json(await fetch(`${service.url}/.well-known/oauth-authorization-server`), 200);
  expect(metadata).toMatchObject({
    issuer: service.url,
    registration_endpoint: `${service.url}/oauth/register`,
    token_endpoint: `${service.url}/oauth/token`,
    jwks_uri: `${service.url}/oauth/jwks`,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['ES256'],
    dpop_signing_alg_values_supported: ['ES256'],
  });
});

test('a Host header does not change where the service says it is', async () => {
  const { request } = await import('node:http');
  const text = await new Promise<string>((resolve, reject) => {
    request(`${service.url}/.well-known/oauth-authorization-server`, { headers: { host: 'evil.example' } })
      .on('response', (answer) => {
        let body = '';
        answer.on('data', (chunk) => {
          body += chunk;
        });
        answer.on('end', () => resolve(body));
      })
      .on('error', reject)
      .end();
  });
  expect(text).not.toContain('evil');
  expect(JSON.parse(text)).toMatchObject({ issuer: service.url });
});

test('the public keys of the service hold nothing private', async () => {
  const { keys } = await json(await fetch(`${service.url}/oauth/jwks`), 200);
  expect(keys).toHaveLength(2);
  for (const key of keys as readonly object[]) expect(key).not.toHaveProperty('d');
});

test('health is told without a token; readiness fails when the database does', async () => {
  await using own = await startTestService();
  expect((await fetch(`${own.url}/readyz`)).status).toBe(200);
  await own.store.deleteFrom('tenant').execute();
  const answer = await fetch(`${own.url}/readyz`);
  expect(await json(answer, 503)).toMatchObject({ code: 'unavailable', retryable: true });
  expect((await fetch(`${own.url}/healthz`)).status).toBe(200);
});

test('under too much load requests are refused at once, with a time to come back', async () => {
  await using own = await startTestService({ inFlight: 0 });
  const answer = await fetch(`${own.url}/v1/checkin`, { method: 'POST' });
  expect(await json(answer, 503)).toMatchObject({ code: 'unavailable', retryable: true });
  const after = Number(answer.headers.get('retry-after'));
  expect(after).toBeGreaterThanOrEqual(30);
  expect(after).toBeLessThan(60);
  expect((await fetch(`${own.url}/healthz`)).status).toBe(200);
});

test('what was in flight makes room again', async () => {
  await using own = await startTestService({ inFlight: 1 });
  for (let each = 0; each < 5; each += 1)
    expect((await fetch(`${own.url}/v1/checkin`, { method: 'POST' })).status).toBe(401);
});

test('a route that does not say who may call it stops the start', async () => {
  const app = Fastify();
  requireAccess(
    app,
    () => Promise.reject(new Error('not asked')),
    () => '',
  );
  expect(() => app.get('/open', () => 'everything')).toThrow('does not say who may call it');
});
