// A client library that is not ours goes the whole way by the standards alone.
import { SignJWT } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestService } from '../../support/service.js';
import { startTestService } from '../../support/service.js';
import {
  checkinBody,
  createKey,
  json,
  metadata,
  proofBy,
  register,
  sha256,
} from '../../support/service-client.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(() => service[Symbol.asyncDispose]());

const insecure = { [oauth.allowInsecureRequests]: true };

test('discovers, registers, gets a token, is protected against replay, and checks in', async () => {
  const onboarding = await service.onboarding();
  const issuer = new URL(service.url);
  const as = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oauth2' }),
  );
  const key = await createKey();
  const keys = { privateKey: key.privateKey, publicKey: key.publicKey };

  const endpoint = `${service.url}/oauth/register`;
  const proof = await proofBy(key, { method: 'POST', url: endpoint });
  const registered = await oauth.processDynamicClientRegistrationResponse(
    await oauth.dynamicClientRegistrationRequest(
      as,
      metadata([key.jwk], onboarding) as Partial<oauth.Client>,
      {
        ...insecure,
        initialAccessToken: onboarding.secret,
        // Given as a header, the library would change the scheme of the token with it.
        [oauth.customFetch]: (url, init) => fetch(url, withHeader(init, proof)),
      },
    ),
  );
  const client: oauth.Client = { client_id: registered.client_id };

  const signIn = () =>
    oauth.clientCredentialsGrantRequest(
      as,
      client,
      oauth.PrivateKeyJwt(keys.privateKey),
      {},
      {
        ...insecure,
        DPoP: oauth.DPoP(client, keys),
      },
    );
  const token = await oauth.processClientCredentialsResponse(as, client, await signIn());
  expect(token).toMatchObject({ token_type: 'dpop', expires_in: 43_200 });

  const body = checkinBody(1);
  const answer = await oauth.protectedResourceRequest(
    token.access_token,
    'POST',
    new URL(`${service.url}/v1/checkin`),
    new Headers({ 'content-type': 'application/json' }),
    body,
    {
      ...insecure,
      DPoP: oauth.DPoP(client, keys, {
        [oauth.modifyAssertion]: (_header, claims) => {
          claims['bd'] = sha256(body);
        },
      }),
    },
  );
  expect(answer.status).toBe(200);
});

function withHeader(init: oauth.CustomFetchOptions<string, unknown>, proof: string): RequestInit {
  return { method: init.method, headers: { ...init.headers, dpop: proof }, body: String(init.body) };
}

test('an assertion counts once, also when it comes many times at once', async () => {
  const onboarding = await service.onboarding();
  const key = await createKey();
  const id = String((await json(await register({ url: service.url, key, onboarding }), 201))['client_id']);
  const url = `${service.url}/oauth/token`;
  const now = Math.floor(Date.now() / 1000);
  const assertion = await new SignJWT({
    iss: id,
    sub: id,
    aud: service.url,
    jti: 'once',
    iat: now,
    exp: now + 60,
  })
    .setProtectedHeader({ alg: 'ES256' })
    .sign(key.privateKey);
  const send = async () =>
    fetch(url, {
      method: 'POST',
      headers: { dpop: await proofBy(key, { method: 'POST', url }) },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
      }),
    });
  const answers = await Promise.all(Array.from({ length: 8 }, send));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.every(({ status }) => status < 500)).toBe(true);
});
