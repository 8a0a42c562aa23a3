// What the probes of a simulated Windows machine say, after something was done to it.

import type { WindowsPreset } from '../../platform/simulated/windows-editions-table.js';
import type { SimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { createSimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { probeWindows } from '../../platform/windows/probe.js';
import { epochMs } from '../../src/model/ids.js';
import type { OtherManager, Probe } from '../../src/model/probe.js';
import { WORK } from './windows-rows.js';

export type Change = (machine: SimulatedWindows) => void;

export const SOFTWARE = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft';
export const ENROLLMENTS = `${SOFTWARE}\\Enrollments`;

export async function probesOf(
  change: Change = () => undefined,
  preset: WindowsPreset = 'server-2022',
): Promise<readonly Probe[]> {
  const machine = createSimulatedWindows({ preset });
  change(machine);
  return probesNow(machine);
}

export const probesNow = async (
  machine: Parameters<typeof probeWindows>[0],
  signal = new AbortController().signal,
): Promise<readonly Probe[]> => (await probeWindows(machine, { work: WORK }, epochMs(0), signal)).probes;

/** There is at most one of each. */
export function managerOf(probes: readonly Probe[], manager: OtherManager) {
  const found = probes.flatMap((probe) =>
    probe.asks === 'manager' && probe.manager === manager ? [probe] : [],
  );
  if (found.length > 1) throw new Error(`${found.length} probes of ${manager}`);
  return found[0];
}

export const told = (probe: Probe | undefined): string =>
  (probe?.evidence ?? []).map(({ source, says }) => `${source}: ${says}`).join('\n');
