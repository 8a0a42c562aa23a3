// What a pass decides for one setting, as data. Pure types.

import type { CatalogRow } from '../model/catalog/row.js';
import type { Reason } from '../model/finding.js';
import type { PolicyRef, SettingKey } from '../model/ids.js';
import type { Engine, PreImage, SystemVersion } from '../model/ports.js';
import type { Value } from '../model/value.js';
import type { Pace } from './contest.js';
import type { HeldEntry } from './held-entries.js';
import type { Entry } from './memory.js';

/** `first`: not ours so far. `intended`: the policy moved. `drift`: we had written it and somebody undid it. */
export type Why = 'first' | 'intended' | 'drift';

export type Move =
  /** What is stored is what is wanted. */
  | { readonly do: 'nothing'; readonly desired: Value }
  | {
      readonly do: 'set';
      readonly desired: Value;
      /** The whole value to store; for a merged list with the entries of others. */
      readonly target: Value;
      readonly ours?: readonly Entry[];
      readonly why: Why;
      /** Why `target` does not hold all that is desired. */
      readonly partly?: Reason;
    }
  /** What is stored differs, and is left so for a reason. */
  | {
      readonly do: 'refrain';
      readonly desired: Value;
      readonly state: 'nonCompliant' | 'unknown';
      readonly reason: Reason;
      readonly drift: boolean;
    }
  | { readonly do: 'not-applicable'; readonly desired: Value; readonly reason: Reason }
  /** The value in force stays and is neither written nor repaired. */
  | {
      readonly do: 'hold';
      readonly wanted: readonly { readonly policy: PolicyRef; readonly value: Value }[];
    }
  /** A policy still names it, but with a value that cannot be enforced: what is in force stays. */
  | { readonly do: 'stay' }
  | { readonly do: 'put-back'; readonly image: PreImage }
  /** Others changed the list since: only our entries are taken out of it. */
  | { readonly do: 'trim'; readonly target: Value }
  /** The former value is back already. */
  | { readonly do: 'forget' }
  /** A third party has changed it since: theirs now. */
  | { readonly do: 'leave-alone' }
  /** Ours, no longer wanted, and cannot be given back now. */
  | { readonly do: 'keep'; readonly state: 'nonCompliant' | 'unknown'; readonly reason: Reason };

export type MoveOf<D extends Move['do']> = Extract<Move, { readonly do: D }>;

export type Decision = {
  readonly row: CatalogRow;
  /** Empty when no policy wants the setting any more. */
  readonly policies: readonly PolicyRef[];
  /** Entries of the list that are left as they are, because policies contradict each other about them. */
  readonly held?: readonly HeldEntry[];
} & Move;

export type DecisionOf<D extends Move['do']> = Extract<Decision, { readonly do: D }>;

/** What holds for the whole pass. */
export interface Situation {
  readonly engine: Engine;
  /** Absent: not told, and nothing is concluded from that. */
  readonly system?: SystemVersion;
  readonly mode: 'enforce' | 'audit';
  /** False: what is in force goes on, repairs included, and nothing new is taken or given back. */
  readonly allowNew: boolean;
  /** For what somebody keeps undoing. */
  readonly pace: Pace;
}

export type Decisions = ReadonlyMap<SettingKey, Decision>;
