// What of the tenant decides whether a device's assignment is still the right one: one small read for each check-in.

import type { Store } from './database.js';

export interface Standing {
  /** Rises with every change that can move a device's assignment. */
  readonly generation: number;
  readonly epoch: number;
  /** Version of the newest set of keys. */
  readonly keySet: number;
}

export async function readStanding(store: Store): Promise<Standing> {
  const { generation, epoch, key_set } = await store
    .selectFrom('tenant')
    .select(['generation', 'epoch'])
    .select((eb) =>
      eb
        .selectFrom('key_set')
        .select((inner) => inner.fn.max<number | null>('ver').as('ver'))
        .as('key_set'),
    )
    .executeTakeFirstOrThrow();
  return { generation, epoch, keySet: key_set ?? 0 };
}
