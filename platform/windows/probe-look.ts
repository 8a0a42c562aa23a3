// What all probes of one survey share: the machine, what was already asked of it, and how an answer is said.

import type { Evidence, FitCase, OtherManager, Probe } from '../../src/model/probe.js';
import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { HostFacts } from '../host.js';
import { buildOf, isRequired } from './probe-required.js';
import type { Queried, RegistryQueries } from './query-registry.js';
import type { RegistryAccess } from './registry-access.js';
import { foldName } from './registry-value.js';

export interface Look extends RegistryAccess, RegistryQueries {
  readonly facts: HostFacts;
}

export const MICROSOFT = 'HKLM\\SOFTWARE\\Microsoft';
export const SERVICES = 'HKLM\\SYSTEM\\CurrentControlSet\\Services';

export type ManagerProbe = Extract<Probe, { asks: 'manager' }>;
export type FitProbe = Extract<Probe, { asks: 'fit' }>;
export type TenantProbe = Extract<Probe, { asks: 'tenant' }>;

export const evidence = (source: string, says: string): Evidence => ({ source, says });

/** Whether it is required is the table's word. */
export function managerProbe(
  { facts }: Pick<Look, 'facts'>,
  manager: OtherManager,
  answer: ManagerProbe['answer'],
  told: readonly Evidence[],
): ManagerProbe {
  const required = isRequired(manager, buildOf(facts.version));
  return { asks: 'manager', manager, answer, required, evidence: told };
}

export const fitProbe = (
  name: FitCase,
  answer: FitProbe['answer'],
  source: string,
  says: string,
): FitProbe => ({ asks: 'fit', case: name, answer, evidence: [evidence(source, says)] });

/** Is a key of this name right below one of the two keys that are never empty? Asked once for a survey. */
export async function lists(
  look: Pick<Look, 'query'>,
  key: typeof MICROSOFT | typeof SERVICES,
  name: string,
): Promise<Result<boolean>> {
  const listed = await look.query(key);
  if (!listed.ok) return listed;
  const { size = 0 } = listed.value?.children ?? {};
  return size === 0
    ? fail({ kind: 'bad-reply', from: `reg.exe query ${key}`, why: 'it lists nothing' })
    : ok(listed.value?.children.has(foldName(name)) === true);
}

/** A key right below the first of them, where an answer that lists nothing must not pass for an empty key. */
export async function softwareKey(look: Pick<Look, 'query'>, name: string): Promise<Queried> {
  const there = await lists(look, MICROSOFT, name);
  if (!there.ok) return there;
  return there.value ? look.query(`${MICROSOFT}\\${name}`) : ok(undefined);
}
