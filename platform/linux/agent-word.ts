// What the Defender agent says of itself in one answer of `mdatp health`, the same on Linux and macOS: plain data, kept
// between surveys so that most of them start no program. Pure but for the one call.

import type { Fault, Result } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { findMdatp } from './mdatp.js';
import type { Health } from './read-health.js';
import { readHealth } from './read-health.js';

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** `null`: it does not say. Stored as JSON. */
export interface AgentWord {
  readonly version: string | null;
  readonly licensed: boolean | null;
  readonly organisation: string | null;
  /** Who manages its settings. `unsaid`: this agent lacks the member. */
  readonly managedBy:
    | { readonly is: 'nobody' | 'unsaid' | 'odd' }
    | { readonly is: 'named'; readonly name: string };
  /** Names of the members that it calls managed and that a policy of settings would make so. */
  readonly managed: readonly string[];
  readonly tags: readonly Tag[] | null;
  readonly tagsManaged: boolean;
  readonly signatureVersion: string | null;
  /** Unit: milliseconds since 1970. */
  readonly signaturesAt: number | null;
  readonly realTime: boolean | null;
  readonly passive: boolean | null;
  readonly tamperProtected: boolean | null;
}

export type AgentAnswer =
  | { readonly is: 'missing' }
  /** It is there and cannot be understood, or could not even be looked for. */
  | { readonly is: 'silent'; readonly fault: Fault }
  | { readonly is: 'word'; readonly word: AgentWord };

/** `paths`: where the agent's program may be. Starts one program at most. */
export async function askAgent(
  host: Host,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<AgentAnswer> {
  const program = await findMdatp(host, paths);
  if (!program.ok) return { is: 'silent', fault: program.error };
  if (program.value === undefined) return { is: 'missing' };
  return answerOf(await readHealth(host, program.value, signal));
}

/** An answer that says nothing that any agent would is nonsense, whatever its form. */
function answerOf(health: Result<Health>): AgentAnswer {
  if (!health.ok) return { is: 'silent', fault: health.error };
  const known = ['appVersion', 'licensed', 'healthy', 'managedBy'].some((name) => health.value.has(name));
  return known
    ? { is: 'word', word: wordOf(health.value) }
    : {
        is: 'silent',
        fault: { kind: 'bad-reply', from: 'mdatp health', why: 'none of its members is known' },
      };
}

export function wordOf(health: Health): AgentWord {
  const value = (name: string): unknown => health.get(name)?.value;
  const level = value('antivirusEnforcementLevel');
  return {
    version: text(value('appVersion')),
    licensed: flag(value('licensed')),
    organisation: text(value('orgId')),
    managedBy: managerOf(health),
    managed: [...health]
      .filter(([name, { managed }]) => managed === true && !NO_SIGN.includes(name))
      .map(nameOf),
    tags: tagsOf(value('edrDeviceTags')),
    tagsManaged: health.get('edrDeviceTags')?.managed === true,
    signatureVersion: text(value('definitionsVersion')),
    signaturesAt: time(value('definitionsUpdated')),
    realTime: flag(value('realTimeProtectionEnabled')) ?? byLevel(level, ['real_time', 'audit']),
    passive: flag(value('passiveModeEnabled')) ?? byLevel(level, ['passive']),
    tamperProtected: byLevel(value('tamperProtection'), ['block']),
  };
}

/** May be set for a whole tenant or by the agent itself: managed, and no sign of a policy of settings (inferred). */
const NO_SIGN: readonly string[] = [
  'tamperProtection',
  'edrDeviceTags',
  'edrGroupIds',
  'functionalityMode',
  'managedBy',
  'telemetryClient',
];

const nameOf = ([name]: readonly [string, unknown]): string => printable(name);

function managerOf(health: Health): AgentWord['managedBy'] {
  const member = health.get('managedBy');
  if (member === undefined) return { is: 'unsaid' };
  if (typeof member.value !== 'string') return { is: 'odd' };
  return member.value === '' ? { is: 'nobody' } : { is: 'named', name: printable(member.value) };
}

/** Only key and value were ever seen in an entry; a list with another one tells nothing. */
function tagsOf(value: unknown): readonly Tag[] | null {
  if (!Array.isArray(value)) return null;
  const entries: readonly unknown[] = value;
  const tags = entries.map(tagOf);
  return tags.every((tag) => tag !== undefined) ? tags : null;
}

export function tagOf(entry: unknown): Tag | undefined {
  if (typeof entry !== 'object' || entry === null || !('key' in entry) || !('value' in entry))
    return undefined;
  const { key, value } = entry;
  return typeof key === 'string' && typeof value === 'string' ? { key, value } : undefined;
}

const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** Before the agent is onboarded, it says "unavailable" where an id would stand. */
const text = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' && value !== 'unavailable' ? printable(value) : null;

/** Milliseconds as digits; a date in words is the local form of a language and not read. */
const time = (value: unknown): number | null =>
  typeof value === 'string' && /^\d{12,14}$/.test(value) ? Number(value) : null;

const LEVELS: readonly string[] = ['real_time', 'on_demand', 'passive', 'disabled', 'audit', 'block'];

/** A word that is not known tells nothing. */
const byLevel = (level: unknown, yes: readonly string[]): boolean | null =>
  typeof level === 'string' && LEVELS.includes(level) ? yes.includes(level) : null;

/** Words of the machine go into evidence: one line, nothing that steers a terminal. */
export const printable = (said: string, limit = 100): string =>
  said.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, limit);
