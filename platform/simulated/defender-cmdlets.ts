// Get-MpPreference and Get-MpComputerStatus of the simulated machine, as the reader script gives them. Pure.
// Source: Microsoft Learn, "Get-MpPreference" and "Get-MpComputerStatus".

import {
  atBootOrNow,
  knowsControlledConfiguration,
  listsShown,
  preferenceInForce,
  rulesInForce,
} from './defender-effective.js';
import { ENGINE_PREFERENCES } from './defender-preferences-table.js';
import { numberAt } from './registry.js';
import type { WindowsState } from './windows-state.js';
import { SENSOR_STATUS } from './windows-state.js';

/** One object, in the order of the table. */
export function getMpPreference(state: WindowsState): Readonly<Record<string, unknown>> {
  const { modes, exclusions } = rulesInForce(state);
  const orNull = <T>(items: readonly T[]): readonly T[] | null => (items.length === 0 ? null : items);
  return {
    ...Object.fromEntries(
      ENGINE_PREFERENCES.map((preference) => [preference.property, preferenceInForce(state, preference)]),
    ),
    ...listsShown(state),
    AttackSurfaceReductionRules_Ids: orNull(modes.map(([id]) => id)),
    AttackSurfaceReductionRules_Actions: orNull(modes.map(([, mode]) => mode)),
    AttackSurfaceReductionRules_RuleSpecificExclusions_Id: orNull(exclusions.map(([id]) => id)),
    AttackSurfaceReductionRules_RuleSpecificExclusions: orNull(exclusions.map(([, paths]) => paths)),
  };
}

/** Why a cmdlet of the engine gives no answer; `undefined`: it does. */
export function engineError(
  state: WindowsState,
  cmdlet: string,
): { readonly id: string; readonly message: string } | undefined {
  if (state.faults.defenderMissing) return notFound(cmdlet);
  const stopped = state.services['WinDefend'] !== 'running';
  return stopped || retired(state)
    ? {
        id: `HRESULT 0x800106ba,${cmdlet}`,
        message: 'Operation failed with the following error: 0x800106ba',
      }
    : undefined;
}

export const notFound = (cmdlet: string): { readonly id: string; readonly message: string } => ({
  id: 'CommandNotFoundException',
  message: `The term '${cmdlet}' is not recognized as the name of a cmdlet, function, script file, or operable program.`,
});

/** With another antivirus the engine is off, or passive where the sensor is onboarded. */
const retired = (state: WindowsState): boolean =>
  state.faults.thirdPartyAntivirus && !isOnboarded(state) && !state.windows.server;

const isOnboarded = (state: WindowsState): boolean =>
  numberAt(state.registry, SENSOR_STATUS, 'OnboardingState') === 1;

export function getMpComputerStatus(state: WindowsState): Readonly<Record<string, unknown>> {
  const passive = state.faults.thirdPartyAntivirus;
  const { tamperProtected, controlledConfiguration, platformVersion } = state.defender;
  const off = (property: string): boolean =>
    ENGINE_PREFERENCES.some((one) => one.property === property && preferenceInForce(state, one) === true);
  const realTime = !passive && !off('DisableRealtimeMonitoring');
  return {
    AMEngineVersion: '1.1.26050.11',
    AMProductVersion: platformVersion,
    AMRunningMode: passive ? 'Passive Mode' : 'Normal',
    AMServiceEnabled: true,
    AMServiceVersion: platformVersion,
    AntispywareEnabled: true,
    AntivirusEnabled: true,
    AntivirusSignatureLastUpdated: '2026-05-20T04:00:00Z',
    AntivirusSignatureVersion: '1.431.120.0',
    BehaviorMonitorEnabled: realTime && !off('DisableBehaviorMonitoring'),
    ComputerState: 0,
    // Its words are assumed; the property came with configuration protection.
    ...(knowsControlledConfiguration(state)
      ? { ControlledConfigurationState: controlledConfiguration ? 'Enabled' : 'Disabled' }
      : {}),
    DefenderSignaturesOutOfDate: false,
    IoavProtectionEnabled: realTime && !off('DisableIOAVProtection'),
    IsTamperProtected: tamperProtected,
    IsVirtualMachine: true,
    NISEnabled: realTime,
    OnAccessProtectionEnabled: realTime && !onAccessOff(state),
    RealTimeProtectionEnabled: realTime,
    TamperProtectionSource: tamperProtected ? 'Signatures' : 'N/A',
  };
}

/** Set in the registry only; guarded as the others are. */
function onAccessOff(state: WindowsState): boolean {
  const { tamperProtected, controlledConfiguration } = state.defender;
  if (tamperProtected || (controlledConfiguration && knowsControlledConfiguration(state))) return false;
  return (atBootOrNow(state, 'Real-Time Protection', 'DisableOnAccessProtection') ?? 0) !== 0;
}
