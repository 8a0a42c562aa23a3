// The address that signed documents name: where the service last ran, or what the administrator says.

import { checkAddress } from '../address.js';
import type { Tenant } from '../store/tenants.js';
import { CommandFailed, WrongUse } from './context.js';

export function serviceAddress(tenant: Tenant, url: string | undefined): string {
  if (url !== undefined) {
    const origin = checkAddress({ host: '', port: 0, tls: true, url });
    if (!origin.ok || origin.value === undefined) throw new WrongUse(origin.ok ? '--url' : origin.error);
    return origin.value;
  }
  if (tenant.url === undefined)
    throw new CommandFailed('the address of the service is not known: run it once, or give --url');
  return tenant.url;
}
