// An enrolled device whose service is played by nock, answer by answer, and everything that it sent.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import nock from 'nock';
import { afterEach, beforeEach, expect, onTestFinished } from 'vitest';
import { createHttpClient } from '../../src/agent/net/http-client.js';
import { createFileKeyStore } from '../../src/agent/net/identity.js';
import { createServiceClient } from '../../src/agent/net/service-client.js';
import { deviceId, epochMs, tenantId } from '../../src/model/ids.js';
import type { PublicKey } from '../../src/model/wire/schemas.js';
import { createNetMemory, must, testRandom } from './net-agent.js';
import { DEVICE, FIRST_KEYS, NOW, TENANT } from './signed-documents.js';

export const SERVICE = 'https://service.example';
export const TIME = '2026-11-21T07:30:00Z';
const DATE = { date: new Date(TIME).toUTCString() };
export const answer = { next: 5400, splay: 540, time: TIME, assignment: 'current', need: [] };

/** Call once in a test file: nothing leaves the process, and every answer that was prepared is asked for. */
export function isolateFromNetwork(): void {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    expect(nock.pendingMocks()).toEqual([]);
    nock.cleanAll();
    nock.enableNetConnect();
  });
}

export async function enrolled({
  withToken = true,
  aheadSeconds = 0,
  keys: pinned = [] as readonly PublicKey[],
} = {}) {
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
    target: { issuer: SERVICE, api: SERVICE, tenant: tenantId(TENANT), keys: pinned, ...FIRST_KEYS },
    http,
    memory,
    keys,
    clock: { now: () => epochMs((NOW + aheadSeconds) * 1000), monotonicMs: () => 0 },
    random: testRandom,
  });
  return { client, key, memory };
}

export interface Sent {
  readonly headers: Headers;
  /** Unpacked. */
  readonly body: string;
}

/** Answers in turn; what was sent is kept. */
export function answers(method: 'get' | 'post', path: string, replies: readonly Reply[]): Sent[] {
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

export const proofOf = (sent: Sent | undefined) => decodeJwt(sent?.headers.get('dpop') ?? '');

export type Reply = readonly [number, object | string, Record<string, string>?];

export const problem = (status: number, code: string, detail = 'the detail'): object => ({
  type: `urn:holdfast:problem:${code}`,
  title: 'The title',
  status,
  detail,
  code,
  retryable: false,
  correlationId: 'c-1',
});
export const challenge = (error: string): Record<string, string> => ({
  'www-authenticate': `DPoP error="${error}", algs="ES256"`,
});
export const tokenOf = (text: string): Reply => [
  200,
  { access_token: text, token_type: 'DPoP', expires_in: 43_200 },
  { 'content-type': 'application/json' },
];
export const oauthError = (status: number, error: string, headers = {}): Reply => [
  status,
  { error, error_description: 'described' },
  { 'content-type': 'application/json', ...headers },
];
