// Whatever stands in the headers, only a right token with a right proof names a device, and nothing throws.
import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { epochMs, tenantId } from '../../../../src/model/ids.js';
import { createTokenReader } from '../../../../src/service/dpop/access-token.js';
import type { Authorise } from '../../../../src/service/dpop/authorise.js';
import { createAuthorise } from '../../../../src/service/dpop/authorise.js';
import { createNonces } from '../../../../src/service/dpop/nonces.js';
import { generateTenantKey } from '../../../../src/service/signing.js';
import type { Store } from '../../../../src/service/store/database.js';
import { closeStore, openStore } from '../../../../src/service/store/database.js';

const clock = { now: () => epochMs(1_800_000_000_000), monotonicMs: () => 0 };
const iat = 1_800_000_000;
const request = { method: 'GET', url: 'https://holdfast.example.org/v1/x' };

let store: Store;
let authorise: Authorise;
let token: string;
let proof: string;
beforeAll(async () => {
  store = await openStore(':memory:', 1);
  const key = await generateTenantKey('token');
  const tenant = {
    id: tenantId('t'),
    name: 'T',
    createdAt: 1,
    url: undefined,
    mode: 'enforce' as const,
    nonceSecret: 's',
    keys: [key],
    keySets: [],
  };
  const names = { issuer: () => 'https://holdfast.example.org', audience: () => 'v1' };
  const nonces = createNonces('s', clock);
  authorise = createAuthorise({ store, clock, nonces, tokens: createTokenReader(tenant, clock, names) });
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  token = await new SignJWT({ iss: names.issuer(), aud: 'v1', exp: iat + 60, sub: 'd', cnf: { jkt: 'x' } })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: key.kid })
    .sign(privateKey);
  proof = await new SignJWT({ jti: 'a', htm: 'GET', htu: request.url, iat })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
    .sign(privateKey);
});
afterAll(() => closeStore(store));

const encoded = fc.json().map((text) => Buffer.from(text).toString('base64url'));
const tokenLike = fc.tuple(encoded, encoded, fc.base64String()).map((parts) => parts.join('.'));
const changed = (of: () => string) =>
  fc.tuple(fc.nat(), fc.string({ minLength: 1, maxLength: 1 })).map(([at, character]) => {
    const text = of();
    const place = at % text.length;
    return `${text.slice(0, place)}${character}${text.slice(place + 1)}`;
  });

test('headers that are made up or changed are refused, and nothing throws', async () => {
  const tokens = fc.oneof(
    fc.string(),
    tokenLike,
    changed(() => token),
  );
  const proofs = fc.oneof(
    fc.string(),
    tokenLike,
    changed(() => proof),
  );
  await fc.assert(
    fc.asyncProperty(fc.option(tokens), fc.option(proofs), async (authorization, given) => {
      const answer = await authorise({
        ...request,
        authorization: authorization === null ? undefined : `DPoP ${authorization}`,
        proof: given ?? undefined,
      });
      expect(answer).toMatchObject({ ok: false, error: { status: 401 } });
    }),
    { seed: 3, numRuns: 400 },
  );
});
