// Everything that a simulated Windows machine is, as plain data: registry, files, engine, services, faults. Pure.

import type { Scalar } from '../../src/model/value.js';
import type { Registry } from './registry.js';

export interface WindowsState {
  readonly format: 'windows-2';
  readonly registry: Registry;
  /** By path in lower case. Folders exist where files are. */
  readonly files: Readonly<Record<string, WindowsFile>>;
  readonly services: Readonly<Record<string, 'running' | 'stopped'>>;
  readonly defender: DefenderState;
  readonly windows: WindowsEdition;
  /** Counts starts of the machine. */
  readonly boots: number;
  readonly events: readonly WindowsEvent[];
  readonly faults: WindowsFaults;
}

export interface WindowsFile {
  /** As it was first written. */
  readonly path: string;
  /** Base64. */
  readonly content: string;
  /** Counts writes: the simulated time of change. */
  readonly changed: number;
}

export interface WindowsEdition {
  readonly server: boolean;
  /** The newest form of firewall rules that this Windows knows, e.g. 31 for 2.31. */
  readonly firewallMinor: number;
  /** Programs that this Windows never had, by file name. */
  readonly lacks: readonly string[];
  /** What only the certificate of a join and the directory know of it. */
  readonly join: { readonly device: string; readonly auth: string };
  readonly virtualDesktop: 'persistent' | 'non-persistent' | null;
}

/** A preference as `Set-MpPreference` takes it; times of day are minutes. */
export type Preference = Scalar | readonly Scalar[];

export interface DefenderState {
  readonly platformVersion: string;
  /** What an administrator set with `Set-MpPreference` and `Add-MpPreference`: the weakest layer. */
  readonly local: Readonly<Record<string, Preference>>;
  readonly tamperProtected: boolean;
  /** Lists of exclusions as they stood when tamper protection took them in; `null`: it does not hold them. */
  readonly keptExclusions: Readonly<Record<string, readonly string[] | null>> | null;
  /** Configuration protection: everything but its own policy is ignored, the rest is at its default. */
  readonly controlledConfiguration: boolean;
  /** What is taken up only at a start of the machine, as it stood at the last one. `null`: all is taken at once. */
  readonly atBoot: Readonly<Record<string, number | null>> | null;
}

export interface WindowsEvent {
  readonly log: string;
  readonly id: number;
  readonly about: string;
}

/** Switches for everything that goes wrong. */
export interface WindowsFaults {
  /** Application control lets PowerShell run only in constrained language mode. */
  readonly constrainedLanguage: boolean;
  readonly missingCmdlets: readonly string[];
  /** A stub that ends with 0 and prints nothing, or whatever else PowerShell says instead of its answer. */
  readonly powershellSays: string | null;
  /** PowerShell ends with this code and its answer is lost. */
  readonly powershellFailsWith: number | null;
  /** Programs that are not there, by file name. */
  readonly missingPrograms: readonly string[];
  /** What a program prints instead of its answer, by file name; it ends with 0. */
  readonly says: Readonly<Record<string, string>>;
  /** Programs that run into their time limit, by file name (`reg.exe`); no time passes. */
  readonly hangs: readonly string[];
  /** Keys that nobody may change, nor anything below them. */
  readonly deniedKeys: readonly string[];
  readonly unreadableKeys: readonly string[];
  /** The feature is removed: no service and no cmdlets. */
  readonly defenderMissing: boolean;
  readonly thirdPartyAntivirus: boolean;
  /** Whom the reader runs as; it decides whether lists of exclusions are shown. */
  readonly readerIs: 'system' | 'administrator' | 'user';
  readonly disk: 'full' | 'read-only' | null;
}

export const NO_WINDOWS_FAULTS: WindowsFaults = {
  constrainedLanguage: false,
  missingCmdlets: [],
  powershellSays: null,
  powershellFailsWith: null,
  missingPrograms: [],
  says: {},
  hangs: [],
  deniedKeys: [],
  unreadableKeys: [],
  defenderMissing: false,
  thirdPartyAntivirus: false,
  readerIs: 'system',
  disk: null,
};

export const POLICIES = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft';
/** Where Group Policy writes the settings of the engine. Source: the engine's administrative templates. */
export const DEFENDER_POLICY = `${POLICIES}\\Windows Defender`;
/** The engine's own key; protected while tamper protection is on. */
export const DEFENDER_KEY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Defender';
export const SENSOR_POLICY = `${POLICIES}\\Windows Advanced Threat Protection`;
export const SENSOR_STATUS =
  'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows Advanced Threat Protection\\Status';
export const CURRENT_VERSION = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
const CONTROL = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control';
export const COMPUTER_NAME = `${CONTROL}\\ComputerName\\ComputerName`;
export const CRYPTOGRAPHY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography';
export const PRODUCT = `${CONTROL}\\ProductOptions`;
export const HARDWARE = 'HKEY_LOCAL_MACHINE\\SYSTEM\\HardwareConfig';
export const ENVIRONMENT = `${CONTROL}\\Session Manager\\Environment`;
export const PREFETCH = `${CONTROL}\\Session Manager\\Memory Management\\PrefetchParameters`;
export const SERVICES = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services';
export const TCPIP = `${SERVICES}\\Tcpip\\Parameters`;
export const ENROLLMENTS = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Enrollments';
/** One key for each join of the machine to a directory. */
export const JOIN_INFO = `${CONTROL}\\CloudDomainJoin\\JoinInfo`;
/** Source: [MS-GPFAS] 2.2. */
export const FIREWALL_POLICY = `${POLICIES}\\WindowsFirewall`;
export const FIREWALL_LOCAL =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
