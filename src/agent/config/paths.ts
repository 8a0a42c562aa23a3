// Where the agent keeps its things, for each operating system. Pure.

import { posix, win32 } from 'node:path';
import type { OsName } from '../../model/catalog/row.js';

/** Every file and folder of the agent. Nothing else of ours is written outside what the adapter writes. */
export interface Paths {
  readonly configFile: string;
  /** Folder for root or administrators only. */
  readonly state: string;
  /** Readable by everybody: no secrets, no exclusions. */
  readonly statusFile: string;
  /** Says that a daemon runs; beside the public status. */
  readonly daemonFile: string;
  readonly database: string;
  /** Raw signed documents, one file each. */
  readonly documents: string;
  readonly requests: string;
  readonly scheduleFile: string;
  /** Where and for what the waiting children ask; absent: there is nothing to wait for. */
  readonly wakeFile: string;
  /** The counter that was seen last. */
  readonly wakeSeenFile: string;
  /** Folder of the lock generations. */
  readonly locks: string;
  /** Outside the database: tells an emptied database from a new device. */
  readonly enrolledMarker: string;
  /** Outside the database too: counts that must not fall back when it is lost. */
  readonly lastingFile: string;
  /** There while an offboarding is under way. */
  readonly offboardingMarker: string;
  /** Says that the folder belongs to a simulated machine. */
  readonly simulatedMarker: string;
  /** Where a simulated machine keeps itself. */
  readonly machine: string;
  /** Files on their way to and from programs of the system; may hold secrets. Made when it is needed. */
  readonly work: string;
}

export interface PathOptions {
  readonly os: OsName;
  /** `ProgramData` of Windows, which may stand elsewhere; unused on other systems. */
  readonly programData: string;
  readonly root: string;
  readonly stateDir?: string;
  readonly configFile?: string;
  /** A simulated machine is configured by a file of its own, never by the real machine's. */
  readonly simulated?: boolean;
}

interface Homes {
  readonly config: string;
  readonly state: string;
  readonly status: string;
}

/** Source: DESIGN of the product, section 7. */
const homes: Readonly<Record<OsName, (programData: string) => Homes>> = {
  linux: () => ({
    config: '/etc/holdfast/config.json',
    state: '/var/lib/holdfast',
    status: '/run/holdfast/status.json',
  }),
  macos: () => ({
    config: '/Library/Application Support/Holdfast/config.json',
    state: '/Library/Application Support/Holdfast/state',
    status: '/var/run/holdfast/status.json',
  }),
  windows: (programData) => ({
    config: `${programData}\\Holdfast\\config.json`,
    state: `${programData}\\Holdfast\\state`,
    status: `${programData}\\Holdfast\\status.json`,
  }),
};

/** With a state folder of its own the public status stands in it too: two agents never share one. */
export function pathsFor(options: PathOptions): Paths {
  const path = options.os === 'windows' ? win32 : posix;
  const home = homes[options.os](options.programData);
  const under = (file: string): string => (options.root === '/' ? file : path.join(options.root, file));
  const state = options.stateDir ?? under(home.state);
  // Put together by hand: a dozen calls of path.join are enough to wake the compiler in the idle daemon.
  const inState = (name: string): string => `${state}${path.sep}${name}`;
  const statusFile = options.stateDir === undefined ? under(home.status) : inState('status.json');
  return {
    configFile:
      options.configFile ?? (options.simulated === true ? inState('config.json') : under(home.config)),
    state,
    statusFile,
    daemonFile: `${path.dirname(statusFile)}${path.sep}daemon.json`,
    database: inState('state.db'),
    documents: inState('documents'),
    requests: inState('requests'),
    scheduleFile: inState('schedule.json'),
    wakeFile: inState('wake.json'),
    wakeSeenFile: inState('wake-seen.json'),
    locks: inState('locks'),
    enrolledMarker: inState('enrolled'),
    lastingFile: inState('lasting.json'),
    offboardingMarker: inState('offboarding.json'),
    simulatedMarker: inState('simulated.json'),
    machine: inState('machine.json'),
    work: inState('work'),
  };
}
