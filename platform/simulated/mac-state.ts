// A new simulated Mac: its files, its agent, no profiles. Pure.

import { build } from 'plist';
import type { MachineState, SimulatedFile } from './machine-state.js';
import { newFile, newMachine } from './machine-state.js';

/** Source: Microsoft Learn, "Resources for Microsoft Defender for Endpoint on macOS". */
export const MAC_MDATP = '/usr/local/bin/mdatp';

/** All values are invented. */
export const MAC = {
  name: 'macOS',
  version: '15.6.1',
  build: '24G90',
  hostname: 'simulated-mac.local',
  hardware: '9B1F6C34-2D70-4E85-A6C1-7F0D3B58E942',
  boot: '3E7A90C2-6B14-4D58-9F03-C81B5A2D7E60',
} as const;

export const SYSTEM_VERSION = '/System/Library/CoreServices/SystemVersion.plist';

export const systemVersion = (version: string): SimulatedFile =>
  newFile(
    Buffer.from(build({ ProductName: MAC.name, ProductVersion: version, ProductBuildVersion: MAC.build })),
    0,
  );

/** A healthy Mac outside MDM, onboarded, with nothing managed. */
export function newMac(): MachineState {
  const { agent, faults } = newMachine();
  return {
    format: 'macos-1',
    files: {
      '/Applications/Microsoft Defender.app/Contents/Info.plist': newFile(Buffer.from(''), 0),
      [SYSTEM_VERSION]: systemVersion(MAC.version),
    },
    agent: { ...agent, version: '101.25122.0005' },
    faults,
    mac: { profiles: [], mdmServer: null },
  };
}
