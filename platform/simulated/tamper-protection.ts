// Tamper protection of the simulated engine: what it refuses, and what it records of the attempt. Pure.
// Source: Microsoft Learn, "Protect security settings with tamper protection": a change of a guarded value may look
// accepted, has no effect, and is recorded as event 5013.

import { policyKey } from './defender-effective.js';
import { ENGINE_PREFERENCES } from './defender-preferences-table.js';
import type { Registry } from './registry.js';
import { findValue, isWithin } from './registry.js';
import type { WindowsEvent, WindowsState } from './windows-state.js';
import { DEFENDER_KEY } from './windows-state.js';

/** Its own switch cannot be written locally at all; the engine's own keys not while it is on. */
export function isProtectedKey(state: WindowsState, path: string): boolean {
  return (
    isWithin(path, `${DEFENDER_KEY}\\Features`) ||
    (state.defender.tamperProtected && isWithin(path, DEFENDER_KEY))
  );
}

export const isGuardedPreference = (property: string): boolean =>
  ENGINE_PREFERENCES.some((preference) => preference.property === property && preference.guarded === true);

/** One for each guarded value of policy that the change moved while protection is on. */
export function blockedChanges(state: WindowsState, after: Registry): readonly WindowsEvent[] {
  if (!state.defender.tamperProtected) return [];
  return GUARDED_POLICY.filter(([subkey, name]) => {
    const [was, is] = [state.registry, after].map((registry) => findValue(registry, policyKey(subkey), name));
    return was?.data !== is?.data || was?.type !== is?.type;
  }).map(([subkey, name]) => blockedChange(`${policyKey(subkey)}\\${name}`));
}

const GUARDED_POLICY: readonly (readonly [string, string])[] = [
  ...ENGINE_PREFERENCES.flatMap(({ guarded, policy }) => (guarded === true && policy ? [policy] : [])),
  ['Real-Time Protection', 'DisableOnAccessProtection'],
];

export const blockedChange = (about: string): WindowsEvent => ({
  log: 'Microsoft-Windows-Windows Defender/Operational',
  id: 5013,
  about,
});
