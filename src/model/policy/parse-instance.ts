// One setting instance of a policy and all that is nested in it. A mistake costs the instance it is in, no other. Pure.
// Recursion is as deep as the JSON reader lets the document be.

import { itemPath, memberPath } from '../json/json-path.js';
import type { JsonObject, JsonValue } from '../json/json-value.js';
import { isJsonArray, isJsonObject } from '../json/json-value.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { Choice, Instance, Mistake } from './document.js';
import { parseGraphType } from './graph-type.js';
import { mistake } from './mistake.js';
import { parseSimple } from './parse-simple.js';

/** What one document's instances share while they are read. `mistakes` and `instances` grow. */
export interface Reading {
  readonly mistakes: Mistake[];
  /** By path: numbers that cannot be held as written. */
  readonly inexact: ReadonlyMap<string, string>;
  /** Instances read so far; past `maxInstances` nothing is read any more. */
  instances: number;
  readonly maxInstances: number;
}

/** Never fails: what cannot be read is a `mistaken` instance, and its mistakes are in the reading. */
export function parseInstance(value: JsonValue | undefined, path: string, reading: Reading): Instance {
  reading.instances += 1;
  if (!isJsonObject(value)) {
    return mistaken('', path, [mistake(path, 'a setting instance', value)], reading);
  }
  const id = value['settingDefinitionId'];
  if (typeof id !== 'string' || id === '') {
    const at = memberPath(path, 'settingDefinitionId');
    return mistaken('', path, [mistake(at, 'the id of a setting definition', id)], reading);
  }
  const kind = kindOf(value, path);
  if (!kind.ok) return mistaken(id, path, [kind.error], reading);
  const { property } = kind.value;
  const place = { id, path, valuePath: memberPath(path, property), reading };
  const instance = PARSERS[property](value[property], place);
  return instance.ok ? instance.value : mistaken(id, path, instance.error, reading);
}

/** Notes the mistakes and leaves the setting in its place. */
export function mistaken(id: string, path: string, mistakes: readonly Mistake[], reading: Reading): Instance {
  reading.mistakes.push(...mistakes);
  return { kind: 'mistaken', id, path, mistakes };
}

const KINDS = [
  { type: 'ChoiceSettingInstance', property: 'choiceSettingValue' },
  { type: 'ChoiceSettingCollectionInstance', property: 'choiceSettingCollectionValue' },
  { type: 'SimpleSettingInstance', property: 'simpleSettingValue' },
  { type: 'SimpleSettingCollectionInstance', property: 'simpleSettingCollectionValue' },
  { type: 'GroupSettingInstance', property: 'groupSettingValue' },
  { type: 'GroupSettingCollectionInstance', property: 'groupSettingCollectionValue' },
] as const;
type Kind = (typeof KINDS)[number];

const TYPES = KINDS.map((kind) => kind.type);
const PROPERTIES = KINDS.map((kind) => kind.property);

/** By `@odata.type` where it is given, and always by the value property that is there: the two must agree. */
function kindOf(value: JsonObject, path: string): Result<Kind, Mistake> {
  const type = parseGraphType(value, path, TYPES);
  if (!type.ok) return type;
  const present = KINDS.filter(({ property }) => value[property] !== undefined && value[property] !== null);
  const [only, another] = present;
  const named = KINDS.find((kind) => kind.type === type.value);
  const expected = named === undefined ? `one of ${PROPERTIES.join(', ')}` : `${named.property} alone`;
  const properties = present.map(({ property }) => property).join(', ');
  if (only === undefined || another !== undefined || (named ?? only) !== only) {
    return fail({ path, expected, found: properties === '' ? 'no value property' : properties });
  }
  return ok(only);
}

interface Place {
  readonly id: string;
  readonly path: string;
  readonly valuePath: string;
  readonly reading: Reading;
}
type Parse = (value: JsonValue | undefined, place: Place) => Result<Instance, readonly Mistake[]>;

const PARSERS: Readonly<Record<Kind['property'], Parse>> = {
  choiceSettingValue(value, { id, path, valuePath, reading }) {
    const choice = parseChoice(value, valuePath, reading);
    return choice.ok ? ok({ kind: 'choice', id, path, choice: choice.value }) : fail([choice.error]);
  },
  choiceSettingCollectionValue(value, { id, path, valuePath, reading }) {
    const choices = parseAll(value, valuePath, (item, at) => parseChoice(item, at, reading));
    return choices.ok ? ok({ kind: 'choice-collection', id, path, choices: choices.value }) : choices;
  },
  simpleSettingValue(value, { id, path, valuePath, reading }) {
    const simple = parseSimple(value, valuePath, reading.inexact);
    return simple.ok ? ok({ kind: 'simple', id, path, value: simple.value }) : fail([simple.error]);
  },
  simpleSettingCollectionValue(value, { id, path, valuePath, reading }) {
    const values = parseAll(value, valuePath, (item, at) => parseSimple(item, at, reading.inexact));
    return values.ok ? ok({ kind: 'simple-collection', id, path, values: values.value }) : values;
  },
  groupSettingValue(value, { id, path, valuePath, reading }) {
    const children = parseGroup(value, valuePath, reading);
    return children.ok ? ok({ kind: 'group', id, path, children: children.value }) : fail([children.error]);
  },
  groupSettingCollectionValue(value, { id, path, valuePath, reading }) {
    const items = parseAll(value, valuePath, (item, at) => {
      const children = parseGroup(item, at, reading);
      return ok(children.ok ? children.value : [mistaken(id, at, [children.error], reading)]);
    });
    return items.ok ? ok({ kind: 'group-collection', id, path, items: items.value }) : items;
  },
};

/** A list with so many mistakes is wrong in itself; more of them would help nobody. */
const MAX_MISTAKES_OF_A_LIST = 10;

function parseAll<T>(
  value: JsonValue | undefined,
  path: string,
  parse: (item: JsonValue, path: string) => Result<T, Mistake>,
): Result<readonly T[], readonly Mistake[]> {
  if (!isJsonArray(value)) return fail([mistake(path, 'an array', value)]);
  const good: T[] = [];
  const mistakes: Mistake[] = [];
  for (const [index, item] of value.entries()) {
    const parsed = parse(item, itemPath(path, index));
    if (parsed.ok) good.push(parsed.value);
    else if (mistakes.push(parsed.error) === MAX_MISTAKES_OF_A_LIST) break;
  }
  return mistakes.length === 0 ? ok(good) : fail(mistakes);
}

function parseChoice(value: JsonValue | undefined, path: string, reading: Reading): Result<Choice, Mistake> {
  if (!isJsonObject(value)) return fail(mistake(path, 'an object with a value', value));
  const type = parseGraphType(value, path, ['ChoiceSettingValue']);
  if (!type.ok) return type;
  const option = value['value'];
  if (typeof option !== 'string' || option === '') {
    return fail(mistake(memberPath(path, 'value'), 'the id of a choice', option));
  }
  const children = parseChildren(value['children'], memberPath(path, 'children'), reading);
  return children.ok ? ok({ option, children: children.value }) : children;
}

function parseGroup(
  value: JsonValue | undefined,
  path: string,
  reading: Reading,
): Result<readonly Instance[], Mistake> {
  if (!isJsonObject(value)) return fail(mistake(path, 'an object with children', value));
  const type = parseGraphType(value, path, ['GroupSettingValue']);
  return type.ok ? parseChildren(value['children'], memberPath(path, 'children'), reading) : type;
}

function parseChildren(
  value: JsonValue | undefined,
  path: string,
  reading: Reading,
): Result<readonly Instance[], Mistake> {
  if (value === undefined || value === null) return ok([]);
  if (!isJsonArray(value)) return fail(mistake(path, 'an array of setting instances', value));
  const children: Instance[] = [];
  for (const [index, child] of value.entries()) {
    if (reading.instances >= reading.maxInstances) {
      reading.instances += 1;
      break;
    }
    children.push(parseInstance(child, itemPath(path, index), reading));
  }
  return ok(children);
}
