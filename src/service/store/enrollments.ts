// Enrollment secrets: only their hash is here, with expiry, uses and revocation.

import { sha256Hex } from '../digest.js';
import type { Store } from './database.js';

export interface Enrollment {
  readonly id: string;
  readonly expiresAt: number;
  readonly tags: readonly string[];
}

export async function insertEnrollment(
  store: Store,
  made: Enrollment & { readonly secret: string; readonly maxUses: number | undefined; readonly at: number },
): Promise<void> {
  await store
    .insertInto('enrollment')
    .values({
      id: made.id,
      secret_hash: sha256Hex(made.secret),
      created_at: made.at,
      expires_at: made.expiresAt,
      max_uses: made.maxUses ?? null,
      uses: 0,
      revoked_at: null,
      tags: JSON.stringify(made.tags),
    })
    .execute();
}

/** Also one that is over; whether a use is left is decided when one is taken. */
export async function findEnrollment(
  store: Store,
  secret: string,
): Promise<(Enrollment & { readonly revoked: boolean }) | undefined> {
  const row = await store
    .selectFrom('enrollment')
    .selectAll()
    .where('secret_hash', '=', sha256Hex(secret))
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      expiresAt: row.expires_at,
      tags: JSON.parse(row.tags) as string[],
      revoked: row.revoked_at !== null,
    }
  );
}

/** False when none is left. One statement, so that two devices cannot take the last use. */
export async function takeEnrollmentUse(store: Store, id: string, at: number): Promise<boolean> {
  const result = await store
    .updateTable('enrollment')
    .set((eb) => ({ uses: eb('uses', '+', 1) }))
    .where('id', '=', id)
    .where('expires_at', '>', at)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('max_uses', 'is', null), eb('uses', '<', eb.ref('max_uses'))]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function revokeEnrollment(store: Store, id: string, at: number): Promise<boolean> {
  const result = await store
    .updateTable('enrollment')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
