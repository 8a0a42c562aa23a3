// A policy in Graph's `deviceManagementConfigurationPolicy` JSON, in any of its dialects, to a document. Pure.

import { policyId } from '../ids.js';
import { itemPath, memberPath, ROOT_PATH } from '../json/json-path.js';
import type { JsonArray, JsonLimits, JsonObject, JsonValue } from '../json/json-value.js';
import { isJsonArray, isJsonObject } from '../json/json-value.js';
import { readJsonText } from '../json/read-json.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { Instance, Mistake, PolicyDocument } from './document.js';
import { mistake, mistakeOf } from './mistake.js';
import type { Reading } from './parse-instance.js';
import { mistaken, parseInstance } from './parse-instance.js';

const MAX_SETTINGS = 20_000;

/** Source: DESIGN of the product, section 9. */
export const POLICY_JSON_LIMITS: JsonLimits = {
  maxBytes: 8 * 1024 * 1024,
  maxDepth: 64,
  maxValues: 1_000_000,
  maxEntries: MAX_SETTINGS,
  maxMembers: { named: 'settingDefinitionId', count: MAX_SETTINGS },
  refusedMembers: ['__proto__'],
};

/**
 * Fails only where the text is no policy at all; a mistake in a setting stands in the document's `mistakes`.
 * The result is frozen.
 */
export function parsePolicy(
  bytes: Uint8Array,
  limits: JsonLimits = POLICY_JSON_LIMITS,
): Result<PolicyDocument, readonly Mistake[]> {
  const text = readJsonText(bytes, limits);
  if (!text.ok) return fail([mistakeOf(text.error)]);
  const policy = policyParts(text.value.value);
  if (!policy.ok) return fail([policy.error]);
  const reading: Reading = {
    mistakes: [],
    inexact: new Map(text.value.inexact.map(({ path, found }) => [path, found])),
    instances: 0,
    maxInstances: MAX_SETTINGS,
  };
  const { object, name, settings } = policy.value;
  const head = { name, ...parseHead(object, reading.mistakes) };
  const instances = settings.map((setting, index) => parseSetting(setting, index, reading));
  if (reading.instances > reading.maxInstances) {
    return fail([{ path: SETTINGS_PATH, expected: `at most ${MAX_SETTINGS} settings`, found: 'more' }]);
  }
  const warnings = warningsOf(object, instances);
  return ok(freezeDeep({ ...head, settings: instances, mistakes: reading.mistakes, warnings }));
}

const SETTINGS_PATH = memberPath(ROOT_PATH, 'settings');

interface PolicyParts {
  readonly object: JsonObject;
  readonly name: string;
  readonly settings: JsonArray;
}

/** What makes a policy: an object with a name and settings. */
function policyParts(value: JsonValue): Result<PolicyParts, Mistake> {
  if (!isJsonObject(value)) return fail(mistake(ROOT_PATH, 'one policy (an object)', value));
  const { name, settings } = value;
  if (!isJsonArray(settings)) {
    if (isJsonArray(value['value'])) {
      const found = `a list of ${value['value'].length} under "value"`;
      return fail({ path: ROOT_PATH, expected: 'one policy; give each policy as a file of its own', found });
    }
    const expected = 'an array of settings (export the policy with its settings expanded)';
    return fail(mistake(SETTINGS_PATH, expected, settings));
  }
  if (typeof name !== 'string' || name.trim() === '') {
    return fail(mistake(memberPath(ROOT_PATH, 'name'), 'the name of the policy', name));
  }
  return ok({ object: value, name, settings });
}

type Head = Pick<PolicyDocument, 'id' | 'description' | 'platforms' | 'technologies' | 'template'>;

function parseHead(object: JsonObject, mistakes: Mistake[]): Head {
  const text = (member: string, required: boolean): string => {
    const value = object[member];
    if (typeof value === 'string') return value;
    if (required || (value !== undefined && value !== null)) {
      mistakes.push(mistake(memberPath(ROOT_PATH, member), 'a string', value));
    }
    return '';
  };
  return {
    id: parseId(object['id'], mistakes),
    description: text('description', false),
    platforms: text('platforms', true).trim(),
    technologies: text('technologies', true)
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    template: parseTemplate(object['templateReference'], mistakes),
  };
}

/** Graph writes a GUID; others may write any plain word. */
const POLICY_ID = /^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$/;

function parseId(value: JsonValue | undefined, mistakes: Mistake[]): PolicyDocument['id'] {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && POLICY_ID.test(value)) return policyId(value);
  mistakes.push(
    mistake(memberPath(ROOT_PATH, 'id'), 'at most 128 letters, digits, hyphens and underscores', value),
  );
  return undefined;
}

const NO_TEMPLATE = { id: '', version: undefined, family: '' };
const TEMPLATE_ID = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:_([0-9]{1,9}))?$/i;

/** An id that is not a GUID with a version stays as written: no profile has such a one. */
function parseTemplate(value: JsonValue | undefined, mistakes: Mistake[]): PolicyDocument['template'] {
  if (value === undefined || value === null) return NO_TEMPLATE;
  const path = memberPath(ROOT_PATH, 'templateReference');
  if (!isJsonObject(value)) {
    mistakes.push(mistake(path, 'an object with a templateId', value));
    return NO_TEMPLATE;
  }
  const family = typeof value['templateFamily'] === 'string' ? value['templateFamily'] : '';
  const id = value['templateId'];
  if (id === undefined || id === null || id === '') return { ...NO_TEMPLATE, family };
  const [, guid, version] = typeof id === 'string' ? (TEMPLATE_ID.exec(id) ?? []) : [];
  if (guid !== undefined) {
    return {
      id: guid.toLowerCase(),
      version: version === undefined ? undefined : Number(version),
      family,
    };
  }
  mistakes.push(mistake(memberPath(path, 'templateId'), 'a GUID, "_" and a version number', id));
  return { id: typeof id === 'string' ? id : '', version: undefined, family };
}

function parseSetting(value: JsonValue, index: number, reading: Reading): Instance {
  const path = itemPath(SETTINGS_PATH, index);
  if (isJsonObject(value)) {
    return parseInstance(value['settingInstance'], memberPath(path, 'settingInstance'), reading);
  }
  reading.instances += 1;
  return mistaken('', path, [mistake(path, 'an object with a settingInstance', value)], reading);
}

function warningsOf(object: JsonObject, settings: readonly Instance[]): readonly Mistake[] {
  const warnings: Mistake[] = [];
  const count = object['settingCount'];
  if (count !== undefined && count !== null && count !== settings.length) {
    const expected = `${settings.length}, as many as there are settings`;
    warnings.push(mistake(memberPath(ROOT_PATH, 'settingCount'), expected, count));
  }
  const seen = new Set<string>();
  for (const { id, path } of settings) {
    if (seen.has(id) && id !== '') {
      warnings.push(mistake(memberPath(path, 'settingDefinitionId'), 'each setting once', id));
    }
    seen.add(id);
  }
  return warnings;
}

/** Shallow in the stack: a document is no deeper than the JSON it came from. */
function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freezeDeep);
  }
  return value;
}
