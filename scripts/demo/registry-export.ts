// What stands in the policies of the simulated Windows server, as its own reg.exe exports it.

import type { SimulatedWindows } from '../../platform/simulated/windows-machine.js';
import { describeFault } from '../../src/model/result.js';
import type { Page } from './page.js';
import { StoryEnds } from './story-ends.js';

const REG = 'C:\\Windows\\System32\\reg.exe';
const POLICIES = 'HKLM\\SOFTWARE\\Policies';

/** Made before Holdfast had written anything. */
export const EXPORT_BEFORE = 'C:\\before.reg';
export const EXPORT_AFTER = 'C:\\after.reg';

/** Shows the command and makes the file, on the server itself. */
export async function exportPolicies(machine: SimulatedWindows, page: Page, file: string): Promise<void> {
  const args = ['export', POLICIES, file, '/y'];
  page.command('reg', args);
  const { signal } = new AbortController();
  const ran = await machine.run(REG, args, { signal, timeoutMs: 10_000, maxOutputBytes: 100_000 });
  if (!ran.ok) throw new StoryEnds('reg export', describeFault(ran.error));
}

export async function readExport(machine: SimulatedWindows, file: string): Promise<string> {
  const read = await machine.read(file, { maxBytes: 1_000_000 });
  if (!read.ok || read.value === undefined) throw new StoryEnds(`${file} cannot be read`);
  return Buffer.from(read.value.bytes).toString('utf16le');
}
