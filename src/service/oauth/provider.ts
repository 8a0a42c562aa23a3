// The authorization server: oidc-provider, told to know devices only. Traps: PROTOCOL 2.12 of the product.

import { createHash } from 'node:crypto';
import type { JWK } from 'jose';
import type { Configuration } from 'oidc-provider';
import Provider, { errors } from 'oidc-provider';
import type { Log } from '../../model/ports.js';
import type { SecretRandom } from '../random.js';
import type { Tenant } from '../store/tenants.js';
import type { AdapterParts } from './adapter.js';
import { createAdapter } from './adapter.js';
import type { PolicyParts } from './registration-policy.js';
import { createRegistrationPolicy, REGISTRATION_POLICY } from './registration-policy.js';

export interface ProviderParts extends PolicyParts, AdapterParts {
  readonly tenant: Tenant;
  /** Those of access tokens and of the newest set. */
  readonly publishedKeys: readonly JWK[];
  readonly random: SecretRandom;
  readonly log: Log;
}

/** Paths of the authorization server; only these are reachable. */
export const OAUTH_ROUTES = {
  registration: '/oauth/register',
  token: '/oauth/token',
  jwks: '/oauth/jwks',
} as const;

/** Audience of access tokens. */
export const audienceOf = (origin: string): string => `${origin}/v1`;

/** Unit: seconds. */
const TOKEN_LIFE = 12 * 3600;
const CLOCK_TOLERANCE = 300;

/** The issuer is the origin, so that the metadata document stands at its root. */
export function createProvider(parts: ProviderParts): Provider {
  const provider = new Provider(parts.origin(), configure(parts));
  provider.proxy = true;
  // Else the framework below prints each connection that breaks off, stack and all; errors are heard as events.
  provider.silent = true;
  logEvents(provider, parts.log);
  return provider;
}

/** Who came, who changed its key, who left, who was turned away. No token or key is named. */
function logEvents(provider: Provider, log: Log): void {
  provider.on('registration_create.success', (_ctx, { clientId }) =>
    log.info('device-registered', { device: clientId }),
  );
  provider.on('registration_update.success', (_ctx, { clientId }) =>
    log.info('device-registration-changed', { device: clientId }),
  );
  provider.on('registration_delete.success', (_ctx, { clientId }) =>
    log.info('device-left', { device: clientId }),
  );
  provider.on('registration_create.error', (_ctx, { error, error_description: why }) =>
    log.warn('registration-refused', { error, why }),
  );
  provider.on('grant.error', (_ctx, { error, error_description: why }) =>
    log.warn('token-refused', { error, why }),
  );
  provider.on('server_error', (_ctx, { name, message }) => log.error('oauth-failed', { name, message }));
}

function configure(parts: ProviderParts): Configuration {
  const { tenant, random, origin } = parts;
  const tokenKey = tenant.keys.findLast(({ purpose }) => purpose === 'token');
  if (tokenKey === undefined) throw new Error('the tenant has no token key: the database is incomplete');
  return {
    adapter: createAdapter(parts),
    jwks: { keys: parts.publishedKeys.map(privateKey) },
    clockTolerance: CLOCK_TOLERANCE,
    clientAuthMethods: ['private_key_jwt'],
    enabledJWA: {
      clientAuthSigningAlgValues: ['ES256'],
      dPoPSigningAlgValues: ['ES256'],
      idTokenSigningAlgValues: ['ES256'],
    },
    clientDefaults: {
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'ES256',
      id_token_signed_response_alg: 'ES256',
      dpop_bound_access_tokens: true,
    },
    scopes: [],
    responseTypes: ['none'],
    routes: OAUTH_ROUTES,
    ttl: { ClientCredentials: TOKEN_LIFE },
    features: features(parts, {
      kid: tokenKey.kid,
      idFactory: () => random.uuid(),
      audience: () => audienceOf(origin()),
    }),
    renderError: (ctx, out) => {
      ctx.type = 'json';
      ctx.body = JSON.stringify(out);
    },
  };
}

function features(
  parts: ProviderParts,
  made: { readonly kid: string; readonly idFactory: () => string; readonly audience: () => string },
): NonNullable<Configuration['features']> {
  return {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    pushedAuthorizationRequests: { enabled: false },
    clientCredentials: { enabled: true },
    registration: {
      enabled: true,
      initialAccessToken: true,
      idFactory: made.idFactory,
      policies: { [REGISTRATION_POLICY]: createRegistrationPolicy(parts) },
    },
    registrationManagement: { enabled: true, rotateRegistrationAccessToken: true },
    dPoP: {
      enabled: true,
      // A nonce is asked for only when the time of a proof is off: else each call would be two.
      requireNonce: () => false,
      nonceSecret: createHash('sha256').update(`oauth:${parts.tenant.nonceSecret}`).digest(),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => made.audience(),
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== made.audience()) throw new errors.InvalidTarget();
        return {
          scope: '',
          audience: made.audience(),
          accessTokenTTL: TOKEN_LIFE,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256', kid: made.kid } },
        };
      },
    },
  };
}

/** Its type wants the private member; the database holds nothing else. */
function privateKey(jwk: JWK) {
  const { kty, crv, x, y, d, kid } = jwk;
  if (kty !== 'EC' || crv === undefined || x === undefined || y === undefined || d === undefined)
    throw new Error('a key of the tenant is not a private P-256 key: the database is damaged');
  return { kty, crv, x, y, d, ...(kid === undefined ? {} : { kid }), alg: 'ES256', use: 'sig' } as const;
}
