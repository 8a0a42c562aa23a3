// POST /v1/events:poll: events of the calling device as signed tokens, held until there is one (RFC 8936, RFC 8417).

import type { FastifyInstance } from 'fastify';
import type { Clock, Log } from '../../model/ports.js';
import { EVENT_TYPE } from '../../model/wire/problem-codes.js';
import type { EventClaims, EventsPollRequest } from '../../model/wire/schemas.js';
import { EventsPollAnswer as Answer, EventsPollRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import type { WaitingRoom } from '../events/waiting-room.js';
import { leavePlace } from '../overload.js';
import { sendProblem } from '../problem.js';
import type { Signer } from '../signing.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import type { DeviceEvent } from '../store/events.js';
import { deleteEvents, listEvents } from '../store/events.js';
import { readPresence } from '../store/presence.js';

export interface EventParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly signer: Signer;
  readonly origin: () => string;
  readonly waitingRoom: WaitingRoom;
}

const MOST = 10;
/** Unit: seconds. */
const FULL_AGAIN = 60;

export function eventsRoute(app: FastifyInstance, parts: EventParts): void {
  const { store, clock, log, waitingRoom } = parts;
  app.addHook('preClose', async () => waitingRoom.close());
  app.post<{ Body: EventsPollRequest }>(
    // Written twice, a colon is no parameter.
    '/v1/events::poll',
    {
      bodyLimit: 16_384,
      config: { access: 'device', summary: 'Events of the device, held for up to 50 seconds (RFC 8936)' },
      schema: { body: Request, response: { 200: Answer } },
    },
    async (request, reply) => {
      const { device } = callerOf(request);
      const { maxEvents: most = MOST, returnImmediately = false, ack = [], setErrs = {} } = request.body;
      for (const [jti, { err }] of Object.entries(setErrs))
        log.warn('event-not-taken', { device: device.id, jti, err });
      await deleteEvents(store, device.id, [...ack, ...Object.keys(setErrs)]);
      const list = () => listEvents(store, device.id, { at: clock.now(), most: most + 1 });
      const first = await list();
      if (first.length > 0 || returnImmediately || most === 0)
        return reply.send(await answer(parts, device, first, most));
      const seat = waitingRoom.enter(device.id);
      if (seat === undefined)
        return sendProblem(reply, {
          code: 'unavailable',
          retryAfter: FULL_AGAIN,
          detail: 'too many polls are held; look at /v1/wake instead',
        });
      // It only waits from here on: others may have its place among the requests that are worked on.
      leavePlace(request);
      reply.raw.once('close', seat.leave);
      // What was put between the first look and the entry calls nobody.
      if ((await list()).length > 0) seat.leave();
      await seat.called;
      return reply.send(await answer(parts, device, await list(), most));
    },
  );
}

async function answer(
  { store, signer, origin }: EventParts,
  device: Device,
  found: readonly DeviceEvent[],
  most: number,
): Promise<Answer> {
  await signer.refresh(store);
  // A device that has not followed the newest set of keys must be able to check it, too.
  const trusted = (await readPresence(store, device.id))?.keySet ?? 0;
  const sets: Record<string, string> = {};
  for (const { jti, event, createdAt, expiresAt } of found.slice(0, most)) {
    const claims: EventClaims = {
      iss: origin(),
      aud: device.id,
      iat: Math.floor(createdAt / 1000),
      exp: Math.floor(expiresAt / 1000),
      jti,
      events: { [event]: {} },
    };
    sets[jti] = await signer.sign(EVENT_TYPE, claims, trusted);
  }
  return { sets, moreAvailable: found.length > most };
}
