// The one HTTP client: verified TLS, no redirects, one deadline, bounded answers. Reaches the network; nothing else does.

import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { Agent, request as requestPlain } from 'node:http';
import { request as requestSecure, Agent as SecureAgent } from 'node:https';
import type { AxiosResponse } from 'axios';
import type { EpochMs } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { readBounded } from './bounded-body.js';
import type { Progress, Way } from './connect-stage.js';
import { followRequest, startOf } from './connect-stage.js';
import { connectFault, isUnknownIssuer } from './http-faults.js';
import { explainCertificate } from './peer-certificate.js';
import { trustRoots } from './trust-roots.js';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Of the decoded body; never above the client's own limit. */
  readonly maxBytes?: number;
  readonly signal: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** The server's clock: its `Date` header. */
  readonly date: EpochMs | undefined;
}

export interface HttpClient {
  /** Any status but a redirect is an answer, unless it is a web page; a fault means that there was none that may be used. */
  request(request: HttpRequest): Promise<Result<HttpResponse>>;
  /** Closes idle connections. */
  close(): void;
}

export interface HttpClientOptions {
  readonly userAgent: string;
  /** PEM certificates trusted besides the system's. */
  readonly ca?: string;
  /** `http://[user:password@]host:port`, for HTTPS by CONNECT. From the configuration, never from the environment. */
  readonly proxy?: string;
  /** One deadline for connect, request and the whole answer. Unit: milliseconds. */
  readonly timeoutMs?: number;
}

/** Unit: milliseconds. Source: bound of one call, DESIGN section 5 (30 s). */
const TIMEOUT_MS = 30_000;
export const MAX_DECODED_BYTES = 32 * 1024 * 1024;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const opened = new Map<TrustLevel, Connections>();
  let level: TrustLevel = 'quick';
  const connections = (wanted: TrustLevel): Connections => {
    const known = opened.get(wanted) ?? openConnections(options, wanted);
    opened.set(wanted, known);
    return known;
  };
  return {
    request: async (request) => {
      const refused = refuseUrl(request.url);
      if (refused !== undefined) return fail({ kind: 'unsafe', target: originOf(request.url), why: refused });
      let answer = await send(request, options, connections(level));
      if (!answer.ok && level === 'quick' && isUnknownIssuer(answer.error)) {
        // Reading the system's store costs more than all else here, so it is read when the quick roots do not do.
        // Nothing of the request was sent: the handshake failed.
        level = 'full';
        answer = await send(request, options, connections(level));
      }
      return answer.ok ? answer : fail(await explainCertificate(answer.error, request.url, options));
    },
    close: () => {
      for (const { close } of opened.values()) close();
      opened.clear();
    },
  };
}

type TrustLevel = 'quick' | 'full';

/** Starts a request over connections of ours; what axios calls a transport. */
interface Transport {
  request(options: RequestOptions, answered: (response: IncomingMessage) => void): ClientRequest;
}

interface Connections {
  readonly http: Transport;
  readonly https: Transport;
  close(): void;
}

/** The two modules are not loaded by `import()`: that reads every name of `node:http`, and one loads a WebSocket client. */
function openConnections(options: HttpClientOptions, level: TrustLevel): Connections {
  const { proxy } = options;
  const plain = new Agent({ keepAlive: true, maxSockets: 4 });
  const secure = new SecureAgent({
    keepAlive: true,
    maxSockets: 4,
    minVersion: 'TLSv1.2',
    // Said, so that no variable of the environment can switch verification off.
    rejectUnauthorized: true,
    ca: [...trustRoots(level, options.ca)],
    // The runtime's own CONNECT: the proxy sees no request, and its words never pass for the service's.
    ...(proxy === undefined ? {} : { proxyEnv: { HTTPS_PROXY: proxy } }),
  });
  return {
    http: { request: (asked, answered) => requestPlain(Object.assign(asked, { agent: plain }), answered) },
    https: { request: (asked, answered) => requestSecure(Object.assign(asked, { agent: secure }), answered) },
    close: () => {
      plain.destroy();
      secure.destroy();
    },
  };
}

/** Why this URL is never asked; `undefined` when it may be. */
export function refuseUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null) return 'it is not a URL';
  if (url.username !== '' || url.password !== '') return 'it carries credentials';
  if (url.protocol === 'https:') return undefined;
  if (url.protocol !== 'http:') return `${url.protocol} is not carried`;
  return isLoopback(url.hostname) ? undefined : 'without TLS only loopback addresses are asked';
}

const isLoopback = (hostname: string): boolean =>
  hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);

async function send(
  request: HttpRequest,
  options: HttpClientOptions,
  connections: Connections,
): Promise<Result<HttpResponse>> {
  const { default: axios } = await import('axios');
  const target = originOf(request.url);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const deadline = AbortSignal.timeout(timeoutMs);
  const way = wayOf(request.url, options);
  const progress = startOf(way);
  const failed = (fault: Fault): Result<never> => {
    if (request.signal.aborted) return fail({ kind: 'cancelled', what: `the request to ${target}` });
    const { stage } = progress;
    return fail(deadline.aborted ? { kind: 'timeout', what: target, afterMs: timeoutMs, stage } : fault);
  };
  try {
    const response = await axios.request<NodeJS.ReadableStream>({
      ...FIXED,
      url: request.url,
      method: request.method,
      headers: {
        accept: 'application/json',
        ...request.headers,
        'accept-encoding': 'gzip',
        'user-agent': options.userAgent,
      },
      ...(request.body === undefined ? {} : { data: Buffer.from(request.body) }),
      transport: followed(way.secure ? connections.https : connections.http, progress, way),
      signal: AbortSignal.any([request.signal, deadline]),
    });
    const headers = plainHeaders(response);
    const refused =
      refuseRedirect(response.status, headers, target) ?? refusePage(response.status, headers, target);
    if (refused !== undefined) {
      response.data.on('error', () => undefined).resume();
      return failed(refused);
    }
    const body = await readBounded(response.data, {
      from: target,
      encoding: headers['content-encoding'],
      maxBytes: Math.min(request.maxBytes ?? MAX_DECODED_BYTES, MAX_DECODED_BYTES),
    });
    if (!body.ok) return failed(body.error);
    return ok({ status: response.status, headers, body: body.value, date: parseDate(headers['date']) });
  } catch (error) {
    return failed(connectFault(error, target, progress.stage));
  }
}

const FIXED = {
  adapter: 'http',
  responseType: 'stream',
  decompress: false,
  maxRedirects: 0,
  proxy: false,
  validateStatus: () => true,
} as const;

function wayOf(url: string, { proxy }: HttpClientOptions): Way {
  const { protocol, hostname = '' } = URL.parse(url) ?? {};
  const secure = protocol === 'https:';
  return { hostname, secure, proxied: secure && proxy !== undefined };
}

const followed = ({ request }: Transport, progress: Progress, way: Way): Transport => ({
  request: (options, answered) => {
    const sent = request(options, answered);
    followRequest(sent, progress, way);
    return sent;
  },
});

/** The origin only: paths and queries may hold ids. */
export function originOf(url: string): string {
  return URL.parse(url)?.origin ?? 'an address that is not a URL';
}

function plainHeaders(response: AxiosResponse): Readonly<Record<string, string>> {
  const plain: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(response.headers)) {
    if (typeof value === 'string') plain[name.toLowerCase()] = value;
  }
  return plain;
}

function refuseRedirect(
  status: number,
  headers: Readonly<Record<string, string>>,
  target: string,
): Fault | undefined {
  if (status < 300 || status > 399 || status === 304) return undefined;
  const to = URL.parse(headers['location'] ?? '', target)?.origin ?? 'elsewhere';
  const why = `it redirects to ${to}, which is not followed (a sign-in page of the network?)`;
  return { kind: 'unreachable', stage: 'http', target, why };
}

/** Nothing that we ask for is a page for people; networks put one before everything until somebody has signed in. */
function refusePage(
  status: number,
  headers: Readonly<Record<string, string>>,
  target: string,
): Fault | undefined {
  if (status < 200 || status > 299 || !/^text\/html\b/i.test(headers['content-type'] ?? '')) return undefined;
  const why = 'it answers with a web page, as no service of ours does (a sign-in page of the network?)';
  return { kind: 'unreachable', stage: 'http', target, why };
}

function parseDate(text: string | undefined): EpochMs | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : epochMs(ms);
}
