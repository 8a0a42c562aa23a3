// The device as registration and inventory describe it: the machine, the tags of the onboarding file, and the
// directory identity that it has already.

import { directoryLink } from '../../enroll/directory.js';
import type { DeviceDescription } from '../../model/wire/schemas.js';
import type { Draft } from './draft.js';
import { tenantOf } from './enrollment.js';
import type { TurnPorts } from './ports.js';

export async function describeDevice(
  { machine }: Pick<TurnPorts, 'machine'>,
  draft: Draft,
): Promise<DeviceDescription> {
  const described = await machine.describe(draft.claims?.tags ?? []);
  const directory = directoryLink(draft.probes?.probes ?? [], tenantOf(draft));
  return directory === undefined ? described : { ...described, directory };
}
