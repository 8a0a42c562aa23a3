// `mdatp health --output json`: the agent's word on itself and on what is in force. Pure but for the one call.

import type { Fault, Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Item, Reading, Scalar, Value } from '../../src/model/value.js';
import type { Host } from '../host.js';
import { runMdatp } from './mdatp.js';
import { toValue } from './stored-value.js';

const COMMAND = ['health', '--output', 'json'];
const NAME = 'mdatp health';

/** One member: its value as it came, and the managed marker where the agent gives one. */
export interface HealthMember {
  readonly value: unknown;
  readonly managed?: boolean;
}

export type Health = ReadonlyMap<string, HealthMember>;

export interface Effective {
  readonly effective: Reading<Fault>;
  readonly managed?: boolean;
}

export async function readHealth(host: Host, program: string, signal: AbortSignal): Promise<Result<Health>> {
  const text = await runMdatp(host, program, COMMAND, signal);
  return text.ok ? parseHealth(text.value) : text;
}

/** A line for people (ATTENTION ...) may stand before the object. */
export function parseHealth(text: string): Result<Health> {
  let json: unknown;
  try {
    json = JSON.parse(text.slice(Math.max(0, text.indexOf('{'))));
  } catch {
    return fail({ kind: 'bad-reply', from: NAME, why: 'it is not JSON' });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return fail({ kind: 'bad-reply', from: NAME, why: 'it is not an object' });
  }
  return ok(new Map(Object.entries(json).map(([name, member]) => [name, parseMember(member)])));
}

/** Members that can be managed are `{displayValue, isManaged, value}`, others are bare values. */
function parseMember(member: unknown): HealthMember {
  if (typeof member !== 'object' || member === null || !('value' in member)) return { value: member };
  const managed = 'isManaged' in member ? member.isManaged : undefined;
  return { value: member.value, ...(typeof managed === 'boolean' ? { managed } : {}) };
}

export interface HealthQuestion {
  readonly member: string;
  readonly map?: Readonly<Record<string, Scalar>>;
  readonly fallback?: readonly {
    readonly value: Scalar;
    readonly when: Readonly<Record<string, Scalar>>;
  }[];
}

/** A member that this agent does not show is no reader, never "absent". */
export function effectiveFromHealth(health: Health, question: HealthQuestion): Effective {
  const { member, map, fallback } = question;
  const found = health.get(member);
  if (found !== undefined) {
    const value = toValue(found.value);
    if (value === undefined) return layout(`${member} has a form that is not known`);
    return withMarker(mapped(value, map, member), found.managed);
  }
  return fallback === undefined
    ? { effective: { is: 'no-reader', why: `this agent does not show ${member} in health` } }
    : derived(health, member, fallback);
}

/** Another member stands for this one: its value follows from several, managed when all of them are. */
function derived(
  health: Health,
  member: string,
  fallback: NonNullable<HealthQuestion['fallback']>,
): Effective {
  const names = [...new Set(fallback.flatMap(({ when }) => Object.keys(when)))];
  const missing = names.find((name) => !health.has(name));
  if (missing !== undefined) {
    return {
      effective: { is: 'no-reader', why: `this agent shows neither ${member} nor ${missing} in health` },
    };
  }
  const match = fallback.find(({ when }) =>
    Object.entries(when).every(([name, expected]) => health.get(name)?.value === expected),
  );
  if (match === undefined) return layout(`no value of ${member} fits ${names.join(' and ')}`);
  const markers = names.map((name) => health.get(name)?.managed);
  const managed = markers.includes(undefined) ? undefined : markers.every((marker) => marker === true);
  return withMarker({ is: 'value', value: match.value }, managed);
}

/** The entries of `edrDeviceTags`; only key and value were ever seen in one. */
export function effectiveTags(health: Health): Effective {
  const member = health.get('edrDeviceTags');
  if (member === undefined) {
    return { effective: { is: 'no-reader', why: 'this agent does not show edrDeviceTags in health' } };
  }
  if (!Array.isArray(member.value)) return layout('edrDeviceTags is not a list');
  const entries: readonly unknown[] = member.value;
  const tags = entries.map(parseTag);
  const known = tags.filter((tag) => tag !== undefined);
  if (known.length !== tags.length) return layout('an entry of edrDeviceTags has a form that is not known');
  return withMarker({ is: 'value', value: known }, member.managed);
}

function parseTag(entry: unknown): Item | undefined {
  if (typeof entry !== 'object' || entry === null || !('key' in entry) || !('value' in entry))
    return undefined;
  const { key, value } = entry;
  return typeof key === 'string' && typeof value === 'string' ? { key, value } : undefined;
}

/** What was read, in the catalog's words. Without a map it is the word itself. */
export function mapped(
  value: Value,
  map: Readonly<Record<string, Scalar>> | undefined,
  from: string,
): Reading<Fault> {
  if (map === undefined) return { is: 'value', value };
  const known =
    typeof value === 'object' || !Object.hasOwn(map, String(value)) ? undefined : map[String(value)];
  if (known !== undefined) return { is: 'value', value: known };
  return {
    is: 'unreadable',
    fault: { kind: 'bad-reply', from: NAME, why: `${from} has a value that is not known` },
  };
}

const withMarker = (effective: Reading<Fault>, managed: boolean | undefined): Effective =>
  managed === undefined ? { effective } : { effective, managed };

export const layout = (why: string): Effective => ({
  effective: { is: 'unreadable', fault: { kind: 'bad-reply', from: NAME, why } },
});
