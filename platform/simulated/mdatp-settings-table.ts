// What the simulated agent knows to configure: where it is managed, how it is shown and set by hand. Data only.

import type { Scalar } from '../../src/model/value.js';

export interface AgentSetting {
  /** In the managed file. */
  readonly path: string;
  /** Values that the agent takes; others are ignored as if the key were missing (assumed). */
  readonly takes: 'boolean' | 'integer' | 'text' | readonly string[];
  readonly default: Scalar;
  /** Older agents ignore the key. */
  readonly since?: string;
  /** Name in text; JSON uses the same in camel case. */
  readonly field?: string;
  /** Group of `health --details`; without it the field stands in plain `health`. */
  readonly group?: string;
  /** Name for `mdatp config`, with the value that each word stands for. */
  readonly config?: string;
  readonly words?: Readonly<Record<string, Scalar>>;
  /** How health shows it, where that is not the value itself. */
  readonly shown?: Readonly<Record<string, Scalar>>;
  readonly needsRestart?: true;
  /** Option of `mdatp config scheduled-scan weekly-scan`. */
  readonly weekly?: string;
  /** A key that it superseded: counts where the newer one is not managed. */
  readonly older?: { readonly path: string; readonly words: Readonly<Record<string, Scalar>> };
}

const SWITCH: Readonly<Record<string, Scalar>> = { enabled: true, disabled: false };
const ENABLED: Readonly<Record<string, Scalar>> = { enabled: 'enabled', disabled: 'disabled' };
const WORDS = ['enabled', 'disabled'] as const;

/**
 * Source: Microsoft Learn, "Configure security settings and policies for Microsoft Defender for Endpoint on Linux"
 * and "Resources"; health names from recorded output of agent 101.23062.0010. Field names in groups other than
 * `definitions` are assumed.
 */
export const AGENT_SETTINGS: readonly AgentSetting[] = [
  {
    path: 'antivirusEngine.behaviorMonitoring',
    takes: WORDS,
    default: 'disabled',
    since: '101.45.00',
    field: 'behavior_monitoring',
    config: 'behavior-monitoring',
    words: ENABLED,
  },
  {
    path: 'antivirusEngine.scanAfterDefinitionUpdate',
    takes: 'boolean',
    default: true,
    since: '101.45.00',
    field: 'scan_after_definition_update',
    group: 'antivirus',
    config: 'scan-after-definition-update',
    words: SWITCH,
  },
  {
    path: 'antivirusEngine.scanArchives',
    takes: 'boolean',
    default: true,
    since: '101.45.00',
    field: 'scan_archives',
    group: 'antivirus',
    config: 'scan-archives',
    words: SWITCH,
  },
  {
    path: 'antivirusEngine.maximumOnDemandScanThreads',
    takes: 'integer',
    default: 2,
    since: '101.45.00',
    field: 'maximum_on_demand_scan_threads',
    group: 'antivirus',
    config: 'maximum-on-demand-scan-threads',
  },
  {
    path: 'antivirusEngine.nonExecMountPolicy',
    takes: ['unmute', 'mute'],
    default: 'unmute',
    since: '101.85.27',
    field: 'non_exec_mount_policy',
    group: 'antivirus',
  },
  {
    path: 'antivirusEngine.enableFileHashComputation',
    takes: 'boolean',
    default: false,
    since: '101.85.27',
    field: 'enable_file_hash_computation',
    group: 'antivirus',
    config: 'enable-file-hash-computation',
    words: SWITCH,
  },
  {
    path: 'antivirusEngine.offlineDefinitionUpdate',
    takes: WORDS,
    default: 'disabled',
    since: '101.24022.0001',
    field: 'offline_definition_update',
    group: 'definitions',
  },
  {
    path: 'antivirusEngine.offlineDefinitionUpdateUrl',
    takes: 'text',
    default: '',
    since: '101.24022.0001',
    field: 'offline_definition_url_configured',
    group: 'definitions',
  },
  {
    path: 'antivirusEngine.offlineDefinitionUpdateFallbackToCloud',
    takes: 'boolean',
    default: false,
    since: '101.24022.0001',
    field: 'offline_definition_update_fallback_to_cloud',
    group: 'definitions',
  },
  {
    path: 'features.offlineDefinitionUpdateVerifySig',
    takes: WORDS,
    default: 'disabled',
    since: '101.24022.0001',
    field: 'offline_definition_update_verify_sig',
    group: 'definitions',
  },
  {
    path: 'antivirusEngine.scheduledScan',
    takes: WORDS,
    default: 'disabled',
    since: '101.26032.0000',
    field: 'scheduled_scan',
    group: 'scheduled_scan',
  },
  {
    path: 'cloudService.enabled',
    takes: 'boolean',
    default: true,
    field: 'cloud_enabled',
    config: 'cloud',
    words: SWITCH,
  },
  {
    path: 'cloudService.diagnosticLevel',
    takes: ['optional', 'required'],
    default: 'required',
    field: 'cloud_diagnostic_enabled',
    config: 'cloud-diagnostic',
    words: { enabled: 'optional', disabled: 'required' },
    shown: { optional: true, required: false },
    needsRestart: true,
  },
  {
    path: 'cloudService.cloudBlockLevel',
    takes: ['normal', 'moderate', 'high', 'high_plus', 'zero_tolerance'],
    default: 'normal',
    since: '101.56.62',
    field: 'cloud_block_level',
    group: 'cloud',
  },
  {
    path: 'cloudService.automaticSampleSubmissionConsent',
    takes: ['none', 'safe', 'all'],
    default: 'safe',
    field: 'cloud_automatic_sample_submission_consent',
    config: 'cloud-automatic-sample-submission',
    words: { enabled: 'safe', disabled: 'none' },
  },
  {
    path: 'cloudService.automaticDefinitionUpdateEnabled',
    takes: 'boolean',
    default: true,
    field: 'automatic_definition_update_enabled',
  },
  {
    path: 'features.moduleLoad',
    takes: WORDS,
    default: 'disabled',
    since: '101.68.80',
    field: 'module_load',
    group: 'features',
  },
  {
    path: 'features.ebpfSupplementaryEventProvider',
    takes: WORDS,
    default: 'enabled',
    since: '101.23082.0006',
    config: 'ebpf-supplementary-event-provider',
    words: ENABLED,
  },
  {
    path: 'networkProtection.enforcementLevel',
    takes: ['disabled', 'audit', 'block'],
    default: 'disabled',
    since: '101.78.13',
    field: 'network_protection_enforcement_level',
    config: 'network-protection enforcement-level',
    words: { disabled: 'disabled', audit: 'audit', block: 'block' },
  },
  { path: 'edr.groupIds', takes: 'text', default: '', field: 'edr_group_ids' },
];
