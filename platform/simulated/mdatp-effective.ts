// What is in force in the simulated agent: managed configuration, then local values, then defaults. Pure.

import type { Scalar } from '../../src/model/value.js';
import { managedPreferences, WDAV } from './mac-profiles.js';
import type { MachineState, Section } from './machine-state.js';
import { CHANNEL_FILE, fileText, MANAGED_FILE } from './machine-state.js';
import type { AgentSetting } from './mdatp-settings-table.js';

export interface InForce {
  readonly value: Scalar;
  readonly managed: boolean;
}

/**
 * Where the agent is managed from: a file on Linux, installed profiles on a Mac. As JSON text. The file of the vendor's
 * own channel counts instead of the administrator's (that a few sections of both are merged is left out here).
 */
export function managedText(state: MachineState): string | null {
  return state.mac === undefined
    ? (fileText(state, CHANNEL_FILE) ?? fileText(state, MANAGED_FILE))
    : (state.mac.channel ?? JSON.stringify(managedPreferences(state.mac.profiles).get(WDAV) ?? {}));
}

/** A managed file that is not a JSON object is ignored as a whole (assumed). */
export function managedConfig(state: MachineState): Section {
  const tamper = state.faults.tamperProtected;
  return parseManaged(tamper === null ? managedText(state) : tamper.kept);
}

export function inForce(state: MachineState, setting: AgentSetting): InForce {
  const config = setting.needsRestart ? parseManaged(state.agent.managedAtStart) : managedConfig(state);
  const known = setting.since === undefined || !olderThan(state.agent.version, setting.since);
  const managed = known ? (at(config, setting.path) ?? superseded(config, setting)) : undefined;
  if (isTaken(setting, managed)) return { value: managed, managed: true };
  const local = state.agent.local[setting.path];
  return { value: local ?? setting.default, managed: false };
}

function superseded(config: Section, { older }: AgentSetting): unknown {
  const value = String(older === undefined ? undefined : at(config, older.path));
  return older !== undefined && Object.hasOwn(older.words, value) ? older.words[value] : undefined;
}

export interface Enforcement {
  readonly level: string;
  readonly realTime: InForce;
  readonly passive: InForce;
}

/** Passive by default from this version on; real-time before, and always on a Mac. */
const PASSIVE_SINCE = '101.23062.0001';
const AUDIT_SINCE = '101.26062.0007';

/** The level in the managed file beats the two older switches, these beat what was set by hand. */
export function enforcement(state: MachineState): Enforcement {
  const config = managedConfig(state);
  const level = at(config, 'antivirusEngine.enforcementLevel');
  const levels = ['real_time', 'on_demand', 'passive'];
  const onMac = state.mac !== undefined;
  if (!onMac && !olderThan(state.agent.version, AUDIT_SINCE)) levels.push('audit');
  if (typeof level === 'string' && levels.includes(level)) {
    return asSwitches(level, { realTime: true, passive: true });
  }
  const passiveByDefault = !onMac && !olderThan(state.agent.version, PASSIVE_SINCE);
  const realTime = switchOf(state, config, 'antivirusEngine.enableRealTimeProtection', !passiveByDefault);
  // Switching real-time protection on is enough; switching it off alone leaves the default mode.
  const byDefault = passiveByDefault && !realTime.value;
  const passive = switchOf(state, config, 'antivirusEngine.passiveMode', byDefault);
  const derived = passive.value ? 'passive' : realTime.value ? 'real_time' : 'on_demand';
  return asSwitches(derived, { realTime: realTime.managed, passive: passive.managed });
}

/** Audit scans in real time and only reports (assumed: shown as real-time protection). */
function asSwitches(level: string, managed: { realTime: boolean; passive: boolean }): Enforcement {
  return {
    level,
    realTime: { value: level === 'real_time' || level === 'audit', managed: managed.realTime },
    passive: { value: level === 'passive', managed: managed.passive },
  };
}

function switchOf(state: MachineState, config: Section, path: string, byDefault: boolean): InForce {
  const managed = at(config, path);
  if (typeof managed === 'boolean') return { value: managed, managed: true };
  return { value: state.agent.local[path] ?? byDefault, managed: false };
}

function isTaken(setting: AgentSetting, value: unknown): value is Scalar {
  switch (setting.takes) {
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isSafeInteger(value);
    case 'text':
      return typeof value === 'string';
    default:
      return typeof value === 'string' && setting.takes.includes(value);
  }
}

/** Repeated keys: the last one counts (assumed; so does JSON.parse). */
function parseManaged(text: string | null): Section {
  try {
    const json: unknown = JSON.parse(text ?? '{}');
    return isSection(json) ? json : {};
  } catch {
    return {};
  }
}

export function at(config: Section, path: string): unknown {
  let here: unknown = config;
  for (const key of path.split('.'))
    here = isSection(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return here;
}

export function isSection(json: unknown): json is Section {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

/** Dotted numbers, compared as numbers. */
export function olderThan(version: string, other: string): boolean {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  for (let part = 0; part < 4; part += 1) {
    const difference = (a?.[part] ?? 0) - (b?.[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
