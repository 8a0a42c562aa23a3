// The HTTP side: routes behind their access rules, one form of error for all that goes wrong.

import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Fastify from 'fastify';
import type { Log } from '../model/ports.js';
import { callerOf, deny, requireAccess } from './access.js';
import type { IssueParts } from './assignment/issue.js';
import { checkDigest, readBody } from './body.js';
import type { Authorise } from './dpop/authorise.js';
import type { WaitingRoom } from './events/waiting-room.js';
import { answerMalformed } from './malformed.js';
import type { RawHandler } from './oauth/current-provider.js';
import type { DescribedRoute } from './openapi.js';
import { describeRoute, describeService } from './openapi.js';
import { limitInFlight } from './overload.js';
import type { ProblemDetail } from './problem.js';
import { problemOf, sendProblem } from './problem.js';
import type { SecretRandom } from './random.js';
import type { Rates } from './rate-limit.js';
import { limitSources } from './rate-limit.js';
import { checkinRoute } from './routes/checkin.js';
import { documentRoute } from './routes/documents.js';
import { eventsRoute } from './routes/events.js';
import { healthRoutes } from './routes/health.js';
import { inventoryRoute } from './routes/inventory.js';
import { oauthRoutes } from './routes/oauth.js';
import { rekeyRoute } from './routes/rekey.js';
import { reportRoute } from './routes/reports.js';
import { wakeRoute } from './routes/wake.js';
import type { Store } from './store/database.js';
import { isUnavailable } from './store/database.js';

export interface AppParts extends IssueParts {
  readonly waitingRoom: WaitingRoom;
  readonly store: Store;
  readonly authorise: Authorise;
  readonly oauth: () => Promise<RawHandler>;
  readonly random: SecretRandom;
  readonly log: Log;
  readonly version: string;
  /** Requests worked on at once. */
  readonly inFlight: number;
  /** Of one source at the authorization server. */
  readonly rates: Rates;
  /** Addresses of proxies whose word on the source is believed. */
  readonly proxies: ReadonlySet<string>;
  readonly tls: { readonly cert: string; readonly key: string } | undefined;
}

const JSON_ANSWER = { status: 200, description: 'OpenAPI 3.1', type: 'application/json' } as const;
/** How long headers may take, and how often the runtime looks for what is overdue. Unit: milliseconds. */
const PATIENCE = { headersTimeout: 15_000, connectionsCheckingInterval: 5000 };
/** Unit: seconds. */
const DATABASE_AGAIN = 60;

export function createApp(parts: AppParts): FastifyInstance {
  const app: FastifyInstance = Fastify({
    logger: false,
    bodyLimit: 65_536,
    requestTimeout: 30_000,
    clientErrorHandler: answerMalformed(parts.random),
    exposeHeadRoutes: false,
    // While stopping, what still comes over an open connection is answered as ever, and the connection closed.
    return503OnClosing: false,
    genReqId: () => parts.random.uuid(),
    requestIdHeader: false,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
    frameworkErrors: (error, request, reply) => void answerError(parts.log, error, request, reply),
    ...(parts.tls === undefined
      ? { http: PATIENCE }
      : { https: { ...parts.tls, ...PATIENCE, minVersion: 'TLSv1.2' as const } }),
  });
  const routes: DescribedRoute[] = [];
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(parts.log, error, request, reply));
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, { code: 'not-found' }));
  app.addHook('onRoute', (route) => void routes.push(...describeRoute(route)));
  const atOnce = Math.ceil(parts.inFlight / 4);
  limitSources(app, { clock: parts.clock, rates: parts.rates, atOnce, proxies: parts.proxies });
  limitInFlight(app, parts.inFlight, parts.random);
  requireAccess(app, parts.authorise, parts.origin);
  healthRoutes(app, parts.store);
  oauthRoutes(app, parts.oauth, parts.origin);
  wakeRoute(app, parts);
  app.register(async (scope) => deviceRoutes(scope, parts));
  app.get(
    '/openapi.json',
    { config: { access: 'public', summary: 'This description', answers: [JSON_ANSWER] } },
    async () => describeService(routes, parts.version),
  );
  return app;
}

/** `/v1`: the raw body is kept until the proof was compared with it. */
function deviceRoutes(scope: FastifyInstance, parts: AppParts): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  scope.addHook('preValidation', async (request, reply) => {
    if (request.method === 'GET') return;
    const sent = {
      bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      encoding: request.headers['content-encoding'],
      digest: callerOf(request).bodyDigest,
    };
    const proven = checkDigest(sent);
    if (!proven.ok) return deny(reply, proven.error);
    const read = await readBody(sent);
    if (!read.ok) return sendProblem(reply, read.error);
    request.body = read.value;
  });
  checkinRoute(scope, parts);
  documentRoute(scope, parts.store);
  reportRoute(scope, parts);
  inventoryRoute(scope, parts);
  rekeyRoute(scope, parts);
  eventsRoute(scope, parts);
}

function answerError(
  log: Log,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = describeError(error);
  if (problem.code !== 'internal' && problem.code !== 'unavailable') return sendProblem(reply, problem);
  const { correlationId } = problemOf(problem, request.id);
  log.error('request-failed', { correlationId, route: request.routeOptions.url, message: error.message });
  return sendProblem(reply, problem);
}

function describeError(error: FastifyError): ProblemDetail {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'too-large' };
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return { code: 'unsupported-media-type', detail: 'the body must be application/json' };
  if (isUnavailable(error)) return { code: 'unavailable', retryAfter: DATABASE_AGAIN };
  if (error.validation !== undefined) return { code: 'invalid-request', detail: error.message };
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500
    ? { code: 'invalid-request', status, detail: error.message }
    : { code: 'internal' };
}
