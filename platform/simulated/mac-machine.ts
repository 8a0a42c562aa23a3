// A whole Mac that is not there: a Host over plain data, with faults on demand. Starts nothing, waits never.

import { buildBinary } from 'plist';
import type { Host } from '../host.js';
import { readMacFacts } from '../macos/facts.js';
import { managedPreferences, readProfile } from './mac-profiles.js';
import type { MacSituation } from './mac-situations.js';
import { withMacSituation } from './mac-situations.js';
import { MAC_MDATP, newMac, SYSTEM_VERSION, systemVersion } from './mac-state.js';
import { runIoreg, runProfiles, runSocketFilter, runSwVers, runSysctl } from './mac-tools.js';
import type { InstalledProfile, MachineState, MacState, SimulatedFile } from './machine-state.js';
import { newFile } from './machine-state.js';
import type { MachineForm, MachinePlace, MachineStore } from './machine-store.js';
import { createMachineStore, hasParts } from './machine-store.js';
import { runSimulatedMdatp } from './mdatp.js';
import type { MachineControls } from './simulated-controls.js';
import { createControls } from './simulated-controls.js';
import { createSimulatedFiles } from './simulated-files.js';
import { SIMULATED_HARDWARE } from './simulated-hardware.js';
import type { ProgramTable } from './simulated-run.js';
import { runSimulated } from './simulated-run.js';

export interface SimulatedMac extends Host, MachineControls {
  state(): MachineState;
  /** What an administrator does with a .mobileconfig file. Errors: throws why the system would refuse it. */
  installProfile(mobileconfig: string): void;
  removeProfile(identifier: string): void;
  /** `null`: not enrolled in an MDM. */
  setMdmServer(url: string | null): void;
  /** The rest of what only a Mac has: its release, how its enrollment is told, its firewall. */
  setMac(mac: Partial<Omit<MacState, 'profiles' | 'mdmServer'>>): void;
  /** What others make of the Mac: an enrollment that comes ... */
  enter(situation: MacSituation): void;
  /** ... and goes. */
  leave(situation: MacSituation): void;
  /** Commands run so far by this object, program first. */
  readonly runs: readonly (readonly string[])[];
}

const TOOLS: ProgramTable = {
  '/usr/bin/profiles': runProfiles,
  '/usr/bin/sw_vers': runSwVers,
  '/usr/sbin/sysctl': runSysctl,
  '/usr/sbin/ioreg': runIoreg,
  '/usr/libexec/ApplicationFirewall/socketfilterfw': runSocketFilter,
};
const PROGRAMS: ProgramTable = { ...TOOLS, [MAC_MDATP]: runSimulatedMdatp };

const FORM: MachineForm<MachineState> = {
  fresh: newMac,
  is: (json): json is MachineState => hasParts(json, 'macos-1', ['files', 'agent', 'faults', 'mac']),
};

/** With a path, the machine is that file (made at the first change); else it lives in memory. */
export function createSimulatedMac(options: MachinePlace = {}): SimulatedMac {
  const store = createMachineStore(FORM, options);
  const runs: (readonly string[])[] = [];
  const run: Host['run'] = async (program, args, runOptions) => {
    runs.push([program, ...args]);
    return runSimulated(store, PROGRAMS, [program, ...args], runOptions);
  };
  return {
    ...createSimulatedFiles(store, ({ faults }) => Object.keys(faults.notInstalled ? TOOLS : PROGRAMS)),
    runs,
    run,
    facts: async () => ({
      ...(await readMacFacts({ run })),
      arch: 'arm64',
      simulated: true,
      hardware: SIMULATED_HARDWARE,
    }),
    state: store.get,
    ...createControls(store),
    ...createMacControls(store),
  };
}

type MacControls = Pick<
  SimulatedMac,
  'installProfile' | 'removeProfile' | 'setMdmServer' | 'setMac' | 'enter' | 'leave'
>;

const NO_MDM: MacState = { profiles: [], mdmServer: null };

function createMacControls(store: MachineStore<MachineState>): MacControls {
  const setProfiles = (change: (profiles: readonly InstalledProfile[]) => readonly InstalledProfile[]) => {
    const state = store.get();
    const mac = state.mac ?? NO_MDM;
    const profiles = change(mac.profiles);
    store.set({ ...state, files: rebuilt(state.files, profiles), mac: { ...mac, profiles } });
  };
  const setState = (change: Partial<MacState>) => {
    const state = store.get();
    store.set({ ...state, mac: { ...(state.mac ?? NO_MDM), ...change } });
  };
  return {
    installProfile: (mobileconfig) => {
      const profile = readProfile(mobileconfig);
      if ('refused' in profile) throw new Error(`the profile is refused: ${profile.refused}`);
      setProfiles((profiles) => [
        ...profiles.filter(({ identifier }) => identifier !== profile.identifier),
        profile,
      ]);
    },
    removeProfile: (identifier) =>
      setProfiles((profiles) => profiles.filter((profile) => profile.identifier !== identifier)),
    setMdmServer: (url) => setState({ mdmServer: url }),
    setMac: (mac) => {
      setState(mac);
      if (mac.version === undefined) return;
      const state = store.get();
      store.set({ ...state, files: { ...state.files, [SYSTEM_VERSION]: systemVersion(mac.version) } });
    },
    enter: (situation) => store.set(withMacSituation(store.get(), situation, 'enter')),
    leave: (situation) => store.set(withMacSituation(store.get(), situation, 'leave')),
  };
}

const MANAGED = '/Library/Managed Preferences/';

/** The folder belongs to the profiles: whatever else stands there goes. Written binary, as the system does. */
function rebuilt(
  files: MachineState['files'],
  profiles: readonly InstalledProfile[],
): Readonly<Record<string, SimulatedFile>> {
  const others = Object.entries(files).filter(([path]) => !path.startsWith(MANAGED));
  const managed = [...managedPreferences(profiles)].map(([domain, settings]): [string, SimulatedFile] => {
    const path = `${MANAGED}${domain}.plist`;
    const before = files[path];
    const count = before?.type === 'file' ? before.changed : 0;
    return [path, newFile(buildBinary(settings), count + 1)];
  });
  return Object.fromEntries([...others, ...managed]);
}
