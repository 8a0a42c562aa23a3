// Tamper protection of the simulated engine: what it refuses, and what it records of the attempt. Pure.
// Source: Microsoft Learn, "Protect security settings with tamper protection": a change of a guarded value may look
// accepted, has no effect, and is recorded as event 5013.

import { listInForce, policyKey } from './defender-effective.js';
import { ENGINE_LISTS, ENGINE_PREFERENCES } from './defender-preferences-table.js';
import { olderThan } from './mdatp-effective.js';
import type { Registry } from './registry.js';
import { findValue, isWithin, numberAt } from './registry.js';
import type { WindowsEvent, WindowsState } from './windows-state.js';
import { DEFENDER_KEY, DEFENDER_POLICY } from './windows-state.js';

/** Its own switch cannot be written locally at all; the engine's own keys not while it is on. */
export function isProtectedKey(state: WindowsState, path: string): boolean {
  return (
    isWithin(path, `${DEFENDER_KEY}\\Features`) ||
    (state.defender.tamperProtected && isWithin(path, DEFENDER_KEY))
  );
}

export const isGuardedPreference = (property: string): boolean =>
  ENGINE_PREFERENCES.some((preference) => preference.property === property && preference.guarded === true);

/**
 * Exclusions are guarded only on a device that one manager alone manages, with local lists switched off.
 * Source: Microsoft Learn, "Protect Microsoft Defender Antivirus exclusions from tampering".
 */
function guardsExclusions({ registry, defender }: WindowsState): boolean {
  const type = numberAt(registry, DEFENDER_KEY, 'ManagedDefenderProductType');
  const byConfigMgr = type === 7 && numberAt(registry, SENSE_CM, 'EnrollmentStatus') === 4;
  return (
    defender.tamperProtected &&
    !olderThan(defender.platformVersion, '4.18.2211.5') &&
    numberAt(registry, DEFENDER_POLICY, 'DisableLocalAdminMerge') === 1 &&
    numberAt(registry, `${DEFENDER_KEY}\\Features`, 'TPExclusions') === 1 &&
    (type === 6 || byConfigMgr)
  );
}

const SENSE_CM = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SenseCM';

/** From the moment that all conditions hold the lists stay as they are, until one of them does not. */
export function withKeptExclusions(state: WindowsState): WindowsState {
  const guards = guardsExclusions(state);
  if (guards === (state.defender.keptExclusions !== null)) return state;
  const lists = ENGINE_LISTS.filter((list) => list.exclusion === true);
  const keptExclusions = guards
    ? Object.fromEntries(lists.map((list) => [list.property, listInForce(state, list)]))
    : null;
  return { ...state, defender: { ...state.defender, keptExclusions } };
}

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
