// Hands the paths of the authorization server over to it, raw, under the public origin whatever the request says.

import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { RegistrationRequest } from '../../model/wire/schemas.js';
import type { RawHandler } from '../oauth/current-provider.js';
import { OAUTH_ROUTES } from '../oauth/provider.js';
import type { Answer } from '../openapi.js';
import type { LimitedCall } from '../rate-limit.js';

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const client = `${OAUTH_ROUTES.registration}/:id`;

interface OAuthRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly summary: string;
  readonly limit?: LimitedCall;
  readonly answers: readonly Answer[];
  readonly schema?: { readonly params?: unknown; readonly body?: unknown };
}

/** Bodies are judged by the authorization server; the schema stands here for /openapi.json. */
const rows: readonly OAuthRoute[] = [
  {
    method: 'GET',
    url: '/.well-known/oauth-authorization-server',
    summary: 'Metadata of the authorization server (RFC 8414)',
    answers: [{ status: 200, description: 'Done', type: 'application/json' }],
  },
  {
    method: 'GET',
    url: OAUTH_ROUTES.jwks,
    summary: 'Keys of the service (RFC 7517)',
    answers: [{ status: 200, description: 'Done', type: 'application/jwk-set+json' }],
  },
  {
    method: 'POST',
    url: OAUTH_ROUTES.registration,
    summary: 'Registers a device (RFC 7591)',
    limit: 'register',
    answers: [{ status: 201, description: 'Registered', type: 'application/json' }],
    schema: { body: RegistrationRequest },
  },
  {
    method: 'GET',
    url: client,
    summary: 'Reads the registration (RFC 7592)',
    limit: 'token',
    answers: [{ status: 200, description: 'Done', type: 'application/json' }],
    schema: { params: Params },
  },
  {
    method: 'PUT',
    url: client,
    summary: 'Rotates the key (RFC 7592)',
    limit: 'token',
    answers: [{ status: 200, description: 'Done', type: 'application/json' }],
    schema: { params: Params, body: RegistrationRequest },
  },
  {
    method: 'DELETE',
    url: client,
    summary: 'The device leaves (RFC 7592)',
    limit: 'token',
    answers: [{ status: 204, description: 'It has left' }],
    schema: { params: Params },
  },
  {
    method: 'POST',
    url: OAUTH_ROUTES.token,
    summary: 'Access token (RFC 6749, RFC 7523, RFC 9449)',
    limit: 'token',
    answers: [{ status: 200, description: 'Done', type: 'application/json' }],
  },
];

export function oauthRoutes(
  app: FastifyInstance,
  handler: () => Promise<RawHandler>,
  origin: () => string,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.setValidatorCompiler(() => () => true);
    for (const { method, url, summary, limit, answers, schema } of rows)
      scope.route({
        method,
        url,
        config: { access: 'oauth', summary, answers, ...(limit === undefined ? {} : { limit }) },
        ...(schema === undefined ? {} : { schema }),
        handler: async (request, reply) => {
          const handle = await handler();
          reply.hijack();
          pretendOrigin(request.raw, origin());
          void handle(request.raw, reply.raw);
        },
      });
  });
}

/** A request line that names a whole address would otherwise decide what the metadata says. */
function pretendOrigin(request: IncomingMessage, origin: string): void {
  const { host, protocol } = new URL(origin);
  request.url = request.url?.replace(/^https?:\/\/[^/?#]*/i, '');
  request.headers.host = host;
  request.headers['x-forwarded-host'] = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
}
