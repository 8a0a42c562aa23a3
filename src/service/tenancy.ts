// Makes a new tenant with its keys; opens the data folder of an existing one.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tenantId } from '../model/ids.js';
import type { Clock } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { checkDataFolder, makeDataFolder } from './data-folder.js';
import type { SecretRandom } from './random.js';
import { generateTenantKey } from './signing.js';
import type { Store } from './store/database.js';
import { closeStore, inTransaction, openStore } from './store/database.js';
import type { Tenant } from './store/tenants.js';
import { insertTenant, readTenant } from './store/tenants.js';

export interface OpenTenant {
  readonly store: Store;
  readonly tenant: Tenant;
}

export const databaseFile = (dataDir: string): string => join(dataDir, 'holdfast-service.db');

/** Refuses a folder that already holds one: its keys are what every device trusts. */
export async function initTenant(
  dataDir: string,
  name: string,
  { clock, random }: { readonly clock: Clock; readonly random: SecretRandom },
): Promise<Result<Tenant, string>> {
  const file = databaseFile(dataDir);
  if (existsSync(file)) return fail(`${file} exists already and is left as it is`);
  const made = makeDataFolder(dataDir);
  if (!made.ok) return made;
  const createdAt = clock.now();
  const tenant: Tenant = {
    id: tenantId(random.uuid()),
    name,
    createdAt,
    url: undefined,
    mode: 'enforce',
    nonceSecret: random.secret(),
    keys: [await generateTenantKey('signing'), await generateTenantKey('token')],
  };
  const store = await openStore(file, createdAt);
  await inTransaction(store, (trx) => insertTenant(trx, tenant));
  await closeStore(store);
  return ok(tenant);
}

/** The caller closes the store. */
export async function openTenant(
  dataDir: string,
  clock: Clock,
  busyMs?: number,
): Promise<Result<OpenTenant, string>> {
  const file = databaseFile(dataDir);
  if (!existsSync(file)) return fail(`${file} is not there: run "holdfast-service init" first`);
  const ours = checkDataFolder(dataDir);
  if (!ours.ok) return ours;
  const store = await openStore(file, clock.now(), busyMs);
  const tenant = await readTenant(store);
  if (tenant !== undefined) return ok({ store, tenant });
  await closeStore(store);
  return fail(`${file} holds no tenant: "init" was cut short; remove the file and run it again`);
}
