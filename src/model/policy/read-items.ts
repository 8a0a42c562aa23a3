// A list of records of a policy (exclusions, tags, threat actions) read by the rows of its fields. Pure.

import type { Catalog } from '../catalog/catalog.js';
import type { CatalogRow } from '../catalog/row.js';
import { itemIdentity } from '../catalog/same-value.js';
import { quoted } from '../quoted.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { Item, Scalar } from '../value.js';
import type { Instance } from './document.js';
import { ruleMistake } from './firewall-rule.js';
import type { Problem } from './problem.js';
import { invalid } from './problem.js';
import type { ReadValue } from './read-value.js';
import { mistakenProblem, readValue, tooMany, withoutRepeats } from './read-value.js';

interface Entry {
  readonly path: string;
  readonly item: Item;
}

interface FieldValue {
  readonly path: string;
  readonly value: Scalar | readonly Scalar[];
}

/**
 * A bad entry refuses only itself, with the place that is wrong: the good ones stand. Where entries were
 * given and none is good, the list has no value, so that nothing is emptied by mistake.
 */
export function readItems(row: CatalogRow, instance: Instance, catalog: Catalog): ReadValue {
  const given = entriesOf(instance);
  if (given === undefined) {
    const problem = invalid(
      instance.path,
      `${row.name} takes a list of records, the policy has another kind`,
    );
    return { value: undefined, problems: [problem] };
  }
  const excess = tooMany(row, given.length, instance.path);
  if (excess !== undefined) {
    return { value: undefined, problems: [excess] };
  }
  const fields = catalog.childrenOf(row.key);
  const read = given.map(({ path, children }) => readItem({ row, fields, path, children }));
  const apart = withoutContradictions(
    row,
    read.flatMap((result) => (result.ok ? [result.value] : [])),
  );
  const problems = [...read.flatMap((result) => (result.ok ? [] : [result.error])), ...apart.problems];
  const items = withoutRepeats(
    row,
    apart.entries.map(({ item }) => item),
  );
  const nothingStands = items.length === 0 && problems.length > 0;
  return { value: nothingStands ? undefined : Object.freeze(items), problems };
}

interface GivenItem {
  readonly path: string;
  readonly children: readonly Instance[];
}

function entriesOf(instance: Instance): readonly GivenItem[] | undefined {
  switch (instance.kind) {
    case 'group-collection':
      return instance.items.map((children, index) => ({
        path: `${instance.path}.groupSettingCollectionValue[${index}]`,
        children,
      }));
    case 'group':
      return [{ path: `${instance.path}.groupSettingValue`, children: instance.children }];
    default:
      return undefined;
  }
}

interface ItemSource extends GivenItem {
  readonly row: CatalogRow;
  readonly fields: readonly CatalogRow[];
}

function readItem({ row, fields, path, children }: ItemSource): Result<Entry, Problem> {
  const values = new Map<CatalogRow, FieldValue>();
  for (const instance of children.flatMap(withNested)) {
    if (instance.kind === 'mistaken') {
      return fail(mistakenProblem(instance));
    }
    const field = fields.find(({ id }) => id?.toLowerCase() === instance.id.toLowerCase());
    if (field === undefined) {
      const text = `${row.name}: an entry has no field ${quoted(instance.id)}`;
      return fail(invalid(instance.path, text));
    }
    if (values.has(field)) {
      return fail(invalid(instance.path, `${row.name}: an entry has ${nameOf(field)} twice`));
    }
    if (!field.channel.carried) {
      const text = `${row.name}: ${nameOf(field)} is not carried: ${field.channel.why}`;
      return fail({ path: instance.path, reason: { code: 'not-carried', text } });
    }
    const value = readField(field, instance);
    if (!value.ok) {
      return value;
    }
    // An empty list says as much as no list.
    if (typeof value.value !== 'object' || value.value.length > 0) {
      values.set(field, { path: instance.path, value: value.value });
    }
  }
  const misfit = fields.map((field) => checkPresence({ row, fields, field, values, path })).find(Boolean);
  if (misfit !== undefined) {
    return fail(misfit);
  }
  const members = [...values].map(([field, { value }]) => [nameOf(field), value] as const);
  const item = Object.freeze(Object.fromEntries(members));
  const problem = checkTogether(row, item, values);
  return problem === undefined ? ok({ path, item }) : fail(problem);
}

/** Rules of a firewall: fields that are right one by one and wrong together. */
function checkTogether(
  row: CatalogRow,
  item: Item,
  values: ReadonlyMap<CatalogRow, FieldValue>,
): Problem | undefined {
  const isRule = row.write.some((home) => home.by === 'registry' && home.layout === 'firewall-rule');
  const mistake = isRule ? ruleMistake(item) : undefined;
  const at = [...values].find(([field]) => nameOf(field) === mistake?.field);
  return mistake === undefined || at === undefined
    ? undefined
    : invalid(at[1].path, `${row.name}: ${mistake.text}`);
}

/** Exports put the fields of a kind inside the choice of the kind; documents written by hand put them beside it. */
function withNested(instance: Instance): readonly Instance[] {
  switch (instance.kind) {
    case 'choice':
      return [instance, ...instance.choice.children.flatMap(withNested)];
    case 'choice-collection':
      return [instance, ...instance.choices.flatMap(({ children }) => children.flatMap(withNested))];
    default:
      return [instance];
  }
}

function readField(field: CatalogRow, instance: Instance): Result<Scalar | readonly Scalar[], Problem> {
  const { value, problems } = readValue(field.holds ?? 'string', field, instance);
  const [problem] = problems;
  if (problem !== undefined) {
    return fail(problem);
  }
  return isFieldValue(value) ? ok(value) : fail(invalid(instance.path, `${field.name} has no value`));
}

const isFieldValue = (value: ReadValue['value']): value is Scalar | readonly Scalar[] =>
  value !== undefined &&
  (!Array.isArray(value) || value.every((entry: Scalar | Item) => typeof entry !== 'object'));

interface Presence {
  readonly row: CatalogRow;
  readonly fields: readonly CatalogRow[];
  readonly field: CatalogRow;
  readonly values: ReadonlyMap<CatalogRow, FieldValue>;
  readonly path: string;
}

/** A field must be there where its conditions hold and it is required, and must not be where they do not hold. */
function checkPresence({ row, fields, field, values, path }: Presence): Problem | undefined {
  const given = values.get(field);
  const unmet = field.requires.find(
    ({ key, equals, or = [] }) =>
      ![...values].some(
        ([other, { value }]) => other.key === key && [equals, ...or].some((one) => one === value),
      ),
  );
  if (given !== undefined && unmet !== undefined) {
    const { key, equals, or = [] } = unmet;
    const other = fields.find((one) => one.key === key);
    const what = or.length === 0 || other === undefined ? 'of kind' : `with ${nameOf(other)}`;
    const text = `${row.name}: ${nameOf(field)} belongs only to an entry ${what} ${[equals, ...or].join(' or ')}`;
    return invalid(given.path, text);
  }
  return given === undefined && unmet === undefined && field.required === true
    ? invalid(path, `${row.name}: an entry lacks ${nameOf(field)}`)
    : undefined;
}

function nameOf(field: CatalogRow): string {
  const [home] = field.write;
  return home?.by === 'item-field' ? home.field : field.key;
}

/** Two entries that share the key of their list and differ otherwise: none of them can be told to be meant. */
function withoutContradictions(
  row: CatalogRow,
  entries: readonly Entry[],
): { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] } {
  if (row.merge.rule !== 'keyed' && row.merge.rule !== 'deliver-all') {
    return { entries, problems: [] };
  }
  const { by } = row.merge;
  const groups = [...Map.groupBy(entries, ({ item }) => JSON.stringify(item[by] ?? null)).values()];
  const contradictory = new Set(
    groups.filter((group) => new Set(group.map(({ item }) => itemIdentity(row, item))).size > 1).flat(),
  );
  const problems = [...contradictory].map(({ path, item }) =>
    invalid(path, `${row.name}: several entries have ${by} ${quoted(String(item[by]))} and differ otherwise`),
  );
  return { entries: entries.filter((entry) => !contradictory.has(entry)), problems };
}
