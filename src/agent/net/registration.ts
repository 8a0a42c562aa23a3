// Creates the device's identity with the service (RFC 7591). Reaches the network.
// What the server gave is stored before it is used; registering again after a lost answer gives the same device.

import type * as OAuth from 'oauth4webapi';
import { secretCodeOf } from '../../enroll/secret-refusals.js';
import type { DeviceId } from '../../model/ids.js';
import { deviceId } from '../../model/ids.js';
import type { Clock, Random } from '../../model/ports.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { DeviceDescription, PublicKey, RegistrationRequest } from '../../model/wire/schemas.js';
import { createFetchFacade, orThrow } from './fetch-facade.js';
import type { HttpClient } from './http-client.js';
import { originOf } from './http-client.js';
import type { DeviceKey, KeyStore } from './identity.js';
import { attemptOAuth } from './oauth-faults.js';
import type { KeySlot, NetMemory, Registration } from './ports.js';
import { signProof } from './proof.js';
import type { ServerMetadata } from './server-metadata.js';
import { discover } from './server-metadata.js';
import type { ServiceClock } from './skew.js';

export interface RegistrationOrder {
  /** What lets it register: the enrollment secret, or the one-use token of a re-keying. A secret: into one header. */
  readonly secret: string;
  /** The onboarding file itself, a compact JWS; a re-keying needs none. */
  readonly statement?: string;
  readonly device: DeviceDescription;
  readonly agentVersion: string;
  /** `new`: a copy of this device is at work, so every key that it may hold is left to it. */
  readonly key: 'own' | 'new';
  /** The device that it is and stays; another one in the answer is refused. */
  readonly expected?: DeviceId;
}

export interface RegistrationParts {
  readonly http: HttpClient;
  readonly memory: NetMemory;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly serviceClock: ServiceClock;
  readonly issuer: string;
}

export async function register(
  parts: RegistrationParts,
  order: RegistrationOrder,
  signal: AbortSignal,
): Promise<Result<DeviceId>> {
  const { http, memory, keys, clock, issuer } = parts;
  if (!SECRET.test(order.secret))
    return fail({
      kind: 'unsafe',
      target: 'the enrollment secret',
      why: 'it is not one line of plain characters',
    });
  const metadata = await discover(http, issuer, signal);
  if (!metadata.ok) return metadata;
  const slot: KeySlot = order.key === 'new' ? 'next' : 'current';
  const key = slot === 'next' ? await freshKey(parts) : await ownKey(keys, slot);
  if (!key.ok) return key;
  const answer = await send(parts, { metadata: metadata.value, key: key.value, order }, signal);
  if (!answer.ok) return fail(asSecretRefused(answer.error, order.statement === undefined));
  const given = parseGiven(answer.value);
  const from = originOf(issuer);
  if (given === undefined)
    return fail({ kind: 'bad-reply', from, why: 'its registration answer lacks id, address or token' });
  if (originOf(given.managementUri) !== from)
    return fail({ kind: 'bad-reply', from, why: 'its registration is managed at another origin' });
  if (order.expected !== undefined && given.device !== order.expected)
    return fail({ kind: 'bad-reply', from, why: 'it registered this device again as another one' });
  const { token: _old, freshKey: _done, ...kept } = memory.load();
  const { tokenEndpoint } = metadata.value;
  const now = clock.now();
  const registration = { ...given, tokenEndpoint, registeredAt: now };
  memory.save({ ...kept, registration, keySince: now });
  if (slot === 'next') {
    const promoted = await keys.promote();
    if (!promoted.ok) return promoted;
  }
  return ok(given.device);
}

/** Source: RFC 6750 section 2.1, what a bearer token may hold. */
const SECRET = /^[A-Za-z0-9._~+/-]{1,1024}=*$/;

/** A key that an earlier, cut-off try made is used again: the server then knows the device. */
export async function ownKey(keys: KeyStore, slot: KeySlot): Promise<Result<DeviceKey>> {
  const found = await keys.load(slot);
  if (!found.ok) return found;
  return found.value === undefined ? keys.create(slot) : ok(found.value);
}

/** Made when the re-keying begins, remembered, and used again after a lost answer: the server then knows the device. */
async function freshKey({ keys, memory }: RegistrationParts): Promise<Result<DeviceKey>> {
  const found = await keys.load('next');
  if (!found.ok) return found;
  if (found.value !== undefined && found.value.thumbprint === memory.load().freshKey) return ok(found.value);
  const made = await keys.create('next');
  if (made.ok) memory.save({ ...memory.load(), freshKey: made.value.thumbprint });
  return made;
}

/** RFC 7591 metadata of a device: what a registration says and what a change of it must repeat. */
export function clientMetadata(keys: readonly PublicKey[]) {
  return {
    jwks: { keys: keys.map(({ kty, crv, x, y, kid }) => ({ kty, crv, x, y, ...(kid ? { kid } : {}) })) },
    token_endpoint_auth_method: 'private_key_jwt' as const,
    token_endpoint_auth_signing_alg: 'ES256',
    grant_types: ['client_credentials' as const],
    response_types: [],
    redirect_uris: [],
    dpop_bound_access_tokens: true as const,
  };
}

interface Sending {
  readonly metadata: ServerMetadata;
  readonly key: DeviceKey;
  readonly order: RegistrationOrder;
}

/** The scheme stays Bearer, and the proof of possession stands beside it; one whose time is off is repeated once. */
async function send(
  parts: RegistrationParts,
  { metadata, key, order }: Sending,
  signal: AbortSignal,
): Promise<Result<unknown>> {
  const { http, random, serviceClock, issuer } = parts;
  const oauth = await import('oauth4webapi');
  let nonce: string | undefined;
  const facade = createFetchFacade(http, signal, async (url, method) => ({
    dpop: orThrow(
      await signProof({
        key,
        method,
        url,
        jti: random.uuid(),
        issuedAt: serviceClock.nowSeconds(),
        accessToken: order.secret,
        ...(nonce === undefined ? {} : { nonce }),
      }),
    ),
  }));
  const body = {
    ...clientMetadata([key.publicJwk]),
    client_name: order.device.hostname,
    software_id: 'holdfast',
    software_version: order.agentVersion,
    ...(order.statement === undefined ? {} : { software_statement: order.statement }),
    device: { ...order.device },
  } satisfies RegistrationRequest & Partial<OAuth.OmitSymbolProperties<OAuth.Client>>;
  const once = async () => {
    const response = await oauth.dynamicClientRegistrationRequest(metadata.server, body, {
      initialAccessToken: order.secret,
      [oauth.customFetch]: facade.fetch,
      [oauth.allowInsecureRequests]: true,
      signal,
    });
    return oauth.processDynamicClientRegistrationResponse(response);
  };
  return attemptOAuth(oauth, issuer, async () => {
    try {
      return await once();
    } catch (error) {
      if (!oauth.isDPoPNonceError(error) || !(error instanceof oauth.ResponseBodyError)) throw error;
      nonce = error.response.headers.get('dpop-nonce') ?? undefined;
      serviceClock.learn(facade.lastDate());
      return await once();
    }
  });
}

/** At this one endpoint 401 speaks of the enrollment secret, or of the token that took its place. */
function asSecretRefused(fault: Fault, rekeying: boolean): Fault {
  if (fault.kind !== 'refused' || fault.status !== 401) return fault;
  return { ...fault, code: rekeying ? 'rekey-token-refused' : secretCodeOf(fault.why) };
}

/** Any text to the standard; our service gives GUIDs, and assignments name no other devices. */
const CLIENT_ID = /^[\x21-\x7e]{1,128}$/;

function parseGiven(
  answer: unknown,
): Pick<Registration, 'device' | 'managementUri' | 'managementToken'> | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const id = textOf(answer, 'client_id');
  const managementUri = textOf(answer, 'registration_client_uri');
  const managementToken = textOf(answer, 'registration_access_token');
  if (id === undefined || !CLIENT_ID.test(id)) return undefined;
  if (managementUri === undefined || managementToken === undefined) return undefined;
  return { device: deviceId(id), managementUri, managementToken };
}

/** A member that is text and not empty. */
export function textOf(object: object, name: string): string | undefined {
  const value: unknown = Object.hasOwn(object, name) ? Reflect.get(object, name) : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
