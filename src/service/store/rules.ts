// Rules that give tags, and rules that make groups; whether every device was looked at since a rule changed.

import type { Store } from './database.js';
import { raiseGeneration } from './tenants.js';

export interface TagRule {
  readonly id: string;
  readonly tag: string;
  readonly rule: string;
  /** Why the rule does not count any more; what it gave stays. */
  readonly frozen: string | undefined;
}

export interface GroupRule {
  readonly groupId: string;
  readonly rule: string;
  readonly frozen: string | undefined;
}

export async function listTagRules(store: Store): Promise<readonly TagRule[]> {
  const rows = await store.selectFrom('tag_rule').selectAll().orderBy('created_at').orderBy('id').execute();
  return rows.map(({ id, tag, rule, frozen }) => ({ id, tag, rule, frozen: frozen ?? undefined }));
}

export async function insertTagRule(
  store: Store,
  made: { readonly id: string; readonly tag: string; readonly rule: string; readonly at: number },
): Promise<void> {
  const { at, ...same } = made;
  await store
    .insertInto('tag_rule')
    .values({ ...same, created_at: at, needs_review: 1, frozen: null })
    .execute();
}

/** With the tags that it gave. */
export async function deleteTagRule(store: Store, id: string): Promise<void> {
  await store.deleteFrom('tag_rule').where('id', '=', id).execute();
  await store.deleteFrom('device_tag').where('source', '=', `rule:${id}`).execute();
  await raiseGeneration(store);
}

export async function listGroupRules(store: Store): Promise<readonly GroupRule[]> {
  const rows = await store.selectFrom('group_rule').selectAll().orderBy('group_id').execute();
  return rows.map(({ group_id, rule, frozen }) => ({ groupId: group_id, rule, frozen: frozen ?? undefined }));
}

export async function saveGroupRule(store: Store, groupId: string, rule: string): Promise<void> {
  const values = { rule, needs_review: 1, frozen: null };
  await store
    .insertInto('group_rule')
    .values({ group_id: groupId, ...values })
    .onConflict((conflict) => conflict.column('group_id').doUpdateSet(values))
    .execute();
}

export async function saveFrozen(
  store: Store,
  of: { readonly tagRule: string } | { readonly group: string },
  frozen: string | undefined,
): Promise<void> {
  const values = { frozen: frozen ?? null };
  await ('group' in of
    ? store.updateTable('group_rule').set(values).where('group_id', '=', of.group).execute()
    : store.updateTable('tag_rule').set(values).where('id', '=', of.tagRule).execute());
}

const TABLES = ['tag_rule', 'group_rule'] as const;

/** Every device must be held against every rule again. */
export async function askForReview(store: Store): Promise<void> {
  for (const table of TABLES) await store.updateTable(table).set({ needs_review: 1 }).execute();
}

/** Of the rules that not every device was held against since they changed. */
export async function textsToReview(store: Store): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const table of TABLES) {
    const rows = await store.selectFrom(table).select('rule').where('needs_review', '=', 1).execute();
    texts.push(...rows.map(({ rule }) => rule));
  }
  return texts;
}

/** One that changed meanwhile has another text, and is still to be reviewed. */
export async function markReviewed(store: Store, texts: readonly string[]): Promise<void> {
  for (const table of TABLES)
    await store
      .updateTable(table)
      .set({ needs_review: 0 })
      .where('needs_review', '=', 1)
      .where('rule', 'in', [...texts])
      .execute();
}
