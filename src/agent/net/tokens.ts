// Access tokens: client credentials by oauth4webapi, with private_key_jwt and DPoP, cached until shortly before their end. Reaches the network.

import type * as OAuth from 'oauth4webapi';
import type { DeviceId, EpochMs } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import { LOST_KEY } from '../../model/lost-key.js';
import type { Clock, Random } from '../../model/ports.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { createFetchFacade, HttpFault, orThrow } from './fetch-facade.js';
import type { HttpClient } from './http-client.js';
import { originOf } from './http-client.js';
import type { DeviceKey, KeyStore } from './identity.js';
import { attemptOAuth } from './oauth-faults.js';
import type { KeySlot, NetMemory, Registration } from './ports.js';
import { signProof } from './proof.js';
import { signToken } from './signed-token.js';
import type { ServiceClock } from './skew.js';

export interface BoundToken {
  readonly accessToken: string;
  readonly key: DeviceKey;
}

export interface Tokens {
  /** From the cache when it is good for some minutes more: no request then. */
  get(signal: AbortSignal): Promise<Result<BoundToken>>;
  /** A new one, whatever the cache holds. With a rotation under way the next key goes first, and takes over when it works. */
  renew(signal: AbortSignal): Promise<Result<BoundToken>>;
}

export interface TokenParts {
  readonly http: HttpClient;
  readonly memory: NetMemory;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly serviceClock: ServiceClock;
  readonly issuer: string;
}

/** Unit: milliseconds. A token is not used in its last minutes; one that ends all the same is renewed in the call. */
const MARGIN_MS = 2 * 60_000;
const SLOTS: readonly KeySlot[] = ['next', 'current'];

export function createTokens(parts: TokenParts): Tokens {
  const { memory, keys, clock } = parts;
  const cached = async (): Promise<Result<BoundToken> | undefined> => {
    const { token } = memory.load();
    if (token === undefined || token.expiresAt - MARGIN_MS <= clock.now()) return undefined;
    for (const slot of ['current', 'next'] as const) {
      const key = await keys.load(slot);
      if (!key.ok) return key;
      if (key.value?.thumbprint === token.thumbprint)
        return ok({ accessToken: token.accessToken, key: key.value });
    }
    return undefined;
  };
  const renew = async (signal: AbortSignal): Promise<Result<BoundToken>> => {
    const { registration } = memory.load();
    if (registration === undefined)
      return fail({ kind: 'missing', target: 'the registration of this device' });
    let last: Fault = LOST_KEY;
    for (const slot of SLOTS) {
      const key = await keys.load(slot);
      if (!key.ok) return key;
      if (key.value === undefined) continue;
      const issued = await requestToken(parts, registration, key.value, signal);
      if (issued.ok) return keep(parts, slot, key.value, issued.value);
      last = issued.error;
      // Only "I do not know that key" makes the other key worth a try.
      if (last.kind !== 'refused' || last.code !== 'invalid_client') break;
    }
    return fail(last);
  };
  return {
    get: async (signal) => (await cached()) ?? renew(signal),
    renew,
  };
}

interface Issued {
  readonly accessToken: string;
  readonly expiresAt: EpochMs;
}

async function keep(
  { memory, keys }: TokenParts,
  slot: KeySlot,
  key: DeviceKey,
  issued: Issued,
): Promise<Result<BoundToken>> {
  if (slot === 'next') {
    const promoted = await keys.promote();
    if (!promoted.ok) return promoted;
  }
  memory.save({ ...memory.load(), token: { ...issued, thumbprint: key.thumbprint } });
  return ok({ accessToken: issued.accessToken, key });
}

/** A wrong clock fails the assertion as a revoked client would: the answer's date tells them apart, and one more try. */
async function requestToken(
  parts: TokenParts,
  registration: Registration,
  key: DeviceKey,
  signal: AbortSignal,
): Promise<Result<Issued>> {
  const first = await exchange(parts, registration, key, signal);
  if (first.issued.ok || first.issued.error.kind !== 'refused') return first.issued;
  const overTime =
    first.issued.error.code === 'invalid_client' || first.issued.error.code === 'use_dpop_nonce';
  if (!overTime || !parts.serviceClock.learn(first.date)) return first.issued;
  return (await exchange(parts, registration, key, signal)).issued;
}

/** The library takes only keys of its own kind; ours may live in a chip, so assertion and proof are signed here. */
async function exchange(
  { http, issuer, clock, random, serviceClock }: TokenParts,
  registration: Registration,
  key: DeviceKey,
  signal: AbortSignal,
): Promise<{ readonly issued: Result<Issued>; readonly date: EpochMs | undefined }> {
  const oauth = await import('oauth4webapi');
  let nonce: string | undefined;
  const facade = createFetchFacade(http, signal, async (url, method) => {
    const facts = { key, method, url, jti: random.uuid(), issuedAt: serviceClock.nowSeconds() };
    return { dpop: orThrow(await signProof({ ...facts, ...(nonce === undefined ? {} : { nonce }) })) };
  });
  const server: OAuth.AuthorizationServer = { issuer, token_endpoint: registration.tokenEndpoint };
  const client: OAuth.Client = { client_id: registration.device };
  const auth: OAuth.ClientAuth = async (_server, _client, body) => {
    const facts = { issuer, device: registration.device, jti: random.uuid(), now: serviceClock.nowSeconds() };
    body.set('client_id', registration.device);
    body.set('client_assertion_type', ASSERTION_TYPE);
    body.set('client_assertion', orThrow(await signAssertion(key, facts)));
  };
  const options = {
    [oauth.customFetch]: facade.fetch,
    // Plain HTTP is refused by the client itself, but for loopback addresses.
    [oauth.allowInsecureRequests]: true,
    signal,
  };
  const askedAt = clock.now();
  const once = async (): Promise<Issued> => {
    const response = await oauth.clientCredentialsGrantRequest(server, client, auth, {}, options);
    const answer = await oauth.processClientCredentialsResponse(server, client, response);
    if (answer.token_type !== 'dpop') throw new HttpFault(notBound(issuer));
    const expiresAt = epochMs(askedAt + (answer.expires_in ?? 0) * 1000);
    return { accessToken: answer.access_token, expiresAt };
  };
  const issued = await attemptOAuth(oauth, issuer, async () => {
    try {
      return await once();
    } catch (error) {
      nonce = nonceAskedBy(oauth, error);
      if (nonce === undefined) throw error;
      return await once();
    }
  });
  return { issued, date: facade.lastDate() };
}

function nonceAskedBy(oauth: typeof OAuth, error: unknown): string | undefined {
  if (!oauth.isDPoPNonceError(error)) return undefined;
  const isOfResponse =
    error instanceof oauth.ResponseBodyError || error instanceof oauth.WWWAuthenticateChallengeError;
  return isOfResponse ? (error.response.headers.get('dpop-nonce') ?? undefined) : undefined;
}

/** Source: RFC 7523 section 2.2. */
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

interface AssertionFacts {
  readonly issuer: string;
  readonly device: DeviceId;
  readonly jti: string;
  /** Unit: seconds, by the service's clock as far as we know it. */
  readonly now: number;
}

/** Source: RFC 7523 section 3. Good for a minute. */
const signAssertion = (
  key: DeviceKey,
  { issuer, device, jti, now }: AssertionFacts,
): Promise<Result<string>> =>
  signToken(
    key,
    { kid: key.thumbprint },
    { jti, aud: issuer, iat: now, nbf: now, exp: now + 60, iss: device, sub: device },
  );

/** A token that is not bound to the key would serve whoever sees it. */
function notBound(issuer: string): Fault {
  return {
    kind: 'bad-reply',
    from: originOf(issuer),
    why: 'it issued a token that is not bound to the device key',
  };
}
