// What somebody does on the simulated machine behind the agent's back: an edit of the managed file, as with an editor.

import { MANAGED_FILE } from '../../platform/simulated/machine-state.js';
import type { Device } from './device.js';
import { StoryEnds } from './story-ends.js';

export function tamper(device: Device): void {
  const before = device.managedText();
  const after = before.replace('"real_time"', '"passive"');
  if (after === before) throw new StoryEnds('the managed file does not hold what is to be tampered with');
  device.machine.setFile(MANAGED_FILE, after);
}
