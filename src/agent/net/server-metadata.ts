// Where the authorization server takes registrations and gives tokens (RFC 8414). Asked once, at registration.

import type * as OAuth from 'oauth4webapi';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { createFetchFacade } from './fetch-facade.js';
import type { HttpClient } from './http-client.js';
import { originOf } from './http-client.js';
import { attemptOAuth } from './oauth-faults.js';

export interface ServerMetadata {
  readonly server: OAuth.AuthorizationServer;
  readonly tokenEndpoint: string;
}

/** The issuer is an origin, and everything that a device sends its proofs to lies on it. */
export async function discover(
  http: HttpClient,
  issuer: string,
  signal: AbortSignal,
): Promise<Result<ServerMetadata>> {
  const from = originOf(issuer);
  const expected = URL.parse(issuer);
  if (expected === null) return fail({ kind: 'unsafe', target: from, why: 'the issuer is not a URL' });
  const oauth = await import('oauth4webapi');
  const facade = createFetchFacade(http, signal);
  const found = await attemptOAuth(oauth, issuer, async () => {
    const response = await oauth.discoveryRequest(expected, {
      algorithm: 'oauth2',
      [oauth.customFetch]: facade.fetch,
      // Plain HTTP is refused by the client itself, but for loopback addresses.
      [oauth.allowInsecureRequests]: true,
      signal,
    });
    return oauth.processDiscoveryResponse(expected, response);
  });
  if (!found.ok) return found;
  const bad = (why: string) => fail({ kind: 'bad-reply', from, why } as const);
  const { registration_endpoint: registration, token_endpoint: tokenEndpoint } = found.value;
  if (registration === undefined || tokenEndpoint === undefined)
    return bad('its metadata names no registration or token endpoint');
  if (originOf(registration) !== from || originOf(tokenEndpoint) !== from)
    return bad('its metadata names an endpoint of another origin');
  return ok({ server: found.value, tokenEndpoint });
}
