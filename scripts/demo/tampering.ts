// What somebody does on the simulated machine behind the agent's back: an edit of the managed file, as with an editor.

import type { SimulatedLinux } from '../../platform/simulated/linux-machine.js';
import { MANAGED_FILE } from '../../platform/simulated/machine-state.js';
import { managedTextOf } from './answers.js';
import { StoryEnds } from './story-ends.js';

export function tamper(machine: SimulatedLinux): void {
  const before = managedTextOf(machine);
  const after = before.replace('"real_time"', '"passive"');
  if (after === before) throw new StoryEnds('the managed file does not hold what is to be tampered with');
  machine.setFile(MANAGED_FILE, after);
}
