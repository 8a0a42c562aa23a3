// Makes a new tenant with its keys; opens the data folder of an existing one. Writes the offline key beside the database.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantId } from '../model/ids.js';
import { tenantId } from '../model/ids.js';
import type { Clock } from '../model/ports.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import { checkDataFolder, makeDataFolder, writePrivateFile } from './data-folder.js';
import type { SecretRandom } from './random.js';
import { generateTenantKey, publicOf } from './signing.js';
import type { Store } from './store/database.js';
import { closeStore, inTransaction, openStore } from './store/database.js';
import type { Tenant } from './store/tenants.js';
import { insertTenant, readTenant } from './store/tenants.js';

export interface OpenTenant {
  readonly store: Store;
  readonly tenant: Tenant;
}

export const databaseFile = (dataDir: string): string => join(dataDir, 'holdfast-service.db');

/** To be moved off the machine: who has it can take every device back to an older state of the service. */
export const offlineKeyFile = (dataDir: string): string => join(dataDir, 'offline-key.json');

export interface TenantOrder {
  readonly name: string;
  /** That of the directory whose devices register here; one of its own where there is none. */
  readonly id?: TenantId | undefined;
}

/** Refuses a folder that already holds one: its keys are what every device trusts. */
export async function initTenant(
  dataDir: string,
  order: TenantOrder,
  { clock, random }: { readonly clock: Clock; readonly random: SecretRandom },
): Promise<Result<Tenant, string>> {
  const file = databaseFile(dataDir);
  if (existsSync(file)) return fail(`${file} exists already and is left as it is`);
  const made = makeDataFolder(dataDir);
  if (!made.ok) return made;
  const offline = await generateTenantKey('offline');
  const written = writePrivateFile(offlineKeyFile(dataDir), `${JSON.stringify(offline.jwk)}\n`);
  if (!written.ok) return written;
  const createdAt = clock.now();
  const signing = await generateTenantKey('signing');
  const tenant: Tenant = {
    id: order.id ?? tenantId(random.uuid()),
    name: order.name,
    createdAt,
    url: undefined,
    mode: 'enforce',
    nonceSecret: random.secret(),
    keys: [signing, await generateTenantKey('token'), { ...offline, jwk: publicOf(offline.jwk) }],
    keySets: [{ ver: 0, kids: [signing.kid], jws: undefined, createdAt }],
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
