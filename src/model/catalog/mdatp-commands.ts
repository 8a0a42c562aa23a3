// What the agent's command line can set of a setting, and with which commands. Pure; runs nothing.

import type { Item, Scalar, Value } from '../value.js';
import type { CatalogRow, MdatpEntry, WriteHome } from './row.js';
import { itemIdentity } from './same-value.js';

type Entry = Scalar | Item;
type MdatpHome = Extract<WriteHome, { by: 'mdatp' }>;

/** Arguments after the program's name. */
export type MdatpCommand = readonly string[];

export type MdatpCommands =
  | { readonly is: 'commands'; readonly commands: readonly MdatpCommand[] }
  /** No command sets or takes out this; in words that end the sentence "the command line cannot ...". */
  | { readonly is: 'none'; readonly why: string };

export const mdatpHomeOf = (row: CatalogRow): MdatpHome | undefined =>
  row.write.find((home) => home.by === 'mdatp');

/** Whether each part of the value has a command; a row without that home has none. */
export function canSet(row: CatalogRow, value: Value): boolean {
  return commandsToSet(row, undefined, value).is === 'commands';
}

/** The commands from one value to another. `from`: undefined where nothing shows what stands there. */
export function commandsToSet(row: CatalogRow, from: Value | undefined, to: Value): MdatpCommands {
  const home = mdatpHomeOf(row);
  if (home === undefined) return { is: 'none', why: `set ${row.name}` };
  return isList(to) ? listCommands(row, home, entriesOf(from), entriesOf(to)) : scalarCommands(row, home, to);
}

function scalarCommands(row: CatalogRow, { set }: MdatpHome, to: Scalar): MdatpCommands {
  const text = String(to);
  const forms = Object.hasOwn(set, text) ? set[text] : set['*'];
  return forms === undefined || isUnsafe(to)
    ? { is: 'none', why: `set ${row.name} to ${shown(to)}` }
    : { is: 'commands', commands: forms.map((form) => filled(form, { value: to })) };
}

function listCommands(
  row: CatalogRow,
  home: MdatpHome,
  from: readonly Entry[],
  to: readonly Entry[],
): MdatpCommands {
  const commands: MdatpCommand[] = [];
  const isReplaced = keysOf(row, to);
  for (const entry of without(row, from, to)) {
    if (isReplaced(entry)) continue;
    const remove = formOf(row, home, entry)?.remove;
    if (remove === undefined) return { is: 'none', why: `take ${shown(entry)} out of ${row.name}` };
    commands.push(filled(remove, fieldsOf(row, entry)));
  }
  for (const entry of without(row, to, from)) {
    const form = formOf(row, home, entry);
    if (form === undefined) return { is: 'none', why: `put ${shown(entry)} into ${row.name}` };
    commands.push(filled(form.add, fieldsOf(row, entry)));
  }
  return { is: 'commands', commands };
}

/** Linear: the entries of one list that the other lacks. */
function without(row: CatalogRow, list: readonly Entry[], other: readonly Entry[]): readonly Entry[] {
  const there = new Set(other.map((entry) => itemIdentity(row, entry)));
  return list.filter((entry) => !there.has(itemIdentity(row, entry)));
}

/** Setting the new entry of a key overwrites the old one. */
function keysOf({ merge }: CatalogRow, list: readonly Entry[]): (entry: Entry) => boolean {
  if (merge.rule !== 'keyed') return () => false;
  const { by } = merge;
  const keyOf = (entry: Entry) => (typeof entry === 'object' ? entry[by] : undefined);
  const keys = new Set(list.map(keyOf));
  return (entry) => keyOf(entry) !== undefined && keys.has(keyOf(entry));
}

const formOf = (row: CatalogRow, { entries }: MdatpHome, entry: Entry): MdatpEntry | undefined =>
  entries?.find((form) => fits(row, form, fieldsOf(row, entry)));

function fits(
  row: CatalogRow,
  { when, absolute, add, remove }: MdatpEntry,
  fields: Readonly<Record<string, unknown>>,
): boolean {
  const holds = Object.entries(when ?? {}).every(([name, value]) => fields[name] === value);
  const path = absolute === undefined ? '/' : fields[absolute];
  const named = [...add, ...(remove ?? [])].flatMap((part) => PLACE.exec(part)?.[1] ?? []);
  return (
    holds &&
    typeof path === 'string' &&
    path.startsWith('/') &&
    named.every((name) => {
      const value = fields[name];
      return value !== undefined && !isUnsafe(value) && !isUnlistable(row, value);
    })
  );
}

function fieldsOf(row: CatalogRow, entry: Entry): Readonly<Record<string, unknown>> {
  return typeof entry === 'object' ? { ...row.sameItem?.absentIs, ...entry } : { value: entry };
}

/** A place is a whole argument: what it holds is never parsed again. */
const PLACE = /^\{([A-Za-z$]+)\}$/;

const filled = (form: readonly string[], fields: Readonly<Record<string, unknown>>): MdatpCommand =>
  form.map((part) => {
    const name = PLACE.exec(part)?.[1];
    return name === undefined ? part : String(fields[name]);
  });

/** The command line would take the first for an option; the second no listing of it shows plainly. */
const isUnsafe = (value: unknown): boolean =>
  typeof value === 'string' && /^-|[\p{Cc}\p{Zl}\p{Zp}]/u.test(value);

/** A list that holds one of these cannot be read any more: how the agent prints them is not known. */
const isUnlistable = ({ read }: CatalogRow, value: unknown): boolean =>
  typeof value === 'string' &&
  (read.by === 'exclusion-list' || read.by === 'threat-allowed-list') &&
  (/["\\]/.test(value) || value !== value.trim());

const shown = (entry: Entry): string => JSON.stringify(entry).slice(0, 200);

const isList = (value: Value): value is readonly Scalar[] | readonly Item[] => typeof value === 'object';

const entriesOf = (value: Value | undefined): readonly Entry[] =>
  value === undefined ? [] : isList(value) ? value : [value];
