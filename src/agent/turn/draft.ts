// What a turn knows and changes while it runs. Everything in it is saved in one transaction at the end.

import type { ProbeRound } from '../../../platform/linux/probe.js';
import type { PassOutcome } from '../../enforce/pass.js';
import type { Quarantine } from '../../enforce/quarantine.js';
import { NO_QUARANTINE } from '../../enforce/quarantine.js';
import type { LifecycleEvent, LifecycleState, ScopeWord } from '../../enroll/lifecycle.js';
import { FIRST_STATE, next } from '../../enroll/lifecycle.js';
import type { Survey } from '../../enroll/survey.js';
import type { AssignmentFloor } from '../../enroll/trust.js';
import type { EpochMs, PolicyRef, Sha256 } from '../../model/ids.js';
import type { Fault } from '../../model/result.js';
import type { OnboardingClaims } from '../../model/wire/schemas.js';
import type { Outbox } from '../../report/outbox.js';
import type { HeldInventory } from '../inventory/inventory.js';
import type { ServiceTarget } from '../net/ports.js';
import type { SyncOutcome } from '../schedule/schedule.js';
import type { Watch } from '../schedule/watch.js';
import type {
  BootCount,
  Delivered,
  Exchange,
  HeldAssignment,
  InForce,
  LocalPolicy,
  Onboarding,
  ToldStatus,
  Trial,
} from '../store/facts.js';
import { FACTS } from '../store/facts.js';
import type { Store } from '../store/store.js';

export interface Draft {
  state: LifecycleState;
  /** As the turn found it. */
  readonly startedAs: LifecycleState;
  probes: ProbeRound | undefined;
  /** What the probes of this turn came to. */
  survey: Survey | undefined;
  elsewhereSince: EpochMs | undefined;
  /** The enrollment status that was told last, and since when it is so. */
  told: ToldStatus | undefined;
  onboarding: Onboarding | undefined;
  /** Of the onboarding file, verified in this turn. */
  claims: OnboardingClaims | undefined;
  /** The service of that file. */
  target: ServiceTarget | undefined;
  exchange: Exchange;
  trustedTime: EpochMs | undefined;
  assignment: HeldAssignment | undefined;
  floor: AssignmentFloor | undefined;
  /** By the assignment in force; `undefined`: there is none. */
  scope: ScopeWord | undefined;
  /** By the assignment in force: Configuration Manager is the only authority. */
  configMgrAuthority: boolean;
  mode: 'enforce' | 'audit';
  inForce: readonly InForce[];
  staged: ReadonlyMap<Sha256, Uint8Array>;
  assignmentMoved: boolean;
  local: readonly LocalPolicy[];
  localRefs: readonly PolicyRef[];
  paused: boolean;
  quarantine: Quarantine;
  /** Of this turn, as written to the disk. */
  trial: Trial | undefined;
  /** The next turn does not wait: the last good revisions are to be in force again. */
  again: boolean;
  seq: number;
  /** The last `seq` that the service answered; `undefined`: not known. */
  answered: number | undefined;
  boot: BootCount | undefined;
  reportAsked: boolean;
  delivered: Delivered | undefined;
  outbox: Outbox;
  reportsSent: number;
  outcome: Extract<PassOutcome, { is: 'done' }> | undefined;
  /** In this turn: the first sync comes ten minutes later. */
  justRegistered: boolean;
  /** For the schedule; `undefined`: the service was not asked. */
  syncOutcome: SyncOutcome | undefined;
  /** Not believed: answers with its own exit code. */
  distrust: Fault | undefined;
  /** The pass was ended by its limit; what it did not reach is unknown. */
  timeUpMs: number | undefined;
  /** The files to watch until the next turn. */
  watch: Watch | undefined;
  /** A new inventory was taken by the service in this turn. */
  inventoryTold: boolean;
  /** What the last look at the machine found. */
  inventory: HeldInventory | undefined;
  warnings: string[];
}

export function openDraft(store: Store): Draft {
  const trusted = store.read(FACTS.trustedTime);
  const state = store.read(FACTS.lifecycle) ?? FIRST_STATE;
  return {
    state,
    startedAs: state,
    probes: store.read(FACTS.probes),
    survey: undefined,
    elsewhereSince: store.read(FACTS.elsewhere)?.since,
    told: store.read(FACTS.told),
    onboarding: store.read(FACTS.onboarding),
    claims: undefined,
    target: undefined,
    exchange: store.read(FACTS.exchange) ?? { failures: 0, registrations: [] },
    trustedTime: trusted,
    assignment: store.read(FACTS.assignment),
    floor: store.read(FACTS.floor),
    scope: undefined,
    configMgrAuthority: false,
    // Of the last look; the assignment that is held says it again.
    mode: store.read(FACTS.observed)?.mode ?? 'enforce',
    inForce: store.read(FACTS.inForce) ?? [],
    staged: new Map(),
    assignmentMoved: false,
    local: store.read(FACTS.local) ?? [],
    localRefs: [],
    paused: store.read(FACTS.paused) !== undefined,
    quarantine: store.read(FACTS.quarantine) ?? NO_QUARANTINE,
    trial: undefined,
    again: false,
    seq: store.read(FACTS.seq) ?? 0,
    answered: store.read(FACTS.answered),
    boot: store.read(FACTS.boot),
    reportAsked: false,
    delivered: store.read(FACTS.delivered),
    outbox: { items: store.outbox(), dropped: store.read(FACTS.dropped) ?? 0 },
    reportsSent: 0,
    outcome: undefined,
    justRegistered: false,
    syncOutcome: undefined,
    distrust: undefined,
    timeUpMs: undefined,
    watch: undefined,
    inventoryTold: false,
    inventory: store.read(FACTS.inventory),
    warnings: healthWarnings(store),
  };
}

export function happened(draft: Draft, event: LifecycleEvent): void {
  draft.state = next(draft.state, event);
}

function healthWarnings({ health }: Store): string[] {
  const { fresh, damaged, readOnly } = health;
  return [
    ...(fresh === 'corrupt' ? ['The state database was corrupt; it was set aside and rebuilt.'] : []),
    ...(damaged.length === 0
      ? []
      : [`Damaged rows in the state database were left out: ${damaged.join(', ')}.`]),
    ...(readOnly === undefined ? [] : ['The state cannot be written: what happens now is not remembered.']),
  ];
}
