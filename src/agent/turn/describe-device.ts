// What the device says of itself to the service: the machine's own word, with what the survey and the last look at it
// found. No I/O of its own.

import type { DeviceDescription, DirectoryLink } from '../../model/wire/schemas.js';
import { withLook } from '../inventory/inventory.js';
import type { Draft } from './draft.js';
import type { Machine } from './ports.js';

export async function describeDevice(
  machine: Pick<Machine, 'describe'>,
  { claims, survey, inventory }: Pick<Draft, 'claims' | 'survey' | 'inventory'>,
): Promise<DeviceDescription> {
  const device = withLook(await machine.describe(claims?.tags ?? []), inventory);
  const directory = directoryOf(survey);
  const role = roleOf(device, survey);
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

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A join whose device id or kind the system does not tell is none that the service could link to. */
function directoryOf(survey: Draft['survey']): DirectoryLink | undefined {
  const identity = survey?.identity;
  if (identity?.device === undefined || identity.trust === undefined) return undefined;
  const [deviceId, tenantId] = [identity.device.toLowerCase(), identity.tenant.toLowerCase()];
  return GUID.test(deviceId) && GUID.test(tenantId)
    ? { deviceId, tenantId, trustType: identity.trust }
    : undefined;
}
