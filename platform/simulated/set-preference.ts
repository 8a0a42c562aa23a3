// Set-MpPreference and Remove-MpPreference of the simulated engine: the weakest layer, which administrators set. Pure.

import { engineError } from './defender-cmdlets.js';
import type { EnginePreference } from './defender-preferences-table.js';
import { ENGINE_PREFERENCES } from './defender-preferences-table.js';
import { blockedChange, isGuardedPreference } from './tamper-protection.js';
import type { Preference, WindowsState } from './windows-state.js';

export type Answer =
  | { readonly value: unknown }
  | { readonly error: { readonly id: string; readonly message: string } };

/** `undefined` gives it back to its default. Tamper protection swallows what it guards, and nobody is told. */
export function withPreference(
  state: WindowsState,
  property: string,
  value: Preference | undefined,
): WindowsState {
  if (state.defender.tamperProtected && isGuardedPreference(property))
    return { ...state, events: [...state.events, blockedChange(property)] };
  const { [property]: _, ...others } = state.defender.local;
  const local = value === undefined ? others : { ...others, [property]: value };
  return { ...state, defender: { ...state.defender, local } };
}

/** One after the other, with an answer for each; null is the default. */
export function setPreferences(
  state: WindowsState,
  wanted: Readonly<Record<string, unknown>>,
): { readonly state: WindowsState; readonly answers: Readonly<Record<string, Answer>> } {
  let now = state;
  const answers: [string, Answer][] = [];
  for (const [property, value] of Object.entries(wanted)) {
    const error = refusal(now, property, value);
    answers.push([property, error === undefined ? { value: true } : { error }]);
    if (error === undefined) now = withPreference(now, property, isScalar(value) ? value : undefined);
  }
  return { state: now, answers: Object.fromEntries(answers) };
}

function refusal(
  state: WindowsState,
  property: string,
  value: unknown,
): { readonly id: string; readonly message: string } | undefined {
  const preference = ENGINE_PREFERENCES.find((one) => one.property === property);
  if (preference === undefined) return { id: 'NotSettable', message: 'no such preference' };
  const error = engineError(state, 'Set-MpPreference');
  if (error !== undefined) return error;
  return value === null || isTaken(preference, value)
    ? undefined
    : { id: 'CannotConvertArgument', message: `Cannot process the argument of ${property}.` };
}

function isTaken({ takes }: EnginePreference, value: unknown): boolean {
  if (takes === 'switch') return typeof value === 'boolean';
  if (takes === 'text') return typeof value === 'string';
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  if (takes === 'time') return value >= 0 && value < 1440;
  return 'has' in takes ? takes.has(value) : value >= takes[0] && value <= takes[1];
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
