// What is answered where a copy of the device seems to be at work: flagged, logged, refused. It may ask to re-key.

import type { FastifyReply } from 'fastify';
import type { Clock, Log } from '../../model/ports.js';
import { sendProblem } from '../problem.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { markCopied } from '../store/presence.js';

export interface CopiedParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** A number that does not rise: a replay, a copied disk or a restored snapshot. */
export async function refuseRegressed(
  { store, clock, log }: CopiedParts,
  device: Device,
  reply: FastifyReply,
): Promise<FastifyReply> {
  await markCopied(store, device.id, { at: clock.now() });
  log.warn('seq-regressed', { device: device.id, correlationId: reply.request.id });
  return sendProblem(reply, { code: 'seq-regressed', detail: 'a copy of this device may be at work' });
}

export async function refuseClone(
  { store, clock, log }: CopiedParts,
  device: Device,
  { why, reply }: { readonly why: string; readonly reply: FastifyReply },
): Promise<FastifyReply> {
  await markCopied(store, device.id, { at: clock.now(), why });
  log.warn('clone-suspected', { device: device.id, why, correlationId: reply.request.id });
  return sendProblem(reply, { code: 'clone-suspected', detail: why });
}
