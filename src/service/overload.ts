// Under too much load new requests are refused before any work, with a time to come back.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Random } from '../model/ports.js';
import { sendProblem } from './problem.js';

/** Unit: seconds; a random part of as much again spreads those who come back. */
const COME_BACK_AFTER = 30;

const FREE = 'freePlace';

export function limitInFlight(app: FastifyInstance, limit: number, random: Random): void {
  let inFlight = 0;
  app.decorateRequest(FREE, null);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.access === 'public') return;
    if (inFlight >= limit) {
      const retryAfter = COME_BACK_AFTER + Math.floor(random.fraction() * COME_BACK_AFTER);
      return sendProblem(reply, { code: 'unavailable', retryAfter, detail: 'too many requests at once' });
    }
    inFlight += 1;
    let holds = true;
    const free = (): void => {
      if (holds) inFlight -= 1;
      holds = false;
    };
    request.setDecorator(FREE, free);
    reply.raw.once('close', free);
  });
}

/** For a request that from now on only waits, and is counted where it waits. */
export function leavePlace(request: FastifyRequest): void {
  request.getDecorator<(() => void) | null>(FREE)?.();
}
