// The `@odata.type` of a Graph object, without the prefix that all of a policy's share. Pure.

import { memberPath } from '../json/json-path.js';
import type { JsonObject } from '../json/json-value.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { Mistake } from './document.js';
import { mistake } from './mistake.js';

const PREFIX = /^#?microsoft\.graph\.deviceManagementConfiguration(?=[A-Z])/;

/** E.g. `ChoiceSettingInstance`; `undefined` where the dialect leaves it out. Only names in `allowed` are right. */
export function parseGraphType<T extends string>(
  object: JsonObject,
  path: string,
  allowed: readonly T[],
): Result<T | undefined, Mistake> {
  const written = object['@odata.type'];
  if (written === undefined || written === null) return ok(undefined);
  const short = typeof written === 'string' && PREFIX.test(written) ? written.replace(PREFIX, '') : undefined;
  const known = allowed.find((name) => name === short);
  if (known !== undefined) return ok(known);
  const names = allowed.map((name) => `#microsoft.graph.deviceManagementConfiguration${name}`);
  return fail(mistake(memberPath(path, '@odata.type'), oneOf(names), written));
}

const oneOf = (names: readonly string[]): string =>
  names.length === 1 ? names.join() : `one of ${names.join(', ')}`;
