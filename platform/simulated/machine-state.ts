// Everything that a simulated Linux machine or Mac is, as plain data: files, the agent's own memory, faults. Pure.

import type { PlistValue } from 'plist';
import type { Scalar } from '../../src/model/value.js';

export interface MachineState {
  /** `macos-1` exactly when `mac` is there. */
  readonly format: 1 | 'macos-1';
  readonly files: Readonly<Record<string, SimulatedFile>>;
  readonly agent: AgentState;
  readonly faults: Faults;
  readonly mac?: MacState;
}

/** What only a Mac has. */
export interface MacState {
  readonly profiles: readonly InstalledProfile[];
  /** The MDM server that the Mac is enrolled at. */
  readonly mdmServer: string | null;
  readonly version?: string;
  readonly enrollment?: EnrollmentForm;
  /**
   * What the vendor's own channel has put in force, as JSON text; it counts instead of profiles (assumed). Where the
   * agent keeps it is not known: no file moves.
   */
  readonly channel?: string;
  /** Of the application firewall: off, on, all incoming blocked. Absent: off. */
  readonly firewall?: 0 | 1 | 2;
}

/** How `profiles status` tells of it. */
export interface EnrollmentForm {
  readonly viaDep?: boolean;
  /** Older systems leave out the server, the first ones the approval too. */
  readonly leavesOut?: 'server' | 'server-and-approval';
  /** This stands where the server's URL would. */
  readonly serverSays?: string;
  /** Printed instead of everything. */
  readonly says?: string;
}

export interface InstalledProfile {
  readonly identifier: string;
  readonly name: string;
  readonly payloads: readonly { readonly domain: string; readonly settings: PlistSection }[];
}

export type PlistSection = Readonly<Record<string, PlistValue>>;

/** A part of a managed configuration: JSON as it was parsed. */
export type Section = Readonly<Record<string, unknown>>;

/** `content` is base64. Folders exist where files are. */
export type SimulatedFile =
  | {
      readonly type: 'file';
      readonly content: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
      /** Counts writes: the simulated time of change. */
      readonly changed: number;
    }
  | { readonly type: 'link'; readonly target: string };

/** What the agent keeps itself, outside the managed file. */
export interface AgentState {
  readonly version: string;
  readonly orgId: string;
  /** Set with `mdatp config`, by the path that the managed file would use. */
  readonly local: Readonly<Record<string, Scalar>>;
  readonly exclusions: readonly LocalExclusion[];
  readonly allowedThreats: readonly string[];
  /** Set with `mdatp threat policy set`: action by type. Absent: nothing was. */
  readonly threatPolicy?: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly groupIds: string;
  /** The word of `managed_by`; absent: empty. A non-empty one is inferred, nobody has published one. */
  readonly managedBy?: string;
  /** The managed file as it stood when the daemon was started; for what only a restart takes up. */
  readonly managedAtStart: string | null;
}

export type ExclusionKind = 'file' | 'folder' | 'extension' | 'process';

export interface LocalExclusion {
  readonly kind: ExclusionKind;
  readonly value: string;
  readonly scopes: readonly string[];
}

/** Switches for everything that goes wrong. */
export interface Faults {
  readonly notInstalled: boolean;
  readonly daemonDown: boolean;
  readonly notLicensed: boolean;
  /** The agent keeps what the managed file said then and refuses local changes. `null`: off. */
  readonly tamperProtected: { readonly kept: string | null } | null;
  /** Every command ends with this code. */
  readonly failsWith: number | null;
  /** Every command runs into its time limit; no time passes. */
  readonly hangs: boolean;
  /** Every command ends with 0 and prints this instead of its answer. */
  readonly lies: string | null;
  /** The list of exclusions is printed in a way that nobody has seen. */
  readonly exclusionsLayoutUnknown: boolean;
  readonly disk: 'full' | 'read-only' | null;
}

export const NO_FAULTS: Faults = {
  notInstalled: false,
  daemonDown: false,
  notLicensed: false,
  tamperProtected: null,
  failsWith: null,
  hangs: false,
  lies: null,
  exclusionsLayoutUnknown: false,
  disk: null,
};

/** Source: Microsoft Learn, "Configure security settings and policies for Microsoft Defender for Endpoint on Linux". */
export const MANAGED_FILE = '/etc/opt/microsoft/mdatp/managed/mdatp_managed.json';
/** Made by the vendor's settings management. Source: a practitioner's article of 2023 to 2025. */
export const CHANNEL_FILE = '/etc/opt/microsoft/mdatp/managed/mdeattach_managed.json';
export const MDATP = '/usr/bin/mdatp';

const OS_RELEASE = `PRETTY_NAME="Ubuntu 24.04.1 LTS (simulated)"
NAME="Ubuntu"
VERSION_ID="24.04"
ID=ubuntu
ID_LIKE=debian
`;

/** A healthy server, onboarded, with nothing managed. All values are invented. */
export function newMachine(): MachineState {
  const files: Record<string, SimulatedFile> = {};
  const text: Readonly<Record<string, string>> = {
    '/etc/os-release': OS_RELEASE,
    '/etc/hostname': 'simulated-linux\n',
    '/etc/machine-id': '5e0c1f7a9b3d4c2e8f60718293a4b5c6\n',
    '/proc/sys/kernel/hostname': 'simulated-linux\n',
    '/proc/sys/kernel/random/boot_id': '0b6f3c9e-1d52-4a87-9e40-7c21d8a5f301\n',
    '/proc/1/comm': 'systemd\n',
    '/proc/sys/kernel/osrelease': '6.8.0-51-generic\n',
    '/proc/self/mounts': 'sysfs /sys sysfs rw 0 0\n/dev/vda1 / ext4 rw,relatime 0 0\n',
    '/run/systemd/system/simulated.service': '',
    '/sys/class/dmi/id/board_vendor': 'Simulated\n',
    '/sys/class/dmi/id/sys_vendor': 'Simulated\n',
    '/sys/class/dmi/id/product_name': 'Simulated machine\n',
    '/sys/class/dmi/id/product_uuid': '7d2a94c0-3f18-4b6e-a5d1-90e2c4b7f863\n',
    '/etc/opt/microsoft/mdatp/mdatp_onboard.json': '{"orgId":"1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5"}\n',
  };
  for (const [path, content] of Object.entries(text)) files[path] = newFile(Buffer.from(content), 0);
  return {
    format: 1,
    files,
    agent: {
      version: '101.26042.0003',
      orgId: '1c9e6f20-3b4a-4d5c-8e7f-90a1b2c3d4e5',
      local: {},
      exclusions: [],
      allowedThreats: [],
      tags: {},
      groupIds: '',
      managedAtStart: null,
    },
    faults: NO_FAULTS,
  };
}

export function newFile(bytes: Uint8Array, changed: number): SimulatedFile {
  const content = Buffer.from(bytes).toString('base64');
  return { type: 'file', content, mode: 0o644, uid: 0, gid: 0, changed };
}

/** Text of a regular file; a link or a missing file is `null`. */
export function fileText(state: MachineState, path: string): string | null {
  const file = Object.hasOwn(state.files, path) ? state.files[path] : undefined;
  return file?.type === 'file' ? Buffer.from(file.content, 'base64').toString('utf8') : null;
}
