// Policies with every revision's exact bytes, and where they are assigned.

import type { PolicyId, Sha256 } from '../../model/ids.js';
import { policyId, sha256Text } from '../../model/ids.js';
import type { Store } from './database.js';
import { raiseGeneration } from './tenants.js';

/** One revision of a policy, without its bytes. */
export interface PolicyRevision {
  readonly id: PolicyId;
  readonly revision: number;
  readonly name: string;
  readonly sha256: Sha256;
  readonly size: number;
  readonly platforms: string;
  readonly family: string;
  readonly settings: number;
  readonly mistakes: number;
  /** Why this channel does not carry it; then it is kept and shown, and not delivered. */
  readonly refused: string | undefined;
  /** Name of the file it came from. */
  readonly source: string;
  readonly importedAt: number;
}

export type Target =
  | { readonly to: 'all-devices'; readonly exclude: boolean }
  | { readonly to: 'group'; readonly groupId: string; readonly exclude: boolean };

export interface StoredPolicy extends PolicyRevision {
  readonly targets: readonly Target[];
}

const columns = [
  'policy_revision.policy_id',
  'policy_revision.revision',
  'policy_revision.name',
  'policy_revision.sha256',
  'policy_revision.size',
  'policy_revision.platforms',
  'policy_revision.family',
  'policy_revision.settings',
  'policy_revision.mistakes',
  'policy_revision.refused',
  'policy_revision.source',
  'policy_revision.imported_at',
] as const;

/** Adds the revision and makes it the current one; brings a deleted policy back. */
export async function insertRevision(
  store: Store,
  made: PolicyRevision & { readonly bytes: Uint8Array },
): Promise<void> {
  const current = { name: made.name, revision: made.revision, deleted_at: null };
  await store
    .insertInto('policy')
    .values({ id: made.id, created_at: made.importedAt, ...current })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(current))
    .execute();
  await store
    .insertInto('policy_revision')
    .values({
      policy_id: made.id,
      revision: made.revision,
      name: made.name,
      sha256: made.sha256,
      size: made.size,
      bytes: made.bytes,
      platforms: made.platforms,
      family: made.family,
      settings: made.settings,
      mistakes: made.mistakes,
      refused: made.refused ?? null,
      source: made.source,
      imported_at: made.importedAt,
    })
    .execute();
  await raiseGeneration(store);
}

/** The current revision of every policy that is not deleted, with its targets. */
export async function listPolicies(store: Store): Promise<readonly StoredPolicy[]> {
  const rows = await store
    .selectFrom('policy')
    .innerJoin('policy_revision', (join) =>
      join
        .onRef('policy_revision.policy_id', '=', 'policy.id')
        .onRef('policy_revision.revision', '=', 'policy.revision'),
    )
    .select(columns)
    .where('policy.deleted_at', 'is', null)
    .orderBy('policy_revision.name')
    .execute();
  const targets = await store.selectFrom('assignment_target').selectAll().execute();
  const byPolicy = Map.groupBy(targets, ({ policy_id }) => policy_id);
  return rows.map((row) => ({
    ...parseRevision(row),
    targets: (byPolicy.get(row.policy_id) ?? []).map((target) =>
      target.target === 'group'
        ? { to: 'group', groupId: target.group_id, exclude: target.exclude === 1 }
        : { to: 'all-devices', exclude: target.exclude === 1 },
    ),
  }));
}

export async function listRevisions(store: Store, id: PolicyId): Promise<readonly PolicyRevision[]> {
  const rows = await store
    .selectFrom('policy_revision')
    .select(columns)
    .where('policy_id', '=', id)
    .orderBy('revision')
    .execute();
  return rows.map(parseRevision);
}

export async function knownPolicyIds(store: Store): Promise<ReadonlySet<string>> {
  const rows = await store.selectFrom('policy').select('id').execute();
  return new Set(rows.map(({ id }) => id));
}

export async function readPolicyBytes(
  store: Store,
  key: { readonly id: PolicyId; readonly revision: number },
): Promise<Uint8Array | undefined> {
  const row = await store
    .selectFrom('policy_revision')
    .select('bytes')
    .where('policy_id', '=', key.id)
    .where('revision', '=', key.revision)
    .executeTakeFirst();
  return row?.bytes;
}

export async function saveTarget(store: Store, id: PolicyId, target: Target): Promise<void> {
  const exclude = { exclude: target.exclude ? 1 : 0 };
  await store
    .insertInto('assignment_target')
    .values({ policy_id: id, ...keyOf(target), ...exclude })
    .onConflict((conflict) => conflict.columns(['policy_id', 'target', 'group_id']).doUpdateSet(exclude))
    .execute();
  await raiseGeneration(store);
}

/** Without a target: all of them. Returns how many there were. */
export async function deleteTargets(store: Store, id: PolicyId, target?: Target): Promise<number> {
  let query = store.deleteFrom('assignment_target').where('policy_id', '=', id);
  if (target !== undefined) {
    const key = keyOf(target);
    query = query.where('target', '=', key.target).where('group_id', '=', key.group_id);
  }
  const { numDeletedRows } = await query.executeTakeFirst();
  await raiseGeneration(store);
  return Number(numDeletedRows);
}

/** Its revisions stay, so that a device which still has it named can fetch it and its report can be read. */
export async function markPolicyDeleted(store: Store, id: PolicyId, at: number): Promise<void> {
  await deleteTargets(store, id);
  await store.updateTable('policy').set({ deleted_at: at }).where('id', '=', id).execute();
}

function keyOf(target: Target): { readonly target: string; readonly group_id: string } {
  return { target: target.to, group_id: target.to === 'group' ? target.groupId : '' };
}

function parseRevision(row: {
  readonly policy_id: string;
  readonly revision: number;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly platforms: string;
  readonly family: string;
  readonly settings: number;
  readonly mistakes: number;
  readonly refused: string | null;
  readonly source: string;
  readonly imported_at: number;
}): PolicyRevision {
  const { policy_id, sha256, refused, imported_at, ...same } = row;
  return {
    ...same,
    id: policyId(policy_id),
    sha256: sha256Text(sha256),
    refused: refused ?? undefined,
    importedAt: imported_at,
  };
}
