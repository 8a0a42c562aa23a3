// One device of each system that is not there: its catalog, its real adapter over its simulated machine, and passes
// of policies as the bytes of their files.

import { createLinuxAdapter } from '../../platform/linux/adapter.js';
import { createMacAdapter } from '../../platform/macos/adapter.js';
import { createSimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { createSimulatedMac } from '../../platform/simulated/mac-machine.js';
import { createSimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createWindowsAdapter } from '../../platform/windows/adapter.js';
import type { PassInput, PassOutcome, Planned } from '../../src/enforce/pass.js';
import { enforce, planNow } from '../../src/enforce/pass.js';
import type { Catalog } from '../../src/model/catalog/catalog.js';
import { loadCatalog } from '../../src/model/catalog/load.js';
import type { OsName } from '../../src/model/catalog/row.js';
import { epochMs, policyId } from '../../src/model/ids.js';
import type { DesiredSetting, RefusedSetting } from '../../src/model/policy/desired.js';
import type { Interpreted } from '../../src/model/policy/interpret.js';
import { interpret } from '../../src/model/policy/interpret.js';
import { parsePolicy } from '../../src/model/policy/parse-policy.js';
import type { PlatformAdapter } from '../../src/model/ports.js';
import type { VolatileMemory } from './enforce/volatile-memory.js';
import { createVolatileMemory } from './enforce/volatile-memory.js';

export interface SimulatedDevice {
  readonly catalog: Catalog;
  readonly adapter: PlatformAdapter;
  readonly memory: VolatileMemory;
  /** Commands run so far, program first. */
  readonly runs: readonly (readonly string[])[];
  /** Everything that the machine is, as data. */
  state(): object;
}

export const SYSTEMS: readonly OsName[] = ['linux', 'macos', 'windows'];

export function createSimulatedDevice(os: OsName): SimulatedDevice {
  const made = MACHINES[os]();
  return { catalog: loadCatalog(os), memory: createVolatileMemory(), ...made };
}

type Made = Pick<SimulatedDevice, 'adapter' | 'runs' | 'state'>;

const NEWEST = '101.26082.0001';

const MACHINES: Readonly<Record<OsName, () => Made>> = {
  linux: () => {
    const machine = createSimulatedLinux();
    machine.setAgent({ version: NEWEST });
    return { adapter: createLinuxAdapter(machine), runs: machine.runs, state: machine.state };
  },
  macos: () => {
    const machine = createSimulatedMac();
    machine.setAgent({ version: NEWEST });
    return { adapter: createMacAdapter(machine), runs: machine.runs, state: machine.state };
  },
  windows: () => {
    const machine = createSimulatedWindows();
    const adapter = createWindowsAdapter(machine, { work: 'C:\\ProgramData\\Holdfast\\state\\work' });
    return { adapter, runs: machine.runs, state: machine.state };
  },
};

/** Errors: throws when the bytes are no policy at all. */
export function readPolicyBytes(catalog: Catalog, bytes: Uint8Array, name = 'A'): Interpreted {
  const document = parsePolicy(bytes);
  if (!document.ok) throw new Error(JSON.stringify(document.error));
  return interpret(document.value, { id: policyId(name), name: document.value.name, revision: 1 }, catalog);
}

interface Asked {
  readonly desired: readonly DesiredSetting[];
  readonly refused?: readonly RefusedSetting[];
  readonly leftAlone?: PassInput['leftAlone'];
}

const inputOf = (
  { catalog, adapter, memory }: SimulatedDevice,
  { desired, refused = [], leftAlone }: Asked,
): PassInput => ({
  desired,
  refused,
  ...(leftAlone === undefined ? {} : { leftAlone }),
  rows: new Map(catalog.rows.map((row) => [row.key, row])),
  adapter,
  memory,
  mode: 'enforce',
  allowNew: true,
  clock: { now: () => epochMs(1) },
  signal: new AbortController().signal,
});

export const planOn = (device: SimulatedDevice, asked: Asked): Promise<Planned> =>
  planNow(inputOf(device, asked));

export async function passOn(
  device: SimulatedDevice,
  asked: Asked,
): Promise<Extract<PassOutcome, { is: 'done' }>> {
  const outcome = await enforce(inputOf(device, asked));
  if (outcome.is !== 'done') throw new Error(`the pass ended as ${outcome.is}`);
  device.memory.apply(outcome.change);
  return outcome;
}
