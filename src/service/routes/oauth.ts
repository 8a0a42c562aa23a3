// Hands the paths of the authorization server over to it, raw, under the public origin whatever the Host header says.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { RegistrationRequest } from '../../model/wire/schemas.js';
import { OAUTH_ROUTES } from '../oauth/provider.js';

export type RawHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

const Params = Type.Object({ id: Type.String({ maxLength: 64 }) });
const client = `${OAUTH_ROUTES.registration}/:id`;

/** Bodies are judged by the authorization server; the schema stands here for /openapi.json. */
const rows = [
  ['GET', '/.well-known/oauth-authorization-server', 'Metadata of the authorization server (RFC 8414)'],
  ['GET', OAUTH_ROUTES.jwks, 'Keys of the service (RFC 7517)'],
  ['POST', OAUTH_ROUTES.registration, 'Registers a device (RFC 7591)', { body: RegistrationRequest }],
  ['GET', client, 'Reads the registration (RFC 7592)', { params: Params }],
  ['PUT', client, 'Rotates the key (RFC 7592)', { params: Params, body: RegistrationRequest }],
  ['DELETE', client, 'The device leaves (RFC 7592)', { params: Params }],
  ['POST', OAUTH_ROUTES.token, 'Access token (RFC 6749, RFC 7523, RFC 9449)'],
] as const;

export function oauthRoutes(app: FastifyInstance, handler: () => RawHandler, origin: () => string): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null));
    scope.setValidatorCompiler(() => () => true);
    for (const [method, url, summary, schema] of rows)
      scope.route({
        method,
        url,
        config: { access: 'oauth', summary },
        ...(schema === undefined ? {} : { schema }),
        handler: (request, reply) => {
          reply.hijack();
          pretendOrigin(request.raw, origin());
          handler()(request.raw, reply.raw);
        },
      });
  });
}

function pretendOrigin(request: IncomingMessage, origin: string): void {
  const { host, protocol } = new URL(origin);
  request.headers.host = host;
  request.headers['x-forwarded-host'] = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
}
