// What a sequence number that does not rise means: a replay, a copied disk or a restored snapshot. Flagged, logged, refused.

import type { FastifyReply } from 'fastify';
import type { Clock, Log } from '../../model/ports.js';
import { sendProblem } from '../problem.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { markRegressed } from '../store/presence.js';

export interface RegressedParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

export async function refuseRegressed(
  { store, clock, log }: RegressedParts,
  device: Device,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await markRegressed(store, device.id, clock.now());
  log.warn('seq-regressed', { device: device.id, correlationId: reply.request.id });
  return sendProblem(reply, { code: 'seq-regressed', detail: 'a copy of this device may be at work' });
}
