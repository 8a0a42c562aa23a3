// The epoch of the tenant, and the statements signed offline that raised it.

import type { Store } from './database.js';
import { raiseGeneration } from './tenants.js';

export interface EpochStatement {
  readonly epoch: number;
  readonly jws: string;
  readonly why: string | undefined;
  readonly at: number;
}

/** More than that were never raised while nobody looked: it is the word of a single device, which may be wrong. */
const BELIEVED = 1000;

/** Devices may know a higher one than this database, when it was raised after the backup was made. */
export async function highestEpochSeen(store: Store): Promise<number> {
  const ours = await readEpoch(store);
  const row = await store
    .selectFrom('presence')
    .select((eb) => eb.fn.max<number | null>('epoch').as('epoch'))
    .where('epoch', '<=', ours + BELIEVED)
    .executeTakeFirst();
  return Math.max(row?.epoch ?? 1, ours);
}

/** Every assignment is signed anew under it. */
export async function saveEpoch(store: Store, statement: EpochStatement): Promise<void> {
  await store
    .insertInto('epoch_statement')
    .values({ ...statement, why: statement.why ?? null })
    .execute();
  await store.updateTable('tenant').set({ epoch: statement.epoch }).execute();
  await raiseGeneration(store);
}

/** Undefined while the epoch is the first one. */
export async function findEpochStatement(store: Store, epoch: number): Promise<string | undefined> {
  const row = await store
    .selectFrom('epoch_statement')
    .select('jws')
    .where('epoch', '=', epoch)
    .executeTakeFirst();
  return row?.jws;
}

async function readEpoch(store: Store): Promise<number> {
  const row = await store.selectFrom('tenant').select('epoch').executeTakeFirstOrThrow();
  return row.epoch;
}
