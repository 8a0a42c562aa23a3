// A whole Mac that is not there: a Host over plain data, with faults on demand. Starts nothing, waits never.

import { buildBinary } from 'plist';
import type { Host } from '../host.js';
import { readMacFacts } from '../macos/facts.js';
import { managedPreferences, readProfile } from './mac-profiles.js';
import { MAC_MDATP, newMac } from './mac-state.js';
import { runIoreg, runProfiles, runSwVers, runSysctl } from './mac-tools.js';
import type { InstalledProfile, MachineState, SimulatedFile } from './machine-state.js';
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
  /** Commands run so far by this object, program first. */
  readonly runs: readonly (readonly string[])[];
}

const TOOLS: ProgramTable = {
  '/usr/bin/profiles': runProfiles,
  '/usr/bin/sw_vers': runSwVers,
  '/usr/sbin/sysctl': runSysctl,
  '/usr/sbin/ioreg': runIoreg,
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

type MacControls = Pick<SimulatedMac, 'installProfile' | 'removeProfile' | 'setMdmServer'>;

function createMacControls(store: MachineStore<MachineState>): MacControls {
  const setProfiles = (change: (profiles: readonly InstalledProfile[]) => readonly InstalledProfile[]) => {
    const state = store.get();
    const { profiles = [], mdmServer = null } = state.mac ?? {};
    const next = change(profiles);
    store.set({ ...state, files: rebuilt(state.files, next), mac: { profiles: next, mdmServer } });
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
    setMdmServer: (url) => {
      const state = store.get();
      store.set({ ...state, mac: { profiles: state.mac?.profiles ?? [], mdmServer: url } });
    },
  };
}

const MANAGED = '/Library/Managed Preferences/';

/** The folder belongs to the profiles: whatever else stands there goes. Written binary, as the system does. */
function rebuilt(
  files: MachineState['files'],
  profiles: readonly InstalledProfile[],
): Readonly<Record<string, SimulatedFile>> {
  const others = Object.entries(files).filter(([path]) => !path.startsWith(MANAGED));
  const managed = [...managedPreferences(profiles)].map(([domain, settings]): [string, SimulatedFile] => [
    `${MANAGED}${domain}.plist`,
    newFile(buildBinary(settings), profiles.length),
  ]);
  return Object.fromEntries([...others, ...managed]);
}
