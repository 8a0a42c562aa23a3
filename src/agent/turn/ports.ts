// What a turn is given, what it is told to do, and what it answers. Types only.

import type { ProbeRound } from '../../../platform/linux/probe.js';
import type { Settling } from '../../enforce/second-look.js';
import type { LifecycleState } from '../../enroll/lifecycle.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogRow } from '../../model/catalog/row.js';
import type { SettingState } from '../../model/finding.js';
import type { Hardware } from '../../model/hardware.js';
import type { EpochMs, SettingKey, Sha256 } from '../../model/ids.js';
import type { Clock, Log, PlatformAdapter, Random, Timer } from '../../model/ports.js';
import type { Posture } from '../../model/posture.js';
import type { Fault, Result } from '../../model/result.js';
import type { DeviceDescription } from '../../model/wire/schemas.js';
import type { Config } from '../config/config.js';
import type { NetMemory, ServiceTarget } from '../net/ports.js';
import type { ServiceClient } from '../net/service-client.js';
import type { Stage } from '../requests/requests.js';
import type { Turn } from '../schedule/schedule.js';
import type { DocumentFiles } from '../store/documents.js';
import type { Store } from '../store/store.js';

/** The machine as a turn sees it: one for each operating system, real or simulated. */
export interface Machine {
  readonly adapter: PlatformAdapter;
  readonly catalog: Catalog;
  readonly rows: ReadonlyMap<SettingKey, CatalogRow>;
  /** How long its engine is given to take up what was written; a simulated one needs no time. */
  readonly settling?: Settling;
  probe(previous: ProbeRound | undefined, now: EpochMs, signal: AbortSignal): Promise<ProbeRound>;
  /** Changes with each start; `undefined`: the system does not say. */
  bootId(): Promise<string | undefined>;
  /** What it is made of; starts a process of its own on a real machine. */
  hardware(signal: AbortSignal): Promise<Result<Hardware>>;
  /** Reads only; starts a few programs at most. */
  look(known: KnownTags, signal: AbortSignal): Promise<MachineLook>;
  /** A file as it is now; `undefined`: there is none. Absolute path on the machine. */
  readFile(path: string): Promise<Result<SeenFile | undefined>>;
  describe(tags: readonly string[]): Promise<DeviceDescription>;
  /** What tells this machine from a copy of its disk, and this start from the one before. */
  self(): Promise<MachineSelf>;
}

export interface MachineSelf {
  /** Digest over what hardware and system call this machine; `undefined`: they say nothing. */
  readonly machine: string | undefined;
  /** Changes with each start; `undefined`: the system does not say. */
  readonly bootId: string | undefined;
}

/** Content and times of one and the same moment. */
export interface SeenFile {
  readonly sha256: Sha256;
  readonly size: number;
  readonly modifiedMs: number;
}

export interface KnownTags {
  /** What the look before found. */
  readonly previous: readonly string[];
  /** Texts of tags as policies of ours last set them: never a source of scope. */
  readonly written: readonly string[];
}

export interface MachineLook {
  /** That the machine itself carries. A fault is not "no tags". */
  readonly tags: Result<readonly string[]>;
  /** How well it is protected right now. */
  readonly posture: Posture;
}

export interface TurnPorts {
  readonly config: Config;
  readonly agentVersion: string;
  readonly machine: Machine;
  readonly store: Store;
  readonly files: DocumentFiles;
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
  readonly log: Log;
  /** Loads what talks to the service: only a turn that talks pays for it. `ca`: of the onboarding file. */
  openService(target: ServiceTarget, memory: NetMemory, ca: string | undefined): Promise<ServiceClient>;
  /** The keys of this device are gone for good. */
  forgetKeys(): Promise<void>;
  /** One cheap question over a connection of its own, by the way that all requests go; a few seconds at most. */
  answers(target: ServiceTarget, ca: string | undefined): Promise<boolean>;
}

export interface TurnOrder {
  readonly turn: Turn;
  /** An administrator asked: a pause ends, and a sync is made whatever the schedule says. */
  readonly asked: boolean;
  /** How the turn before ended, where it did not end by itself. */
  readonly afterHang?: boolean;
  readonly onStage: (stage: Stage) => void;
}

/** Exit codes of the command line. Source: DESIGN of the product, section 7. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** How a turn ended, as data: the answer to whoever asked. */
export interface TurnResult {
  readonly turn: Turn;
  readonly exitCode: ExitCode;
  readonly state: LifecycleState['is'];
  /** One sentence for people. */
  readonly said: string;
  readonly assignment: number | null;
  readonly assignmentMoved: boolean;
  readonly wrote: boolean;
  readonly counts: Readonly<Record<SettingState, number>>;
  readonly reportsSent: number;
  readonly reportsWaiting: number;
  readonly nextSyncAt: EpochMs | null;
  readonly fault: Fault | null;
  /** One sentence each. */
  readonly warnings: readonly string[];
}
