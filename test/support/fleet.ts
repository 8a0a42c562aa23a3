// Devices of every system with the real agent on simulated machines, each with its own clock and schedule, and what may
// go wrong on one: for stories in which a whole fleet lives through weeks.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../platform/simulated/mac-machine.js';
import type { applyChanges } from '../../platform/simulated/registry.js';
import { numberAt } from '../../platform/simulated/registry.js';
import { dwordValue, textValue } from '../../platform/simulated/registry-value.js';
import { createSimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createSystemTimer } from '../../platform/timer.js';
import { runCli } from '../../src/agent/cli/run-cli.js';
import { readConfig } from '../../src/agent/config/read-config.js';
import { createProcesses } from '../../src/agent/lock/processes.js';
import { silentLog } from '../../src/agent/log/json-log.js';
import { runAnsweredTurn } from '../../src/agent/requests/answered-turn.js';
import type { Schedule, Turn } from '../../src/agent/schedule/schedule.js';
import { readSchedule } from '../../src/agent/schedule/schedule-file.js';
import { readIdentity } from '../../src/agent/turn/identity-file.js';
import type { TurnResult } from '../../src/agent/turn/ports.js';
import type { AgentPorts } from '../../src/agent/wiring.js';
import { createContext } from '../../src/agent/wiring.js';
import type { OsName } from '../../src/model/catalog/row.js';
import { epochMs } from '../../src/model/ids.js';
import type { Clock } from '../../src/model/ports.js';
import { describeFault } from '../../src/model/result.js';
import { setIntune } from './intune-on-linux.js';
import { MANAGED } from './linux-rows.js';

/** What happens to one machine. Each is begun and ended from outside, past the agent. */
export const MACHINE_FAULTS = [
  /** Intune takes the device. */
  'taken-over',
  /** There are signs of a manager, and nobody can tell whether it is at work. */
  'unclear',
  'probes-hang',
  'probes-lie',
  /** The disk of the machine, where the managed file lies. */
  'disk-full',
  /** An administrator undoes what we have set, once. */
  'undone',
  'clock-ahead',
  'clock-behind',
] as const;
export type MachineFault = (typeof MACHINE_FAULTS)[number];

export interface FleetDevice extends Disposable {
  readonly name: string;
  readonly os: OsName;
  readonly clock: Clock;
  onboard(file: string, secret: string): Promise<void>;
  /** A turn as the daemon starts it. */
  turn(turn: Turn): Promise<TurnResult>;
  schedule(): Schedule;
  /** As the service knows it; `undefined`: not registered yet. */
  id(): string | undefined;
  set(fault: MachineFault, is: boolean): void;
  /** What the policies of the fleet ask for is in force on the machine. */
  isProtected(): boolean;
}

interface Machine {
  readonly host: NonNullable<AgentPorts['host']>;
  set(fault: MachineFault, is: boolean): void;
  isProtected(): boolean;
}

const DAY_MS = 24 * 3_600_000;
const INTUNE = 'https://enrollment.manage.microsoft.com/enrollmentserver/discovery.svc';

export function createFleetDevice(os: OsName, name: string, given: Clock): FleetDevice {
  const folder = mkdtempSync(join(tmpdir(), `holdfast-fleet-${os}-`));
  const state = join(folder, 'state');
  const machine = MACHINES[os]();
  let aheadMs = 0;
  const clock: Clock = { now: () => epochMs(given.now() + aheadMs), monotonicMs: given.monotonicMs };
  const random = { fraction: () => 0.5, uuid: () => crypto.randomUUID() };
  const ports = {
    clock,
    random,
    timer: createSystemTimer(),
    processes: createProcesses(),
    host: machine.host,
  };
  const configOf = () => {
    const config = readConfig({ simulate: os, stateDir: state, json: false, verbose: false });
    if (!config.ok) throw new Error(config.error.why);
    return config.value;
  };
  return {
    name,
    os,
    clock,
    onboard: async (file, secret) => {
      const said: string[] = [];
      const code = await runCli({
        argv: ['--simulate', os, '--state-dir', state, 'onboard', file],
        stdout: { write: () => undefined, isTerminal: false },
        stderr: { write: (text) => void said.push(text), isTerminal: false },
        readStdin: async () => `${secret}\n`,
        isPrivileged: () => false,
        ...ports,
      });
      // Taken, and nothing may start yet, is no mistake.
      if (code !== 0 && said.length > 0) throw new Error(`${name}: ${code} ${said.join('')}`);
    },
    turn: async (turn) => {
      const context = await createContext({ ...ports, config: configOf(), log: silentLog });
      if (!context.ok) throw new Error(describeFault(context.error));
      const order = { turn, asked: false, requests: [] };
      const ended = await runAnsweredTurn(context.value, order, new AbortController().signal);
      if (!ended.ok) throw new Error(describeFault(ended.error));
      return ended.value;
    },
    id: () => readIdentity(configOf().paths.enrolledMarker)?.device,
    schedule: () => readSchedule(configOf().paths),
    set: (fault, is) => {
      if (fault === 'clock-ahead' || fault === 'clock-behind')
        aheadMs = is ? (fault === 'clock-ahead' ? DAY_MS : -DAY_MS) : 0;
      // What is not there cannot be undone.
      else if (fault !== 'undone' || machine.isProtected()) machine.set(fault, is);
    },
    isProtected: machine.isProtected,
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

const MACHINES: Readonly<Record<OsName, () => Machine>> = {
  linux: () => {
    const machine = createSimulatedLinux();
    const managed = (): string => {
      const file = machine.state().files[MANAGED];
      return file?.type === 'file' ? Buffer.from(file.content, 'base64').toString('utf8') : '';
    };
    return {
      host: machine,
      isProtected: () => managed().includes('real_time'),
      set: (fault, is) => {
        if (fault === 'taken-over') setIntune(machine, is ? 'managing' : 'gone');
        if (fault === 'unclear') setIntune(machine, is ? 'unclear' : 'gone');
        if (fault === 'probes-hang') machine.setFaults({ hangs: is });
        if (fault === 'probes-lie') machine.setFaults({ lies: is ? 'Segmentation fault' : null });
        if (fault === 'disk-full') machine.setFaults({ disk: is ? 'full' : null });
        if (fault === 'undone' && is) machine.setFile(MANAGED, managed().replace('real_time', 'passive'));
      },
    };
  },
  macos: () => {
    const machine = createSimulatedMac();
    return {
      host: machine,
      isProtected: () => machine.state().agent.local[MAC_SETTING] === 'audit',
      set: (fault, is) => {
        if (fault === 'taken-over') machine.setMdmServer(is ? INTUNE : null);
        if (fault === 'unclear') machine.setMdmServer(is ? 'nowhere' : null);
        if (fault === 'probes-hang') machine.setFaults({ hangs: is });
        if (fault === 'probes-lie') machine.setFaults({ lies: is ? 'Segmentation fault' : null });
        if (fault === 'undone' && is)
          machine.setAgent({ local: { ...machine.state().agent.local, [MAC_SETTING]: 'disabled' } });
      },
    };
  },
  windows: () => {
    const machine = createSimulatedWindows();
    return {
      host: machine,
      isProtected: () => numberAt(machine.state().registry, WINDOWS_KEY, WINDOWS_VALUE) === 0,
      set: (fault, is) => {
        if (fault === 'taken-over') machine.changeRegistry(is ? ENROLL : UNENROLL);
        if (fault === 'unclear') machine.setFaults({ unreadableKeys: is ? [ENROLLMENTS] : [] });
        if (fault === 'probes-hang') machine.setFaults({ hangs: is ? ['dsregcmd.exe', 'sc.exe'] : [] });
        if (fault === 'probes-lie') machine.setFaults({ powershellSays: is ? 'Access is denied.' : null });
        if (fault === 'disk-full') machine.setFaults({ disk: is ? 'full' : null });
        if (fault === 'undone' && is)
          machine.changeRegistry([{ do: 'set', path: WINDOWS_KEY, value: dwordValue(WINDOWS_VALUE, 1) }]);
      },
    };
  },
};

const MAC_SETTING = 'networkProtection.enforcementLevel';
const SOFTWARE = 'HKEY_LOCAL_MACHINE\\SOFTWARE';
const WINDOWS_KEY = `${SOFTWARE}\\Policies\\Microsoft\\Windows Defender\\Real-Time Protection`;
const WINDOWS_VALUE = 'DisableRealtimeMonitoring';
const ENROLLMENTS = `${SOFTWARE}\\Microsoft\\Enrollments`;
const ENROLLMENT_ID = '{7B5C2A10-1111-4222-8333-944455556666}';
const ENROLLMENT = `${ENROLLMENTS}\\${ENROLLMENT_ID}`;
/** Through which it syncs; without one an enrollment is a remnant. */
const ACCOUNT = `${SOFTWARE}\\Microsoft\\Provisioning\\OMADM\\Accounts\\${ENROLLMENT_ID}`;
const ENROLL: Parameters<typeof applyChanges>[1] = [
  { do: 'set', path: ENROLLMENT, value: textValue('ProviderID', 'MS DM Server') },
  { do: 'set', path: ENROLLMENT, value: dwordValue('EnrollmentState', 1) },
  { do: 'set', path: ENROLLMENT, value: textValue('UPN', 'user@orchard.example') },
  { do: 'set', path: ENROLLMENT, value: textValue('DiscoveryServiceFullURL', INTUNE) },
  { do: 'set', path: `${ACCOUNT}\\Protected\\ConnInfo`, value: dwordValue('LastSessionResult', 0) },
];
const UNENROLL: Parameters<typeof applyChanges>[1] = [
  { do: 'delete-key', path: ENROLLMENT },
  { do: 'delete-key', path: ACCOUNT },
];
