// Where the service listens and under which origin it is known; plain HTTP stays on this machine. Pure.

import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';

export interface Listening {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Public address, where a proxy stands before the service. */
  readonly url: string | undefined;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

export function checkAddress({ host, tls, url }: Listening): Result<string | undefined, string> {
  if (url === undefined) {
    if (!tls && !LOOPBACK.test(host))
      return fail(`plain http is served on loopback only: give --tls-cert and --tls-key, or an https --url`);
    return ok(undefined);
  }
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol))
    return fail(`--url ${url} is not an http address`);
  if (parsed.pathname !== '/' || parsed.search !== '' || parsed.username !== '')
    return fail(`--url must be an origin such as https://holdfast.example.org, without a path`);
  if (parsed.protocol === 'http:' && !LOOPBACK.test(parsed.hostname.replace(/^\[|\]$/g, '')))
    return fail('--url must be https, as devices reach the service over a network');
  return ok(parsed.origin);
}

export function ownOrigin({ host, port, tls }: Omit<Listening, 'url'>): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return new URL(`${tls ? 'https' : 'http'}://${name}:${port}`).origin;
}
