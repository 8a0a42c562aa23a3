// Replaces the device key when its time has come or the service asks. What fails is tried again the next day: the old
// key goes on counting.

import type { Fault, Result } from '../../model/result.js';
import { describeFault, ok } from '../../model/result.js';
import type { ServiceClient } from '../net/service-client.js';
import { describeDevice } from './describe-device.js';
import type { Draft } from './draft.js';
import type { TurnPorts } from './ports.js';
import { countRegistration } from './registering.js';

/** Begins and ends within the turn, so the life cycle does not hear of it. `asked`: by the service. */
export async function rotateWhenDue(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  asked: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (!client.isKeyDue(asked)) return;
  const { log } = ports;
  const rotated = await client.rotateKey(signal);
  if (rotated.ok) return log.info('key-rotated', {});
  log.warn('key-not-rotated', { why: describeFault(rotated.error) });
  if (isTokenRefused(rotated.error)) await renewRegistration(ports, draft, client, signal);
}

export const isTokenRefused = (fault: Fault): boolean =>
  fault.kind === 'refused' && fault.code === 'management-token-refused';

/** The registration token is lost: the same device registers again on the word of its key. */
export async function renewRegistration(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  signal: AbortSignal,
): Promise<Result<void>> {
  const { log, clock, agentVersion } = ports;
  const device = await describeDevice(ports, draft);
  const renewed = await client.rekey({ why: 'lost-token', device, agentVersion }, signal);
  if (renewed.ok) {
    countRegistration(draft, clock.now());
    log.info('registration-renewed', { device: renewed.value });
    return ok(undefined);
  }
  log.warn('registration-not-renewed', { why: describeFault(renewed.error) });
  return renewed;
}
