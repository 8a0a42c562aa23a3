// One property of what a cmdlet said, as the catalog's value. Pure.

import type { CatalogRow, ReadBack } from '../../src/model/catalog/row.js';
import type { Fault, Result } from '../../src/model/result.js';
import type { Reading, Scalar } from '../../src/model/value.js';
import type { Answers } from './ask-powershell.js';
import { toMap } from './ask-powershell.js';

export type CmdletRead = Extract<ReadBack, { readonly by: 'cmdlet' }>;

const unreadable = (fault: Fault): Reading<Fault> => ({ is: 'unreadable', fault });

export function readProperty(row: CatalogRow, read: CmdletRead, answers: Result<Answers>): Reading<Fault> {
  if (!answers.ok) return unreadable(answers.error);
  const answer = answers.value.get(read.cmdlet);
  if (answer === undefined) return unreadable({ kind: 'cancelled', what: read.cmdlet });
  if (!answer.ok) return unreadable(answer.error);
  const object = objectOf(answer.value, read.instance);
  const odd = (why: string): Reading<Fault> => unreadable({ kind: 'bad-reply', from: read.cmdlet, why });
  if (object === undefined) return odd(`it shows no ${read.instance ?? 'object'}`);
  if (!object.has(read.property)) return odd(`it has no ${read.property}`);
  const shown =
    read.beside === undefined ? object.get(read.property) : entryBeside(object, read, read.beside);
  return readShown(row, read, shown ?? null);
}

function objectOf(answer: unknown, instance: string | undefined): ReadonlyMap<string, unknown> | undefined {
  if (instance === undefined) return toMap(answer);
  // One object alone comes without its list.
  const list: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return list
    .map(toMap)
    .find((object) => String(object?.get('Name')).toLowerCase() === instance.toLowerCase());
}

/** Two lists side by side; a list of one comes without its list. */
function entryBeside(
  object: ReadonlyMap<string, unknown>,
  read: CmdletRead,
  { list, id }: NonNullable<CmdletRead['beside']>,
): unknown {
  const ids = asList(object.get(list)).map((entry) => String(entry).toLowerCase().replace(/[{}]/g, ''));
  const at = ids.indexOf(id.toLowerCase());
  return at < 0 ? undefined : asList(object.get(read.property))[at];
}

const asList = (value: unknown): readonly unknown[] =>
  value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];

/** "N/A: Must be an administrator to view exclusions": a list that is hidden is not an empty one. */
const HIDDEN = /^N\/A:/i;

function readShown(row: CatalogRow, read: CmdletRead, shown: unknown): Reading<Fault> {
  const odd = (why: string): Reading<Fault> => unreadable({ kind: 'bad-reply', from: read.cmdlet, why });
  if (asList(shown).some((entry) => typeof entry === 'string' && HIDDEN.test(entry)))
    return unreadable({ kind: 'denied', target: `${read.cmdlet} ${read.property}`, need: 'administrator' });
  if (row.kind === 'string-list' || row.kind === 'choice-list') {
    if (shown === null) return { is: 'absent' };
    const entries = listShown(row, read, shown);
    return entries === undefined
      ? odd(`${read.property} is no list of texts`)
      : { is: 'value', value: entries };
  }
  if (shown === null || shown === '' || shown === 'NotConfigured') return { is: 'absent' };
  if (read.as === 'minutes-of-day') {
    const minutes = minutesOf(shown);
    return minutes === undefined
      ? odd(`${read.property} is no time of day`)
      : { is: 'value', value: minutes };
  }
  return isScalar(shown)
    ? { is: 'value', value: mapped(read, shown) }
    : odd(`${read.property} is not one value`);
}

function listShown(row: CatalogRow, read: CmdletRead, shown: unknown): readonly Scalar[] | undefined {
  const delimiter = read.delimiter ?? (row.kind === 'choice-list' ? ',' : undefined);
  const parts =
    typeof shown === 'string' && delimiter !== undefined
      ? shown.split(delimiter).map((part) => part.trim())
      : asList(shown);
  const entries = parts.filter((part) => part !== '');
  return entries.every(isScalar) ? entries.map((entry) => mapped(read, entry)) : undefined;
}

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Words of the cmdlets come in one spelling; a word that the map lacks stands for itself and equals nothing wanted. */
function mapped({ map }: CmdletRead, shown: Scalar): Scalar {
  if (map === undefined) return shown;
  const word = String(shown).toLowerCase();
  return Object.entries(map).find(([from]) => from.toLowerCase() === word)?.[1] ?? shown;
}

/** `02:00:00`, the time of a date, or the parts of a span. */
function minutesOf(shown: unknown): number | undefined {
  if (typeof shown === 'string') {
    const [, hours, minutes] = /(?:^|T|\s)(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?Z?$/.exec(shown) ?? [];
    return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
  }
  const [hours, minutes] = ['Hours', 'Minutes'].map((part) => toMap(shown)?.get(part));
  return typeof hours === 'number' && typeof minutes === 'number' ? hours * 60 + minutes : undefined;
}
