// Replaces the device key when its time has come or the service asks. What fails is tried again the next day: the old
// key goes on counting.

import { describeFault } from '../../model/result.js';
import type { ServiceClient } from '../net/service-client.js';
import type { TurnPorts } from './ports.js';

/** Begins and ends within the turn, so the life cycle does not hear of it. `asked`: by the service. */
export async function rotateWhenDue(
  { log }: TurnPorts,
  client: ServiceClient,
  asked: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (!client.isKeyDue(asked)) return;
  const rotated = await client.rotateKey(signal);
  if (rotated.ok) log.info('key-rotated', {});
  else log.warn('key-not-rotated', { why: describeFault(rotated.error) });
}
