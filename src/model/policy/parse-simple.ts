// One simple value of a policy: text, integer, secret or reference, typed by the document or by its form. Pure.

import { memberPath } from '../json/json-path.js';
import type { JsonObject, JsonValue } from '../json/json-value.js';
import { isJsonObject } from '../json/json-value.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { Mistake, Simple } from './document.js';
import { parseGraphType } from './graph-type.js';
import { describeForm, mistake } from './mistake.js';

const SIMPLE_TYPES = [
  'StringSettingValue',
  'IntegerSettingValue',
  'SecretSettingValue',
  'ReferenceSettingValue',
] as const;
type SimpleType = (typeof SIMPLE_TYPES)[number];

const SECRET_STATES = ['notEncrypted', 'encryptedValueToken', 'invalid'] as const;

/** Everything that fits 32 bits, signed or not: Graph's integers are signed, the registry's are not. */
const MIN_INTEGER = -(2 ** 31);
const MAX_INTEGER = 2 ** 32 - 1;
const INTEGER_EXPECTED = `an integer from ${MIN_INTEGER} to ${MAX_INTEGER}`;

/** `inexact`: path of each number that the document writes with more digits than a double holds, and its text. */
export function parseSimple(
  value: JsonValue | undefined,
  path: string,
  inexact: ReadonlyMap<string, string>,
): Result<Simple, Mistake> {
  if (!isJsonObject(value)) return fail(mistake(path, 'an object with a value', value));
  const named = parseGraphType(value, path, SIMPLE_TYPES);
  if (!named.ok) return named;
  const type = named.value ?? inferType(value);
  const valuePath = memberPath(path, 'value');
  switch (type) {
    case 'StringSettingValue':
      return parseText('string', value['value'], valuePath);
    case 'ReferenceSettingValue':
      return parseText('reference', value['value'], valuePath);
    case 'IntegerSettingValue':
      return parseInteger(value['value'], valuePath, inexact);
    case 'SecretSettingValue':
      return parseSecret(value, path);
    case undefined:
      return fail(mistake(valuePath, 'a string or an integer', value['value']));
    default:
      return type satisfies never;
  }
}

function inferType(value: JsonObject): SimpleType | undefined {
  if (value['valueState'] !== undefined) return 'SecretSettingValue';
  if (typeof value['value'] === 'string') return 'StringSettingValue';
  return typeof value['value'] === 'number' ? 'IntegerSettingValue' : undefined;
}

function parseText(
  type: 'string' | 'reference',
  value: JsonValue | undefined,
  path: string,
): Result<Simple, Mistake> {
  return typeof value === 'string' ? ok({ type, value }) : fail(mistake(path, 'a string', value));
}

function parseInteger(
  value: JsonValue | undefined,
  path: string,
  inexact: ReadonlyMap<string, string>,
): Result<Simple, Mistake> {
  const written = inexact.get(path);
  if (written !== undefined) return fail({ path, expected: INTEGER_EXPECTED, found: written });
  const digits = typeof value === 'string' && /^-?[0-9]{1,20}$/.test(value);
  const integer = digits ? Number(value) : value;
  const fits = typeof integer === 'number' && Number.isInteger(integer);
  if (!fits || integer < MIN_INTEGER || integer > MAX_INTEGER) {
    return fail(mistake(path, INTEGER_EXPECTED, value));
  }
  return ok({ type: 'integer', value: integer === 0 ? 0 : integer });
}

function parseSecret(object: JsonObject, path: string): Result<Simple, Mistake> {
  const state = SECRET_STATES.find((known) => known === object['valueState']);
  if (state === undefined) {
    const expected = `one of ${SECRET_STATES.join(', ')}`;
    return fail(mistake(memberPath(path, 'valueState'), expected, object['valueState']));
  }
  const value = object['value'];
  if (typeof value === 'string') return ok({ type: 'secret', state, value });
  if (state === 'invalid') return ok({ type: 'secret', state, value: '' });
  return fail({ path: memberPath(path, 'value'), expected: 'a string', found: describeForm(value) });
}
