// The one answer for each setting, with its reason: Graph's words, and our own `unknown`. Pure.

import type { EpochMs, PolicyRef, SettingKey } from './ids.js';
import type { Fault } from './result.js';
import type { Reading, Value } from './value.js';

/** Worst first: a roll-up is the first of these that occurs. Source: DESIGN of the product, section 5. */
export const STATES_WORST_FIRST = [
  'error',
  'conflict',
  'nonCompliant',
  'unknown',
  'remediated',
  'compliant',
  'notApplicable',
] as const;
export type SettingState = (typeof STATES_WORST_FIRST)[number];

/** Stable words: tables, wire and messages use the same. */
export type ReasonCode =
  | 'applied'
  | 'drift-repaired'
  | 'audit-mode'
  | 'at-reboot'
  | 'tamper-protected'
  | 'write-failed'
  | 'not-taken'
  | 'read-failed'
  | 'unverifiable'
  | 'layout'
  | 'conflict'
  | 'contested'
  | 'engine-missing'
  | 'engine-too-old'
  | 'engine-not-licensed'
  | 'engine-not-running'
  | 'system-too-old'
  | 'unknown-setting'
  | 'not-carried'
  | 'other-platform'
  | 'unproven'
  | 'needs-profile'
  | 'requires'
  | 'deprecated'
  | 'invalid-value'
  | 'secret-token'
  | 'policy-refused'
  /** A revision that is not let near the device: it crashed or hung the pass, or cut the service off. */
  | 'set-aside'
  /** A firewall change after which the service did not answer any more. */
  | 'taken-back'
  | 'other-owner'
  | 'configuration-protected'
  | 'profile-managed'
  | 'restored'
  | 'left-alone'
  | 'not-restorable'
  | 'guardrail'
  | 'enforcement-paused'
  /** No setting of the firewall is written on one. */
  | 'domain-controller';

export interface Reason {
  readonly code: ReasonCode;
  /** One sentence for people: what, on what, and what to do. No secret, no control characters from the machine. */
  readonly text: string;
}

/** What a policy asks for is done, and is dangerous all the same. Stable words. */
export type FlagCode =
  | 'root-folder'
  | 'matches-everything'
  | 'user-writable'
  | 'risky-extension'
  | 'interpreter'
  | 'oversized-list';

export interface Flag {
  readonly code: FlagCode;
  /** One sentence for people. It names exclusions: not for the public status. */
  readonly text: string;
}

export interface Finding {
  readonly key: SettingKey;
  /** The definition id as the policy wrote it (also for settings that the catalog lacks). */
  readonly settingDefinitionId: string;
  readonly name: string;
  readonly state: SettingState;
  readonly reason?: Reason;
  /** Signed 32-bit, e.g. -2147024891 for access denied. Only with state `error`. */
  readonly errorCode?: number;
  /** Every policy that touches the setting; more than one with `conflict` or a union. */
  readonly policies: readonly PolicyRef[];
  readonly desired?: Value;
  /** What we wrote and when; absent when we never wrote it. */
  readonly written?: { readonly value: Value; readonly at: EpochMs };
  readonly readBack: Reading<Fault>;
  /** True when somebody undid us since the last pass (not when the policy moved). */
  readonly drift: boolean;
  /** Absent: nothing dangerous about it. */
  readonly flags?: readonly Flag[];
  /** Somebody undoes it again and again: since when, and the earliest time of the next repair. */
  readonly contested?: { readonly since: EpochMs; readonly nextRepairAt: EpochMs };
}

export function rollUp(states: readonly SettingState[]): SettingState | undefined {
  return STATES_WORST_FIRST.find((state) => states.includes(state));
}
