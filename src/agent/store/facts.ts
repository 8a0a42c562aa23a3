// What the agent remembers between turns besides settings and documents: each fact with its name and its form. Pure.

import type { ProbeRound } from '../../../platform/linux/probe.js';
import type { Quarantine, Revision } from '../../enforce/quarantine.js';
import type { LifecycleState } from '../../enroll/lifecycle.js';
import type { AssignmentFloor } from '../../enroll/trust.js';
import type { Finding } from '../../model/finding.js';
import type { EpochMs, PolicyRef, Sha256 } from '../../model/ids.js';
import type { Fault } from '../../model/result.js';
import type { HeldInventory } from '../inventory/inventory.js';
import type { NetState } from '../net/ports.js';

/** A fact that does not have its form (written by another version) is as if it were not there. */
export interface Fact<T> {
  readonly name: string;
  readonly is: (raw: unknown) => raw is T;
}

/** The verified onboarding file. The secret is here only until the registration has succeeded. */
export interface Onboarding {
  readonly jws: string;
  readonly secret?: string;
  readonly at: EpochMs;
}

/** The assignment in force: the compact JWS as signed. */
export interface HeldAssignment {
  readonly jws: string;
  readonly ver: number;
  readonly digest: string;
}

/** How often the machine has started, as far as turns saw it. */
export interface BootCount {
  /** Of the start that was counted last. */
  readonly id: string;
  readonly count: number;
}

/** How the last exchanges with the service went. */
export interface Exchange {
  /** Failures in a row. */
  readonly failures: number;
  readonly lastFault?: Fault;
  readonly lastAttemptAt?: EpochMs;
  readonly lastSuccessAt?: EpochMs;
  /** Of the last day: those that no administrator asked for, as far as they were answered. */
  readonly registrations: readonly EpochMs[];
}

export interface Delivered {
  readonly digest: string;
  readonly at: EpochMs;
}

/** When and how the device was last read; apart from the findings, which seldom change. */
export interface Observed {
  readonly at: EpochMs;
  readonly engine: string;
  readonly engineVersion: string | null;
  readonly mode: 'enforce' | 'audit';
}

/** One policy in force. A revision that is not a policy leaves the one before in its place. */
export interface InForce {
  readonly ref: PolicyRef;
  readonly sha256: Sha256;
}

/** An enrollment status as it was told last. `what`: state, number and code. */
export interface ToldStatus {
  readonly what: string;
  readonly since: EpochMs;
}

/** Policies of `holdfast apply`, in the order given. Their bytes are documents. */
export interface LocalPolicy {
  readonly file: string;
  readonly sha256: Sha256;
}

/** Written before the pass, gone with its closing transaction; found at a start, a pass with these ended badly. */
export interface Trial {
  readonly revisions: readonly Revision[];
  /** A firewall change was about to be written, and the service answered just before. */
  readonly guarded: boolean;
}

const isRecord = (raw: unknown): raw is Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

const isNumber = (raw: unknown): raw is number => typeof raw === 'number' && Number.isFinite(raw);
const isTime = (raw: unknown): raw is EpochMs => isNumber(raw);

/** Our own rows, sealed with a digest: it is enough to know which members another version might lack. */
const having =
  <T>(...members: readonly (keyof T & string)[]) =>
  (raw: unknown): raw is T =>
    isRecord(raw) && members.every((member) => member in raw);

const listOf =
  <T>(...members: readonly (keyof T & string)[]) =>
  (raw: unknown): raw is readonly T[] =>
    Array.isArray(raw) && raw.every(having<T>(...members));

export const FACTS = {
  lifecycle: { name: 'lifecycle', is: having<LifecycleState>('is') } satisfies Fact<LifecycleState>,
  onboarding: { name: 'onboarding', is: having<Onboarding>('jws', 'at') } satisfies Fact<Onboarding>,
  net: { name: 'net', is: having<NetState>('clockSkewSeconds') } satisfies Fact<NetState>,
  seq: { name: 'seq', is: isNumber } satisfies Fact<number>,
  answered: { name: 'answered', is: isNumber } satisfies Fact<number>,
  boot: { name: 'boot', is: having<BootCount>('id', 'count') } satisfies Fact<BootCount>,
  floor: {
    name: 'floor',
    is: having<AssignmentFloor>('epoch', 'ver', 'digest'),
  } satisfies Fact<AssignmentFloor>,
  assignment: {
    name: 'assignment',
    is: having<HeldAssignment>('jws', 'ver', 'digest'),
  } satisfies Fact<HeldAssignment>,
  trustedTime: { name: 'trusted-time', is: isTime } satisfies Fact<EpochMs>,
  exchange: { name: 'exchange', is: having<Exchange>('failures', 'registrations') } satisfies Fact<Exchange>,
  delivered: { name: 'delivered', is: having<Delivered>('digest', 'at') } satisfies Fact<Delivered>,
  observed: { name: 'observed', is: having<Observed>('at', 'engine', 'mode') } satisfies Fact<Observed>,
  findings: {
    name: 'findings',
    is: listOf<Finding>('key', 'state', 'policies', 'readBack'),
  } satisfies Fact<readonly Finding[]>,
  inForce: { name: 'in-force', is: listOf<InForce>('ref', 'sha256') } satisfies Fact<readonly InForce[]>,
  probes: {
    name: 'probes',
    is: having<ProbeRound>('probes', 'fingerprint', 'askedAt'),
  } satisfies Fact<ProbeRound>,
  inventory: {
    name: 'inventory',
    is: having<HeldInventory>('at', 'boot', 'engine', 'agent', 'hardware', 'tags', 'tagsKnown', 'posture'),
  } satisfies Fact<HeldInventory>,
  elsewhere: { name: 'elsewhere', is: having<{ since: EpochMs }>('since') } satisfies Fact<{
    since: EpochMs;
  }>,
  told: { name: 'told-status', is: having<ToldStatus>('what', 'since') } satisfies Fact<ToldStatus>,
  local: { name: 'local', is: listOf<LocalPolicy>('file', 'sha256') } satisfies Fact<readonly LocalPolicy[]>,
  paused: { name: 'paused', is: having<{ since: EpochMs }>('since') } satisfies Fact<{ since: EpochMs }>,
  quarantine: {
    name: 'quarantine',
    is: having<Quarantine>('good', 'looked', 'strikes', 'setAside'),
  } satisfies Fact<Quarantine>,
  trial: { name: 'trial', is: having<Trial>('revisions', 'guarded') } satisfies Fact<Trial>,
  dropped: { name: 'dropped', is: isNumber } satisfies Fact<number>,
} as const;
