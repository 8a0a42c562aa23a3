// Allowed threats of the simulated agent. Pure.

import type { MachineState } from './machine-state.js';
import { at, managedConfig } from './mdatp-effective.js';

const RULE = '=====================================';

/** A managed list replaces the local one. The layout is assumed, after the agent's other lists. */
export function printThreats(state: MachineState): string {
  const managed = at(managedConfig(state), 'antivirusEngine.allowedThreats');
  const list: readonly unknown[] = Array.isArray(managed) ? managed : state.agent.allowedThreats;
  const names = list.filter((name) => typeof name === 'string');
  if (names.length === 0) return 'No allowed threats\n';
  return `${RULE}\n${names.map((name) => `Name: "${name}"`).join('\n---\n')}\n${RULE}\n`;
}
