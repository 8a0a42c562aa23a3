// What others do to a simulated Windows machine: administrators, policies of others, restarts, faults. Over its store.

import { policyKey, TAKEN_AT_BOOT } from './defender-effective.js';
import type { MachineStore } from './machine-store.js';
import type { RegistryChange } from './registry.js';
import { applyChanges, numberAt } from './registry.js';
import { dwordValue } from './registry-value.js';
import { withPreference } from './set-preference.js';
import { withKeptExclusions } from './tamper-protection.js';
import { withoutWindowsFile, withWindowsFile } from './windows-files.js';
import type { ManagementControls } from './windows-management.js';
import { createManagementControls, withService } from './windows-management.js';
import type { DefenderState, Preference, WindowsFaults, WindowsState } from './windows-state.js';
import { DEFENDER_KEY, PREFETCH } from './windows-state.js';

export interface WindowsControls extends ManagementControls {
  setFaults(faults: Partial<WindowsFaults>): void;
  /** `rebootBound`: some values are taken up only when the machine starts. */
  setDefender(
    defender: Partial<Omit<DefenderState, 'local' | 'atBoot' | 'keptExclusions'>> & {
      readonly rebootBound?: boolean;
    },
  ): void;
  /** `Set-MpPreference` of an administrator. Tamper protection swallows what it guards. */
  setPreference(property: string, value: Preference | undefined): void;
  /** The registry as another hand with all rights changes it. */
  changeRegistry(changes: readonly RegistryChange[]): void;
  setFile(path: string, content: Uint8Array | string | undefined): void;
  setService(name: string, is: 'running' | 'stopped' | undefined): void;
  restart(): void;
}

export function createWindowsControls(store: MachineStore<WindowsState>): WindowsControls {
  const update = (change: (state: WindowsState) => Partial<WindowsState>): void => {
    const state = store.get();
    store.set(withKeptExclusions({ ...state, ...change(state) }));
  };
  return {
    ...createManagementControls(update),
    setFaults: (faults) => update((state) => withFaults(state, faults)),
    setDefender: ({ rebootBound, ...defender }) =>
      update((state) => {
        const kept = rebootBound === true ? (state.defender.atBoot ?? bootValues(state)) : null;
        const atBoot = rebootBound === undefined ? state.defender.atBoot : kept;
        return tamperSwitched({ ...state, defender: { ...state.defender, ...defender, atBoot } });
      }),
    setPreference: (property, value) => update((state) => withPreference(state, property, value)),
    changeRegistry: (changes) => update((state) => ({ registry: applyChanges(state.registry, changes) })),
    setFile: (path, content) =>
      update((state) => ({
        files:
          content === undefined
            ? withoutWindowsFile(state.files, path)
            : withWindowsFile(state.files, path, Buffer.from(content)),
      })),
    setService: (name, is) => update((state) => withService(state, name, is)),
    restart: () =>
      update((state) => ({
        boots: state.boots + 1,
        registry: applyChanges(state.registry, [
          { do: 'set', path: PREFETCH, value: dwordValue('BootId', state.boots + 1) },
        ]),
        defender: {
          ...state.defender,
          atBoot: state.defender.atBoot === null ? null : bootValues(state),
        },
      })),
  };
}

/** Where the feature is taken away, its service goes with it, and comes back with it. */
function withFaults(state: WindowsState, faults: Partial<WindowsFaults>): Partial<WindowsState> {
  const { defenderMissing } = faults;
  const changed = { faults: { ...state.faults, ...faults } };
  if (defenderMissing === undefined || defenderMissing === state.faults.defenderMissing) return changed;
  return { ...changed, ...withService(state, 'WinDefend', defenderMissing ? undefined : 'running') };
}

const bootValues = (state: WindowsState): Readonly<Record<string, number | null>> =>
  Object.fromEntries(
    TAKEN_AT_BOOT.map(([subkey, name]) => [name, numberAt(state.registry, policyKey(subkey), name) ?? null]),
  );

/** 5 = on, 4 = off: what anybody may read there and nobody write. */
function tamperSwitched(state: WindowsState): WindowsState {
  const value = dwordValue('TamperProtection', state.defender.tamperProtected ? 5 : 4);
  const path = `${DEFENDER_KEY}\\Features`;
  return { ...state, registry: applyChanges(state.registry, [{ do: 'set', path, value }]) };
}
