// Deny by default: every route says who may call it, and one that does not stops the start.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authorise, Caller, Denial } from './dpop/authorise.js';
import { sendProblem } from './problem.js';

/** `oauth`: the authorization server judges by itself. */
export type Access = 'public' | 'device' | 'oauth';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
    /** For /openapi.json. */
    summary?: string;
  }
}

const CALLER = 'caller';

export function requireAccess(app: FastifyInstance, authorise: Authorise, origin: () => string): void {
  app.decorateRequest(CALLER, null);
  app.addHook('onRoute', (route) => {
    if (route.config?.access === undefined)
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it`);
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.access !== 'device') return;
    const path = request.url.split('?', 1)[0] ?? '';
    const authorised = await authorise({
      authorization: request.headers.authorization,
      proof: single(request, 'dpop'),
      method: request.method,
      url: `${origin()}${path}`,
    });
    if (!authorised.ok) return deny(reply, authorised.error);
    request.setDecorator(CALLER, authorised.value);
  });
}

/** Only in routes with access `device`: there it is set, or the request has been answered. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = request.getDecorator<Caller | null>(CALLER);
  if (caller === null) throw new Error('a route asks for its caller without requiring one');
  return caller;
}

/** A repeated header is joined by commas, which no proof holds. */
function single(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' && !value.includes(',') ? value : undefined;
}

/** For a proof that fails only once the body is there, too. */
export function deny(reply: FastifyReply, denial: Denial): FastifyReply {
  if (denial.challenge !== undefined)
    reply.header('WWW-Authenticate', `DPoP error="${denial.challenge}", algs="ES256"`);
  if (denial.nonce !== undefined) reply.header('DPoP-Nonce', denial.nonce);
  return sendProblem(reply, { code: denial.code, status: denial.status, detail: denial.detail });
}
