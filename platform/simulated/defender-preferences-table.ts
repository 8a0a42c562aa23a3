// What the simulated antivirus engine knows to configure: where policy sets it, its name as a preference. Data only.

import type { Scalar } from '../../src/model/value.js';

export interface EnginePreference {
  /** Property of Get-MpPreference and parameter of Set-MpPreference. */
  readonly property: string;
  /** `switch`: a boolean, 0 and 1 in policy. `time`: minutes after midnight in policy, shown as a time of day. */
  readonly takes: 'switch' | 'time' | 'text' | readonly [min: number, max: number] | ReadonlySet<number>;
  readonly default: Scalar | null;
  /** Below the policy key of the engine; none: no home in policy is documented, only the preference. */
  readonly policy?: readonly [subkey: string, value: string];
  /** In policy the number stands in a text. */
  readonly asText?: true;
  /** Tamper protection holds it at its default. */
  readonly guarded?: true;
}

const ACTIONS: ReadonlySet<number> = new Set([0, 1, 2, 3, 6, 8, 9, 10]);
const CHANNELS: ReadonlySet<number> = new Set([0, 2, 3, 4, 5, 6]);
const REAL_TIME = 'Real-Time Protection';
const UPDATES = 'Signature Updates';
const NETWORK = 'Windows Defender Exploit Guard\\Network Protection';
const ACTION = 'Threats\\ThreatSeverityDefaultAction';

const set = (property: string, policy: readonly [string, string], on = false): EnginePreference => ({
  property,
  takes: 'switch',
  default: on,
  policy,
});
const unwritten = (property: string, on = false): EnginePreference => ({
  property,
  takes: 'switch',
  default: on,
});
const guarded = (preference: EnginePreference): EnginePreference => ({ ...preference, guarded: true });
const number = (
  property: string,
  policy: readonly [string, string],
  takes: readonly [number, number] | ReadonlySet<number>,
  byDefault: number,
): EnginePreference => ({ property, takes, default: byDefault, policy });
const action = (property: string, level: string): EnginePreference =>
  guarded({ property, takes: ACTIONS, default: 0, policy: [ACTION, level], asText: true });

/**
 * Source: the engine's administrative templates (keys and values), Microsoft Learn "Set-MpPreference" (names and
 * ranges), "Policy CSP - Defender" (defaults, what tamper protection guards) and "Protect security settings with
 * tamper protection". The names that say "disable" say so in policy and as a preference alike.
 */
export const ENGINE_PREFERENCES: readonly EnginePreference[] = [
  guarded(set('DisableArchiveScanning', ['Scan', 'DisableArchiveScanning'])),
  guarded(set('DisableBehaviorMonitoring', [REAL_TIME, 'DisableBehaviorMonitoring'])),
  guarded(number('MAPSReporting', ['Spynet', 'SpynetReporting'], [0, 2], 2)),
  set('DisableEmailScanning', ['Scan', 'DisableEmailScanning'], true),
  set(
    'DisableScanningMappedNetworkDrivesForFullScan',
    ['Scan', 'DisableScanningMappedNetworkDrivesForFullScan'],
    true,
  ),
  set('DisableRemovableDriveScanning', ['Scan', 'DisableRemovableDriveScanning'], true),
  guarded(unwritten('DisableIntrusionPreventionSystem')),
  guarded(set('DisableIOAVProtection', [REAL_TIME, 'DisableIOAVProtection'])),
  guarded(set('DisableRealtimeMonitoring', [REAL_TIME, 'DisableRealtimeMonitoring'])),
  set('DisableScanningNetworkFiles', ['Scan', 'DisableScanningNetworkFiles']),
  guarded(set('DisableScriptScanning', [REAL_TIME, 'DisableScriptScanning'])),
  set('UILockdown', ['UX Configuration', 'UILockdown']),
  number('ScanAvgCPULoadFactor', ['Scan', 'AvgCPULoadFactor'], [0, 100], 50),
  set('CheckForSignaturesBeforeRunningScan', ['Scan', 'CheckForSignaturesBeforeRunningScan']),
  guarded(number('CloudBlockLevel', ['MpEngine', 'MpCloudBlockLevel'], new Set([0, 1, 2, 4, 6]), 0)),
  number('CloudExtendedTimeout', ['MpEngine', 'MpBafsExtendedTimeout'], [0, 50], 0),
  number('QuarantinePurgeItemsAfterDelay', ['Quarantine', 'PurgeItemsAfterDelay'], [0, 0xffff_ffff], 90),
  set('DisableCatchupFullScan', ['Scan', 'DisableCatchupFullScan'], true),
  set('DisableCatchupQuickScan', ['Scan', 'DisableCatchupQuickScan'], true),
  set('EnableLowCpuPriority', ['Scan', 'LowCpuPriority']),
  number('EnableNetworkProtection', [NETWORK, 'EnableNetworkProtection'], [0, 2], 0),
  number('PUAProtection', ['', 'PUAProtection'], [0, 2], 0),
  number('RealTimeScanDirection', [REAL_TIME, 'RealtimeScanDirection'], [0, 2], 0),
  number('ScanParameters', ['Scan', 'ScanParameters'], [1, 2], 1),
  {
    property: 'ScanScheduleQuickScanTime',
    takes: 'time',
    default: 0,
    policy: ['Scan', 'ScheduleQuickScanTime'],
  },
  { property: 'ScanScheduleTime', takes: 'time', default: 120, policy: ['Scan', 'ScheduleTime'] },
  number('ScanScheduleDay', ['Scan', 'ScheduleDay'], [0, 8], 0),
  {
    property: 'SignatureFallbackOrder',
    takes: 'text',
    default: 'MicrosoftUpdateServer|MMPC',
    policy: [UPDATES, 'FallbackOrder'],
  },
  {
    property: 'SignatureDefinitionUpdateFileSharesSources',
    takes: 'text',
    default: null,
    policy: [UPDATES, 'DefinitionUpdateFileSharesSources'],
  },
  number('SignatureUpdateInterval', [UPDATES, 'SignatureUpdateInterval'], [0, 24], 0),
  number('SubmitSamplesConsent', ['Spynet', 'SubmitSamplesConsent'], [0, 3], 1),
  action('LowThreatDefaultAction', '1'),
  action('ModerateThreatDefaultAction', '2'),
  action('HighThreatDefaultAction', '4'),
  action('SevereThreatDefaultAction', '5'),
  set('AllowNetworkProtectionDownLevel', [NETWORK, 'AllowNetworkProtectionDownLevel']),
  unwritten('AllowNetworkProtectionOnWinServer'),
  set('AllowDatagramProcessingOnWinServer', ['NIS', 'AllowDatagramProcessingOnWinServer']),
  unwritten('DisableDnsOverTcpParsing'),
  unwritten('DisableHttpParsing'),
  unwritten('DisableSshParsing'),
  unwritten('DisableTlsParsing'),
  unwritten('EnableDnsSinkhole', true),
  set('MeteredConnectionUpdates', [UPDATES, 'MeteredConnectionUpdates']),
  set('RandomizeScheduleTaskTimes', ['', 'RandomizeScheduleTaskTimes'], true),
  number('SchedulerRandomizationTime', ['', 'SchedulerRandomizationTime'], [1, 23], 4),
  unwritten('DisableCoreServiceECSIntegration'),
  unwritten('DisableCoreServiceTelemetry'),
  // The values of the channels are those of newer templates (assumed).
  number('EngineUpdatesChannel', ['', 'EngineRing'], CHANNELS, 0),
  number('PlatformUpdatesChannel', ['', 'PlatformRing'], CHANNELS, 0),
  number('DefinitionUpdatesChannel', ['', 'SignaturesRing'], new Set([0, 4, 5]), 0),
  unwritten('EnableConvertWarnToBlock'),
  set('EnableFileHashComputation', ['MpEngine', 'EnableFileHashComputation']),
  set('OobeEnableRtpAndSigUpdate', [REAL_TIME, 'OobeEnableRtpAndSigUpdate']),
  number('QuickScanIncludeExclusions', ['Scan', 'QuickScanIncludeExclusions'], [0, 1], 0),
  {
    property: 'RemoteEncryptionProtectionConfiguredState',
    takes: new Set([0, 1, 2, 4]),
    default: 0,
  },
  { property: 'IntelTDTEnabled', takes: [0, 2], default: 0 },
  unwritten('ReportDynamicSignatureDroppedEvent'),
  number(
    'EnableControlledFolderAccess',
    ['Windows Defender Exploit Guard\\Controlled Folder Access', 'EnableControlledFolderAccess'],
    [0, 4],
    0,
  ),
];

export interface EngineList {
  readonly property: string;
  /** Each item is the name of one value in this key. */
  readonly policyKey: string;
  /** Policy counts only while this value is 1. */
  readonly turnedOnBy?: readonly [subkey: string, value: string];
  readonly exclusion?: true;
}

const ASR = 'Windows Defender Exploit Guard\\ASR';
const FOLDERS = 'Windows Defender Exploit Guard\\Controlled Folder Access';
const exclusion = (property: string, kind: string): EngineList => ({
  property,
  policyKey: `Exclusions\\${kind}`,
  turnedOnBy: ['Exclusions', `Exclusions_${kind}`],
  exclusion: true,
});

/** Source: the engine's administrative templates. */
export const ENGINE_LISTS: readonly EngineList[] = [
  exclusion('ExclusionExtension', 'Extensions'),
  exclusion('ExclusionPath', 'Paths'),
  exclusion('ExclusionProcess', 'Processes'),
  {
    property: 'AttackSurfaceReductionOnlyExclusions',
    policyKey: `${ASR}\\ASROnlyExclusions`,
    turnedOnBy: [ASR, 'ExploitGuard_ASR_ASROnlyExclusions'],
  },
  { property: 'ControlledFolderAccessProtectedFolders', policyKey: `${FOLDERS}\\ProtectedFolders` },
  { property: 'ControlledFolderAccessAllowedApplications', policyKey: `${FOLDERS}\\AllowedApplications` },
];

/** Value name = identifier of the rule, text = its mode. */
export const ASR_RULES = { key: `${ASR}\\Rules`, turnedOnBy: [ASR, 'ExploitGuard_ASR_Rules'] } as const;
/** Value name = identifier of the rule, text = paths joined with `>`. */
export const ASR_RULE_EXCLUSIONS = `${ASR}\\ASROnlyPerRuleExclusions`;
export const ASR_MODES: ReadonlySet<number> = new Set([0, 1, 2, 5, 6]);
