// The calls of `/v1`, each with a token bound to the device key and a proof over the exact request. Reaches the network.

import type { Clock, Random } from '../../model/ports.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type {
  AssignedPolicy,
  CheckinAnswer,
  CheckinRequest,
  EventsPollAnswer,
  EventsPollRequest,
  InventoryRequest,
  RekeyAnswer,
  RekeyRequest,
  ReportRequest,
} from '../../model/wire/schemas.js';
import {
  validateCheckinAnswer,
  validateEventsPollAnswer,
  validateRekeyAnswer,
} from '../../model/wire/validators.js';
import type { HttpClient, HttpRequest, HttpResponse } from './http-client.js';
import { originOf } from './http-client.js';
import { signProof } from './proof.js';
import { parseJson, refusalOf } from './refusals.js';
import type { ServiceClock } from './skew.js';
import type { BoundToken, Tokens } from './tokens.js';

export interface Api {
  checkIn(request: CheckinRequest, signal: AbortSignal): Promise<Result<CheckinAnswer>>;
  /** Bytes as sent, not yet compared with their digest. */
  document(policy: AssignedPolicy, signal: AbortSignal): Promise<Result<Uint8Array>>;
  /** Held by the service until there is an event. None of them is verified yet. */
  pollEvents(request: EventsPollRequest, signal: AbortSignal): Promise<Result<EventsPollAnswer>>;
  /** The same key and report again change nothing in the service. */
  report(request: ReportRequest, idempotencyKey: string, signal: AbortSignal): Promise<Result<void>>;
  inventory(request: InventoryRequest, signal: AbortSignal): Promise<Result<void>>;
  /** A one-use token for a registration, on the word of the key that the device has. */
  rekey(request: RekeyRequest, signal: AbortSignal): Promise<Result<RekeyAnswer>>;
}

export interface ApiParts {
  readonly http: HttpClient;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly random: Random;
  readonly serviceClock: ServiceClock;
  /** Base URL of `/v1`. */
  readonly api: string;
}

const MAX_ANSWER_BYTES = 2 * 1024 * 1024;
/** Source: bound of a report on the wire, DESIGN section 6. */
const MAX_REPORT_BYTES = 256 * 1024;

interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly maxBytes?: number;
}

export function createApi(parts: ApiParts): Api {
  const by = originOf(parts.api);
  return {
    checkIn: async (request, signal) => {
      const response = await call(parts, { method: 'POST', path: '/v1/checkin', ...json(request) }, signal);
      if (!response.ok) return response;
      const answer = parseJson(response.value.body);
      if (validateCheckinAnswer(answer)) return ok(answer);
      return fail({ kind: 'bad-reply', from: by, why: 'its check-in answer is not of the form agreed' });
    },
    document: async ({ sha256, size }, signal) => {
      const path = `/v1/policies/${sha256}`;
      const headers = { accept: 'application/octet-stream' };
      const response = await call(parts, { method: 'GET', path, headers, maxBytes: size }, signal);
      return response.ok ? ok(response.value.body) : response;
    },
    pollEvents: async (request, signal) => {
      const sent = { method: 'POST', path: '/v1/events:poll', ...json(request) } as const;
      const response = await call(parts, sent, signal);
      if (!response.ok) return response;
      const answer = parseJson(response.value.body);
      if (validateEventsPollAnswer(answer)) return ok(answer);
      return fail({ kind: 'bad-reply', from: by, why: 'its events are not of the form agreed' });
    },
    report: async (request, idempotencyKey, signal) => {
      const { gzipSync } = await import('node:zlib');
      const { body, headers } = json(request);
      const packed = gzipSync(body);
      if (packed.length > MAX_REPORT_BYTES)
        return fail({ kind: 'too-big', what: 'the report', limitBytes: MAX_REPORT_BYTES });
      const gzip = { 'content-encoding': 'gzip', 'idempotency-key': idempotencyKey };
      const sent = {
        method: 'POST',
        path: '/v1/reports',
        body: packed,
        headers: { ...headers, ...gzip },
      } as const;
      const response = await call(parts, sent, signal);
      return response.ok ? ok(undefined) : response;
    },
    inventory: async (request, signal) => {
      const response = await call(parts, { method: 'POST', path: '/v1/inventory', ...json(request) }, signal);
      return response.ok ? ok(undefined) : response;
    },
    rekey: async (request, signal) => {
      const response = await call(parts, { method: 'POST', path: '/v1/rekey', ...json(request) }, signal);
      if (!response.ok) return response;
      const answer = parseJson(response.value.body);
      if (validateRekeyAnswer(answer)) return ok(answer);
      return fail({
        kind: 'bad-reply',
        from: by,
        why: 'its answer to the re-keying is not of the form agreed',
      });
    },
  };
}

const json = (value: object) => ({
  body: Buffer.from(JSON.stringify(value)),
  headers: { 'content-type': 'application/json' },
});

/** One request as a rule. At most once each: a proof with the service's nonce, and a new token. */
async function call(parts: ApiParts, asked: Call, signal: AbortSignal): Promise<Result<HttpResponse>> {
  const { tokens, serviceClock, api } = parts;
  let token = await tokens.get(signal);
  let nonce: string | undefined;
  let renewed = false;
  for (;;) {
    if (!token.ok) return token;
    const response = await sendOnce(parts, asked, token.value, nonce, signal);
    if (!response.ok) return response;
    const { status, headers, date } = response.value;
    if (status >= 200 && status <= 299) return response;
    const challenge = status === 401 ? challengeOf(headers['www-authenticate']) : undefined;
    const offered = headers['dpop-nonce'];
    if (challenge === 'use_dpop_nonce' && nonce === undefined && offered !== undefined) {
      nonce = offered;
      serviceClock.learn(date);
    } else if (challenge === 'invalid_token' && !renewed) {
      renewed = true;
      token = await tokens.renew(signal);
    } else {
      return fail(refusalOf(response.value, originOf(api)));
    }
  }
}

/** Source: RFC 9449 section 7.1: the error word stands in the challenge. */
function challengeOf(header: string | undefined): string | undefined {
  return /\berror="([a-z_]{1,40})"/.exec(header ?? '')?.[1];
}

async function sendOnce(
  { http, random, serviceClock, api }: ApiParts,
  { method, path, body, headers, maxBytes }: Call,
  { accessToken, key }: BoundToken,
  nonce: string | undefined,
  signal: AbortSignal,
): Promise<Result<HttpResponse>> {
  const url = `${api.replace(/\/+$/, '')}${path}`;
  const dpop = await signProof({
    key,
    method,
    url,
    jti: random.uuid(),
    issuedAt: serviceClock.nowSeconds(),
    accessToken,
    ...(nonce === undefined ? {} : { nonce }),
    ...(body === undefined ? {} : { body }),
  });
  if (!dpop.ok) return dpop;
  const request: HttpRequest = {
    method,
    url,
    headers: { ...headers, authorization: `DPoP ${accessToken}`, dpop: dpop.value },
    ...(body === undefined ? {} : { body }),
    maxBytes: maxBytes ?? MAX_ANSWER_BYTES,
    signal,
  };
  return http.request(request);
}
