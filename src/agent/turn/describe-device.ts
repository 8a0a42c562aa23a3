// What the device says of itself to the service, at registration and in the inventory: the machine's own word, with
// what the survey and the last look at it found. No I/O of its own.

import { directoryLink } from '../../enroll/directory.js';
import type { DeviceDescription } from '../../model/wire/schemas.js';
import { withLook } from '../inventory/inventory.js';
import type { Draft } from './draft.js';
import { tenantOf } from './enrollment.js';
import type { TurnPorts } from './ports.js';

export async function describeDevice(
  { machine }: { readonly machine: Pick<TurnPorts['machine'], 'describe'> },
  draft: Pick<Draft, 'claims' | 'survey' | 'probes' | 'state' | 'inventory'>,
): Promise<DeviceDescription> {
  const device = withLook(await machine.describe(draft.claims?.tags ?? []), draft.inventory);
  const directory = directoryLink(draft.probes?.probes ?? [], tenantOf(draft));
  const role = roleOf(device, draft.survey);
  return {
    ...device,
    ...(role === undefined ? {} : { role }),
    ...(directory === undefined ? {} : { directory }),
  };
}

/** Only Windows has domain controllers here, and a scope of its own for each role. */
function roleOf({ os, role }: DeviceDescription, survey: Draft['survey']): DeviceDescription['role'] {
  const isController = survey?.fit.some((one) => one.case === 'domain-controller' && one.answer === 'yes');
  if (isController === true) return 'domain-controller';
  return role ?? (os.type === 'Windows Server' ? 'server' : undefined);
}
