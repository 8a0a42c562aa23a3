// The events of a service over real HTTP: polls are held until a test puts an event, and acknowledged ones go.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt } from 'jose';
import { EVENT_TYPE, SYNC_EVENT } from '../../src/model/wire/problem-codes.js';
import type { SigningKey } from './signed-documents.js';
import { signJws } from './signed-documents.js';

export interface EventOrder {
  readonly issuer: string;
  readonly device: string;
  readonly key: SigningKey;
}

export interface EventServer extends AsyncDisposable {
  readonly url: string;
  /** What each poll acknowledged, or sent back. */
  readonly acks: readonly (readonly string[])[];
  /** Claims of the proof of each poll, and its access token. */
  readonly proofs: readonly { readonly token: string; readonly claims: object }[];
  /** A signed event for this device; whoever holds a poll gets it at once. */
  put(jti: string, order: EventOrder): void;
  /** Several, by their `jti`, in one answer. */
  putAll(orders: Readonly<Record<string, EventOrder>>): void;
  /** Resolves when so many polls have come. */
  polled(times: number): Promise<void>;
}

export async function startEventServer(): Promise<EventServer> {
  const acks: (readonly string[])[] = [];
  const proofs: { token: string; claims: object }[] = [];
  const events = new Map<string, string>();
  const held = new Set<() => void>();
  const watchers = new Set<() => void>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { ack = [], setErrs = {} } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
      const done: readonly string[] = [...ack, ...Object.keys(setErrs)];
      const { authorization = '', dpop = '' } = request.headers;
      acks.push(done);
      proofs.push({ token: authorization.replace(/^DPoP /, ''), claims: decodeJwt(String(dpop)) });
      for (const jti of done) events.delete(jti);
      const answer = (): void => {
        held.delete(answer);
        const body = JSON.stringify({ sets: Object.fromEntries(events), moreAvailable: false });
        response.writeHead(200, { 'content-type': 'application/json' }).end(body);
      };
      if (events.size > 0) answer();
      else held.add(answer);
      for (const watch of watchers) watch();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const putAll: EventServer['putAll'] = (orders) => {
    const now = Math.floor(Date.now() / 1000);
    for (const [jti, { issuer, device, key }] of Object.entries(orders)) {
      const claims = {
        iss: issuer,
        aud: device,
        iat: now,
        exp: now + 600,
        jti,
        events: { [SYNC_EVENT]: {} },
      };
      events.set(jti, signJws(key, EVENT_TYPE, claims));
    }
    for (const answer of held) answer();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    acks,
    proofs,
    putAll,
    put: (jti, order) => putAll({ [jti]: order }),
    polled: (times) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (acks.length < times) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
