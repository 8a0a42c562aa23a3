// Reads, re-keys and ends the device's registration (RFC 7592). Reaches the network.
// A management token that comes with an answer is stored before anything else; every step may be repeated.

import { LOST_KEY } from '../../model/lost-key.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { RegistrationRequest } from '../../model/wire/schemas.js';
import type { HttpResponse } from './http-client.js';
import { originOf } from './http-client.js';
import type { DeviceKey } from './identity.js';
import type { Registration } from './ports.js';
import { signProof } from './proof.js';
import { oauthRefusalOf, parseJson } from './refusals.js';
import type { RegistrationParts } from './registration.js';
import { clientMetadata, ownKey, textOf } from './registration.js';
import type { Tokens } from './tokens.js';

const MAX_BYTES = 256 * 1024;
const NOT_REGISTERED = { kind: 'missing', target: 'the registration of this device' } as const;

/** Is the registration still there, and is the management token good? */
export async function readRegistration(parts: RegistrationParts, signal: AbortSignal): Promise<Result<void>> {
  const key = await parts.keys.load('current');
  if (!key.ok) return key;
  if (key.value === undefined) return fail(LOST_KEY);
  return manage(parts, { method: 'GET', key: key.value }, signal);
}

/** Both keys count until the new one has worked. Killed or cut off anywhere, the next call ends it. */
export async function rotateKey(
  parts: RegistrationParts,
  tokens: Tokens,
  signal: AbortSignal,
): Promise<Result<void>> {
  const { keys, memory, clock } = parts;
  const { registration } = memory.load();
  if (registration === undefined) return fail(NOT_REGISTERED);
  memory.save({ ...memory.load(), rotationTriedAt: clock.now() });
  const current = await keys.load('current');
  if (!current.ok) return current;
  if (current.value === undefined) return fail(LOST_KEY);
  const next = await ownKey(keys, 'next');
  if (!next.ok) return next;
  const body = {
    client_id: registration.device,
    // The new key last: the server lets the older one count until the newer is seen.
    ...clientMetadata([current.value.publicJwk, next.value.publicJwk]),
  } satisfies RegistrationRequest;
  const changed = await manage(parts, { method: 'PUT', body, key: next.value }, signal);
  // A lost answer may have been a success: the token request finds out which key counts.
  const renewed = await tokens.renew(signal);
  if (!renewed.ok) return changed.ok ? renewed : changed;
  if (renewed.value.key.thumbprint !== next.value.thumbprint) return changed;
  memory.save({ ...memory.load(), keySince: clock.now() });
  return ok(undefined);
}

/** The server forgets the device, then we forget the server. Done already is done. */
export async function leave(parts: RegistrationParts, signal: AbortSignal): Promise<Result<void>> {
  const { keys, memory } = parts;
  if (memory.load().registration !== undefined) {
    const key = await keys.load('current');
    if (!key.ok) return key;
    if (key.value === undefined) return fail(LOST_KEY);
    const answer = await manage(parts, { method: 'DELETE', key: key.value }, signal);
    if (!answer.ok && !isGone(answer)) return answer;
  }
  const { clockSkewSeconds } = memory.load();
  memory.save({ clockSkewSeconds });
  await keys.removeAll();
  return ok(undefined);
}

function isGone(answer: Result<void>): boolean {
  if (answer.ok || answer.error.kind !== 'refused') return false;
  return answer.error.status === 404 || answer.error.status === 410;
}

interface Management {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  readonly body?: object;
  /** Signs the proof of possession. */
  readonly key: DeviceKey;
}

async function manage(
  parts: RegistrationParts,
  management: Management,
  signal: AbortSignal,
): Promise<Result<void>> {
  const { memory, serviceClock } = parts;
  const { registration } = memory.load();
  if (registration === undefined) return fail(NOT_REGISTERED);
  const by = originOf(registration.managementUri);
  let answer = await send(parts, registration, management, signal);
  const nonce = answer.ok ? nonceAsked(answer.value, by) : undefined;
  if (answer.ok && nonce !== undefined) {
    serviceClock.learn(answer.value.date);
    answer = await send(parts, registration, management, signal, nonce);
  }
  if (!answer.ok) return answer;
  if (answer.value.status < 200 || answer.value.status > 299) {
    const fault = oauthRefusalOf(answer.value, by);
    const tokenRefused = fault.kind === 'refused' && fault.status === 401;
    return fail(tokenRefused ? { ...fault, code: 'management-token-refused' } : fault);
  }
  keepNewToken(parts, registration, answer.value);
  return ok(undefined);
}

async function send(
  { http, random, serviceClock }: RegistrationParts,
  { managementUri, managementToken }: Registration,
  { method, body, key }: Management,
  signal: AbortSignal,
  nonce?: string,
): Promise<Result<HttpResponse>> {
  const dpop = await signProof({
    key,
    method,
    url: managementUri,
    jti: random.uuid(),
    issuedAt: serviceClock.nowSeconds(),
    accessToken: managementToken,
    ...(nonce === undefined ? {} : { nonce }),
  });
  if (!dpop.ok) return dpop;
  const headers = { authorization: `Bearer ${managementToken}`, dpop: dpop.value };
  return http.request({
    method,
    url: managementUri,
    headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    maxBytes: MAX_BYTES,
    signal,
  });
}

function nonceAsked(response: HttpResponse, by: string): string | undefined {
  if (response.status !== 400 && response.status !== 401) return undefined;
  const fault = oauthRefusalOf(response, by);
  return fault.kind === 'refused' && fault.code === 'use_dpop_nonce'
    ? response.headers['dpop-nonce']
    : undefined;
}

function keepNewToken(
  { memory }: RegistrationParts,
  registration: Registration,
  response: HttpResponse,
): void {
  const answer = parseJson(response.body);
  if (typeof answer !== 'object' || answer === null) return;
  const token = textOf(answer, 'registration_access_token');
  if (token === undefined || token === registration.managementToken) return;
  memory.save({ ...memory.load(), registration: { ...registration, managementToken: token } });
}
