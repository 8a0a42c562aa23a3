// What others make of a simulated Linux machine: enrollments, configuration managements, kinds of machines. Each can be
// entered and left again. Data and one pure function; identifiers are invented.

import type { AgentState, MachineState, SimulatedFile } from './machine-state.js';
import { CHANNEL_FILE, MANAGED_FILE, newFile, newMachine } from './machine-state.js';

/** `null`: there is no such file then. */
interface Situation {
  readonly files: Readonly<Record<string, string | null>>;
  readonly agent?: Partial<AgentState>;
}

const PACKAGE = { '/opt/microsoft/intune/bin/intune-portal': '' };
const UNIT = { '/usr/lib/systemd/system/intune-daemon.service': '[Unit]\nDescription=Intune daemon\n' };
const BROKER = { '/var/lib/microsoft-identity-device-broker/1000.db': 'x' };
const registration = (device: string) =>
  [
    "account_hint = '2b7e4a10-93c5-4d68-8f21-6a0b9c3d5e74'",
    device,
    "aad_device_hint = '0d9c8b7a-6f5e-4d3c-8b2a-1908f7e6d5c4'",
    "needs_patching = 'false'",
    '',
  ].join('\n');
const REGISTRATION = {
  '/home/ada/.config/intune/registration.toml': registration(
    "device_hint = '5c1f0a3e-7d24-4b96-8e50-c9a8b7d6e5f4'",
  ),
};

const SITUATIONS = {
  'intune-enrolled': { files: { ...PACKAGE, ...UNIT, ...BROKER, ...REGISTRATION } },
  'intune-package-only': { files: { ...PACKAGE, ...UNIT } },
  /** Single sign-on: registered in the directory, not at Intune. */
  'intune-broker-only': {
    files: {
      ...PACKAGE,
      ...UNIT,
      ...BROKER,
      '/home/ada/.config/intune/registration.toml': registration(''),
    },
  },
  /** Any user can make that file. */
  'intune-planted': { files: { ...PACKAGE, ...UNIT, ...REGISTRATION } },
  'vendor-channel': {
    files: { [CHANNEL_FILE]: '{"antivirusEngine":{"enforcementLevel":"real_time"}}\n' },
    agent: { managedBy: 'MDE' },
  },
  /** Joined, and no policy is meant for the device yet. */
  'vendor-channel-without-policy': { files: { [CHANNEL_FILE]: '{}' }, agent: { managedBy: 'MDE' } },
  'puppet-owned': {
    files: {
      '/opt/puppetlabs/bin/puppet': '',
      '/opt/puppetlabs/puppet/cache/state/resources.txt': `package[mdatp]\nfile[${MANAGED_FILE}]\n`,
    },
  },
  'ansible-owned': {
    files: { [`${MANAGED_FILE}.4711.2026-03-02@08:15:00~`]: '{}\n' },
  },
  'application-container': { files: { '/.dockerenv': '', '/proc/1/comm': 'nginx\n' } },
  'system-container': { files: { '/run/systemd/container': 'lxc\n' } },
  'old-kernel': { files: { '/proc/sys/kernel/osrelease': '3.10.0-229.el7.x86_64\n' } },
  'throwaway-root': { files: { '/proc/self/mounts': 'overlay / overlay rw 0 0\n', '/etc/machine-id': '' } },
  'without-board-vendor': { files: { '/sys/class/dmi/id/board_vendor': null } },
} as const satisfies Readonly<Record<string, Situation>>;

export type LinuxSituation = keyof typeof SITUATIONS;

/** Leaving puts what the situation had touched back as a new machine has it. */
export function withSituation(
  state: MachineState,
  name: LinuxSituation,
  way: 'enter' | 'leave',
): MachineState {
  const situation: Situation = SITUATIONS[name];
  const fresh = newMachine();
  const files: Record<string, SimulatedFile> = { ...state.files };
  for (const [path, content] of Object.entries(situation.files)) {
    const to = way === 'enter' ? fileOf(content) : fresh.files[path];
    delete files[path];
    if (to?.type === 'file') files[path] = { ...to, changed: changedOf(state.files[path]) + 1 };
  }
  return { ...state, files, agent: agentAfter(state.agent, situation, way) };
}

const fileOf = (content: string | null) => (content === null ? undefined : newFile(Buffer.from(content), 0));

const changedOf = (file: SimulatedFile | undefined): number => (file?.type === 'file' ? file.changed : 0);

function agentAfter(agent: AgentState, situation: Situation, way: 'enter' | 'leave'): AgentState {
  if (situation.agent === undefined) return agent;
  if (way === 'enter') return { ...agent, ...situation.agent };
  const { managedBy: _, ...others } = agent;
  return others;
}
