// What is in force in the simulated antivirus engine: policy, then what an administrator set, then defaults. Pure.

import type { EngineList, EnginePreference } from './defender-preferences-table.js';
import { ASR_MODES, ASR_RULE_EXCLUSIONS, ASR_RULES, ENGINE_LISTS } from './defender-preferences-table.js';
import { olderThan } from './mdatp-effective.js';
import { findKey, findValue, numberAt } from './registry.js';
import type { RegistryValue } from './registry-value.js';
import { dwordOf, textOf } from './registry-value.js';
import type { Preference, WindowsState } from './windows-state.js';
import { DEFENDER_POLICY } from './windows-state.js';

/** Before this platform there was no configuration protection. Source: "Configuration protection (preview)". */
const CONTROLLED_SINCE = '4.18.26060.3004';

export const knowsControlledConfiguration = (state: WindowsState): boolean =>
  !olderThan(state.defender.platformVersion, CONTROLLED_SINCE);

/** All that is set locally or by Group Policy is ignored then. */
const isControlled = (state: WindowsState): boolean =>
  state.defender.controlledConfiguration && knowsControlledConfiguration(state);

export const policyKey = (subkey: string): string =>
  subkey === '' ? DEFENDER_POLICY : `${DEFENDER_POLICY}\\${subkey}`;

/** As Get-MpPreference shows it. */
export function preferenceInForce(state: WindowsState, preference: EnginePreference): Preference | null {
  const held = isControlled(state) || (state.defender.tamperProtected && preference.guarded === true);
  const value = held ? undefined : (fromPolicy(state, preference) ?? fromLocal(state, preference));
  return preference.takes === 'time' ? timeOfDay(value ?? preference.default) : (value ?? preference.default);
}

export function fromPolicy(state: WindowsState, preference: EnginePreference): Preference | undefined {
  if (preference.policy === undefined) return undefined;
  const [subkey, name] = preference.policy;
  const value = findValue(state.registry, policyKey(subkey), name);
  return value === undefined ? undefined : taken(preference, value);
}

/** A value of another type or out of range is ignored as if it were not there (assumed). */
function taken(preference: EnginePreference, value: RegistryValue): Preference | undefined {
  const { takes } = preference;
  if (takes === 'text') return textOf(value);
  const text = preference.asText === true ? textOf(value) : undefined;
  const number = text !== undefined && /^\d{1,3}$/.test(text) ? Number(text) : dwordOf(value);
  if (number === undefined || (preference.asText === true && text === undefined)) return undefined;
  if (takes === 'switch') return number !== 0;
  if (takes === 'time') return number <= 1440 ? number : undefined;
  return inRange(takes, number) ? number : undefined;
}

const inRange = (takes: readonly [number, number] | ReadonlySet<number>, number: number): boolean =>
  takes instanceof Set ? takes.has(number) : isPair(takes) && number >= takes[0] && number <= takes[1];

const isPair = (takes: readonly [number, number] | ReadonlySet<number>): takes is readonly [number, number] =>
  Array.isArray(takes);

function fromLocal(state: WindowsState, { property }: EnginePreference): Preference | undefined {
  const { local } = state.defender;
  return Object.hasOwn(local, property) ? local[property] : undefined;
}

/** Minutes after midnight, as a time; midnight of the next day is midnight. */
function timeOfDay(minutes: Preference | null): Preference | null {
  if (typeof minutes !== 'number') return minutes;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}:00`;
}

/** A list that policy and administrators fill together, unless policy forbids the latter. `null`: empty. */
export function listInForce(state: WindowsState, list: EngineList): readonly string[] | null {
  if (isControlled(state)) return null;
  const kept = state.defender.keptExclusions;
  if (kept !== null && list.exclusion === true) return kept[list.property] ?? null;
  const { turnedOnBy } = list;
  const on = turnedOnBy === undefined || isOn(state, turnedOnBy);
  const policy = on ? namesIn(state, list.policyKey) : [];
  const seen = new Set<string>();
  const items = [...policy, ...localList(state, list.property)].filter((item) => {
    const known = seen.has(item.toLowerCase());
    seen.add(item.toLowerCase());
    return !known;
  });
  return items.length === 0 ? null : items;
}

const isOn = (state: WindowsState, [subkey, name]: readonly [string, string]): boolean =>
  numberAt(state.registry, policyKey(subkey), name) === 1;

const namesIn = (state: WindowsState, subkey: string): readonly string[] =>
  (findKey(state.registry, policyKey(subkey))?.values ?? [])
    .map((value) => value.name)
    .filter((name) => name !== '');

function localList(state: WindowsState, property: string): readonly string[] {
  if (localMergeDisabled(state)) return [];
  const items = state.defender.local[property];
  return Array.isArray(items) ? items.map(String) : [];
}

/** What administrators add is not in force then. */
export const localMergeDisabled = (state: WindowsState): boolean =>
  atBootOrNow(state, '', 'DisableLocalAdminMerge') === 1;

/** Some values may be taken up only when the machine starts. */
export function atBootOrNow(state: WindowsState, subkey: string, name: string): number | undefined {
  const { atBoot } = state.defender;
  return atBoot === null ? numberAt(state.registry, policyKey(subkey), name) : (atBoot[name] ?? undefined);
}

/** Source: known issues of security settings management: these may need a restart. */
export const TAKEN_AT_BOOT: readonly (readonly [subkey: string, name: string])[] = [
  ['', 'DisableLocalAdminMerge'],
  ['Real-Time Protection', 'DisableOnAccessProtection'],
];

export interface RulesInForce {
  readonly modes: readonly (readonly [id: string, mode: number])[];
  readonly exclusions: readonly (readonly [id: string, paths: string])[];
}

/** Policy beats what an administrator set for the same rule; identifiers are the same whatever their case. */
export function rulesInForce(state: WindowsState): RulesInForce {
  if (isControlled(state)) return { modes: [], exclusions: [] };
  const policy = isOn(state, ASR_RULES.turnedOnBy) ? textsIn(state, ASR_RULES.key) : [];
  const modes = new Map<string, number>();
  for (const [id, text] of [...localRules(state), ...policy]) {
    const mode = /^\d$/.test(text) ? Number(text) : undefined;
    if (mode !== undefined && ASR_MODES.has(mode)) modes.set(id.toLowerCase(), mode);
  }
  return { modes: [...modes], exclusions: textsIn(state, ASR_RULE_EXCLUSIONS) };
}

const textsIn = (state: WindowsState, subkey: string): readonly (readonly [string, string])[] =>
  (findKey(state.registry, policyKey(subkey))?.values ?? []).flatMap((value) => {
    const text = textOf(value);
    return text === undefined || value.name === '' ? [] : [[value.name, text] as const];
  });

/** Two lists side by side, as Add-MpPreference takes them. */
function localRules(state: WindowsState): readonly (readonly [string, string])[] {
  const ids = localList(state, 'AttackSurfaceReductionRules_Ids');
  const modes = localList(state, 'AttackSurfaceReductionRules_Actions');
  return ids.map((id, at) => [id, modes[at] ?? ''] as const);
}

/** All lists of the engine as properties, hidden from whom they are hidden. */
export function listsShown(state: WindowsState): Readonly<Record<string, readonly string[] | null>> {
  return Object.fromEntries(
    ENGINE_LISTS.map((list) => {
      const items = listInForce(state, list);
      return [list.property, list.exclusion === true ? whatIsShown(state, items) : items];
    }),
  );
}

/** Source: Microsoft Learn, "Hide exclusions"; the sentence that stands in place of a list is assumed. */
function whatIsShown(state: WindowsState, items: readonly string[] | null): readonly string[] | null {
  const { readerIs } = state.faults;
  if (readerIs === 'user') return ['N/A: Must be an administrator to view exclusions'];
  const hidden = numberAt(state.registry, DEFENDER_POLICY, 'HideExclusionsFromLocalAdmins') === 1;
  return readerIs === 'administrator' && hidden
    ? ['N/A: Administrators are not allowed to view exclusions']
    : items;
}
