// The one HTTP client in the shape of `fetch`, for the OAuth library. A fault of the wire is thrown as HttpFault.

import type { EpochMs } from '../../model/ids.js';
import type { Fault, Result } from '../../model/result.js';
import type { HttpClient, HttpRequest } from './http-client.js';
import { originOf } from './http-client.js';

/** Carries a fault through a library that knows only exceptions; caught where the library is called. */
export class HttpFault extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** Within what the library calls: a fault goes through it as its exception. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new HttpFault(result.error);
}

interface FetchOptions {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface FetchFacade {
  fetch(url: string, options: FetchOptions): Promise<Response>;
  /** `Date` of the last answer. */
  lastDate(): EpochMs | undefined;
}

/** `addHeaders` is called for each request, last. */
export function createFetchFacade(
  http: HttpClient,
  signal: AbortSignal,
  addHeaders?: (url: string, method: string) => Promise<Readonly<Record<string, string>>>,
): FetchFacade {
  let date: EpochMs | undefined;
  return {
    fetch: async (url, { method, headers, body }) => {
      const response = await http.request({
        method: asMethod(method),
        url,
        headers: { ...headers, ...(await addHeaders?.(url, method)) },
        ...(body === undefined || body === null ? {} : { body: String(body) }),
        maxBytes: MAX_BYTES,
        signal,
      });
      if (!response.ok) throw new HttpFault(response.error);
      date = response.value.date;
      const { status } = response.value;
      // Only these can be carried further; no server of ours sends another.
      if (status < 200 || status > 599)
        throw new HttpFault({ kind: 'bad-reply', from: originOf(url), why: `its status is ${status}` });
      const empty = status === 204 || status === 205 || status === 304;
      return new Response(empty ? null : Buffer.from(response.value.body), {
        status,
        headers: withoutEncoding(response.value.headers),
      });
    },
    lastDate: () => date,
  };
}

/** No answer of an authorization server is larger. */
const MAX_BYTES = 256 * 1024;

function asMethod(method: string): HttpRequest['method'] {
  if (method === 'GET' || method === 'POST' || method === 'PUT' || method === 'DELETE') return method;
  throw new Error(`no request is made with ${method}`);
}

/** The body is decoded already. */
function withoutEncoding(headers: Readonly<Record<string, string>>): Record<string, string> {
  const { 'content-encoding': _encoding, 'content-length': _length, ...rest } = headers;
  return rest;
}
