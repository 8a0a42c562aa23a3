// Registers again on the word of the key that the device still has. Reaches the network.
// The token that the service gives for it serves once, so it is never kept: after a lost answer another is asked for.

import type { DeviceId } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import type { RekeyRequest } from '../../model/wire/schemas.js';
import type { Api } from './api.js';
import type { RegistrationOrder, RegistrationParts } from './registration.js';
import { register } from './registration.js';

export interface Rekeying extends Pick<RegistrationOrder, 'device' | 'agentVersion'> {
  /** `clone`: a fresh registration with a new key. `lost-token`: the same device with the key it has. */
  readonly why: RekeyRequest['why'];
}

export async function rekey(
  parts: RegistrationParts & { readonly api: Pick<Api, 'rekey'> },
  { why, device, agentVersion }: Rekeying,
  signal: AbortSignal,
): Promise<Result<DeviceId>> {
  const expected = why === 'clone' ? undefined : parts.memory.load().registration?.device;
  const given = await parts.api.rekey({ why }, signal);
  if (!given.ok) return given;
  const order: RegistrationOrder = {
    secret: given.value.token,
    device,
    agentVersion,
    key: why === 'clone' ? 'new' : 'own',
    ...(expected === undefined ? {} : { expected }),
  };
  return register(parts, order, signal);
}
