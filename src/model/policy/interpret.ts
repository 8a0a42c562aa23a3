// From the instances of a policy document to typed settings, by the catalog; nothing is dropped. Pure.

import type { Catalog } from '../catalog/catalog.js';
import type { CatalogRow } from '../catalog/row.js';
import { sameValue } from '../catalog/same-value.js';
import { OS_TITLES, osOfSetting } from '../catalog/setting-os.js';
import type { Reason } from '../finding.js';
import type { PolicyRef } from '../ids.js';
import { quoted } from '../quoted.js';
import { unreachable } from '../result.js';
import { checkChannel } from './channel.js';
import type { DesiredSetting, RefusedSetting } from './desired.js';
import type { Instance, PolicyDocument } from './document.js';
import { invalid } from './problem.js';
import { readItems } from './read-items.js';
import type { ReadValue } from './read-value.js';
import { mistakenProblem, readValue } from './read-value.js';

export interface Interpreted {
  readonly settings: readonly DesiredSetting[];
  readonly refused: readonly RefusedSetting[];
  /** Set when the channel does not carry the policy as a whole; then every setting of it is in `refused`. */
  readonly refusal?: Reason;
}

interface Context {
  readonly policy: PolicyRef;
  readonly catalog: Catalog;
  readonly refusal: Reason | undefined;
}

/**
 * Each instance of the document, nested ones too, ends as a setting or as a refusal. The fields of a record end
 * with their record. One bad entry of a list refuses only itself (state `error`, `invalid-value`, under the id of
 * the list, with the path of the entry): the good entries stand. A setting that one document gives two different
 * values is refused at both places.
 */
export function interpret(document: PolicyDocument, ref: PolicyRef, catalog: Catalog): Interpreted {
  const refusal = channelRefusal(document, catalog);
  const context: Context = { policy: ref, catalog, refusal };
  const all = document.settings.flatMap((instance) => visit(instance, context));
  const read = all.flatMap((outcome) => ('row' in outcome ? [outcome] : []));
  const refused = all.flatMap((outcome) => ('row' in outcome ? [] : [outcome]));
  const contradictory = contradictions(read);
  return {
    settings: read.filter((setting) => !contradictory.has(setting)),
    refused: [...refused, ...[...contradictory].map((setting) => refuseTwice(setting))],
    ...(refusal === undefined ? {} : { refusal }),
  };
}

/** Why no setting of the policy can be enforced on this system; undefined when the channel carries it here. */
function channelRefusal(document: PolicyDocument, catalog: Catalog): Reason | undefined {
  const profile = checkChannel(document, catalog.profiles);
  if (!profile.ok) {
    return profile.error;
  }
  const { os, name } = profile.value;
  const text = `This policy is refused: its template "${name}" is for ${OS_TITLES[os]}, this device runs ${OS_TITLES[catalog.os]}.`;
  return os === catalog.os ? undefined : { code: 'other-platform', text };
}

type Outcome = DesiredSetting | RefusedSetting;

function visit(instance: Instance, context: Context): readonly Outcome[] {
  const row = context.catalog.byId(instance.id);
  if (instance.kind === 'mistaken' && context.refusal === undefined) {
    return [refuse(context, instance, row, mistakenProblem(instance))];
  }
  const refusal = context.refusal ?? refusalOf(instance, row, context.catalog);
  if (refusal !== undefined || row === undefined) {
    const reason = refusal ?? unknownSetting(instance.id);
    return [
      refuse(context, instance, row, { path: instance.path, reason }),
      ...visitNested(instance, context),
    ];
  }
  switch (row.kind) {
    case 'items':
      return [
        ...outcomes(context, instance, row, readItems(row, instance, context.catalog)),
        ...(holdsRecords(instance) ? [] : visitNested(instance, context)),
      ];
    case 'group':
      return visitGroup(instance, row, context);
    case 'field':
    case 'section':
      return [
        refuse(context, instance, row, invalid(instance.path, `${row.name} cannot stand on its own`)),
        ...visitNested(instance, context),
      ];
    case 'choice':
    case 'choice-list':
    case 'integer':
    case 'string':
    case 'string-list':
    case 'secret':
      return [
        ...outcomes(context, instance, row, readValue(row.kind, row, instance)),
        ...visitNested(instance, context),
      ];
    default:
      return unreachable(row.kind);
  }
}

/** Then everything nested in it is a field of a record, and ends with the record. */
const holdsRecords = ({ kind }: Instance): boolean => kind === 'group-collection' || kind === 'group';

/** A group is no setting of its own: it ends as its children, and an empty one says so. */
function visitGroup(instance: Instance, row: CatalogRow, context: Context): readonly Outcome[] {
  const nested = visitNested(instance, context);
  return nested.length > 0
    ? nested
    : [refuse(context, instance, row, invalid(instance.path, `${row.name} holds no setting`))];
}

function visitNested(instance: Instance, context: Context): readonly Outcome[] {
  return nestedOf(instance).flatMap((child) => visit(child, context));
}

function nestedOf(instance: Instance): readonly Instance[] {
  switch (instance.kind) {
    case 'choice':
      return instance.choice.children;
    case 'choice-collection':
      return instance.choices.flatMap(({ children }) => children);
    case 'group':
      return instance.children;
    case 'group-collection':
      return instance.items.flat();
    case 'simple':
    case 'simple-collection':
    case 'mistaken':
      return [];
    default:
      return unreachable(instance);
  }
}

function refusalOf(instance: Instance, row: CatalogRow | undefined, catalog: Catalog): Reason | undefined {
  const os = row?.os ?? osOfSetting(instance.id);
  if (os !== undefined && os !== catalog.os) {
    const text = `${quoted(instance.id)} is a setting of ${OS_TITLES[os]}, this device runs ${OS_TITLES[catalog.os]}`;
    return { code: 'other-platform', text };
  }
  return row === undefined || row.channel.carried
    ? undefined
    : { code: 'not-carried', text: `${row.name} is not carried: ${row.channel.why}` };
}

const unknownSetting = (id: string): Reason => ({
  code: 'unknown-setting',
  text: `the catalog of this version has no setting ${quoted(id)}`,
});

function outcomes(
  context: Context,
  instance: Instance,
  row: CatalogRow,
  read: ReadValue,
): readonly Outcome[] {
  const { value, secret, problems } = read;
  const refused = problems.map((problem) => refuse(context, instance, row, problem));
  return value === undefined
    ? refused
    : [
        {
          policy: context.policy,
          row,
          value,
          ...(secret === undefined ? {} : { secret }),
          path: instance.path,
        },
        ...refused,
      ];
}

function refuse(
  context: Context,
  instance: Instance,
  row: CatalogRow | undefined,
  problem: { readonly path: string; readonly reason: Reason },
): RefusedSetting {
  const { path, reason } = problem;
  const wrong = reason.code === 'invalid-value' || reason.code === 'secret-token';
  return {
    policy: context.policy,
    settingDefinitionId: instance.id,
    name: row?.name ?? (instance.id === '' ? 'a setting without an id' : instance.id),
    path,
    state: wrong ? 'error' : 'notApplicable',
    reason,
  };
}

/** Settings that the document gives more than once and not the same; lists that unite are no contradiction. */
function contradictions(settings: readonly DesiredSetting[]): ReadonlySet<DesiredSetting> {
  const groups = [...Map.groupBy(settings, ({ row }) => row.key).values()];
  return new Set(groups.filter(differ).flat());
}

function differ(group: readonly DesiredSetting[]): boolean {
  const [first] = group;
  if (first === undefined || (first.row.merge.rule !== 'conflict' && first.row.merge.rule !== 'replace')) {
    return false;
  }
  return group.some(({ value }) => !sameValue(first.row, first.value, value));
}

function refuseTwice({ policy, row, path }: DesiredSetting): RefusedSetting {
  const text = `${row.name} has different values at several places of this policy`;
  const { reason } = invalid(path, text);
  return { policy, settingDefinitionId: row.id ?? row.key, name: row.name, path, state: 'error', reason };
}
