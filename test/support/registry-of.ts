// Names of the values of one key of a simulated Windows machine.
import { findKey } from '../../platform/simulated/registry.js';
import type { SimulatedWindows } from '../../platform/simulated/windows-machine.js';

export const valuesOf = (machine: SimulatedWindows, path: string): readonly string[] =>
  (findKey(machine.state().registry, path)?.values ?? []).map(({ name }) => name);
