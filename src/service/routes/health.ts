// GET /healthz: the process answers. GET /readyz: it can also reach its database.

import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { sendProblem } from '../problem.js';
import type { Store } from '../store/database.js';
import { isAnswering } from '../store/database.js';

const Health = Type.Object({ status: Type.Literal('ok') });

export function healthRoutes(app: FastifyInstance, store: Store): void {
  app.get(
    '/healthz',
    { config: { access: 'public', summary: 'The process answers' }, schema: { response: { 200: Health } } },
    async () => ({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    { config: { access: 'public', summary: 'The database answers' }, schema: { response: { 200: Health } } },
    async (_request, reply) =>
      (await isAnswering(store).catch(() => false))
        ? { status: 'ok' }
        : sendProblem(reply, { code: 'unavailable', retryAfter: 30, detail: 'the database does not answer' }),
  );
}
