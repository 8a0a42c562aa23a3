// The directory identity that a device has already (a join), as registration and inventory say it. Pure.

import type { TenantId } from '../model/ids.js';
import type { Probe } from '../model/probe.js';
import type { DirectoryLink } from '../model/wire/schemas.js';
import { validateDirectoryLink } from '../model/wire/validators.js';

/** Only of our own tenant, and only whole: half an identity would link to nothing. */
export function directoryLink(
  probes: readonly Probe[],
  tenant: TenantId | undefined,
): DirectoryLink | undefined {
  for (const probe of probes) {
    if (probe.asks !== 'tenant' || probe.answer.is !== 'joined') continue;
    const { device, tenant: joined, trust } = probe.answer;
    const tenantId = joined.toLowerCase();
    const link = { deviceId: device?.toLowerCase(), tenantId, trustType: trust };
    if (tenantId === tenant?.toLowerCase() && validateDirectoryLink(link)) return link;
  }
  return undefined;
}
