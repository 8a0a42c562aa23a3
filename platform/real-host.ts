// The real machine as a Host, optionally below a root prefix.

import { resolve, sep } from 'node:path';
import type { OsName } from '../src/model/catalog/row.js';
import type { Timer } from '../src/model/ports.js';
import { fail } from '../src/model/result.js';
import { createFiles, place } from './files.js';
import type { Host, HostFacts } from './host.js';
import { runProgram } from './host.js';
import { readLinuxFacts } from './linux/facts.js';
import { readMacFacts } from './macos/facts.js';
import { distrust } from './trust.js';

const OS_NAMES: Readonly<Record<string, OsName>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };

/** `root`: a folder that stands for `/`, for files and programs alike; the folder itself is the caller's choice. */
export function createRealHost(options: { readonly root?: string; readonly timer: Timer }): Host {
  const root = resolve(options.root ?? sep);
  const files = createFiles(root);
  const run: Host['run'] = async (program, args, runOptions) => {
    if (!program.startsWith(sep)) {
      return fail({ kind: 'unsafe', target: program, why: 'a program is named by its absolute path' });
    }
    const path = place(root, program);
    const unsafe = distrust({ path, root, name: program });
    return unsafe === undefined
      ? runProgram({ path, name: program, timer: options.timer }, args, runOptions)
      : fail(unsafe);
  };
  return { ...files, run, facts: () => readFacts({ ...files, run }) };
}

async function readFacts(host: Pick<Host, 'read' | 'stat' | 'run'>): Promise<HostFacts> {
  const os = OS_NAMES[process.platform];
  if (os === undefined) throw new Error(`Holdfast does not know the platform ${process.platform}`);
  const facts = os === 'macos' ? await readMacFacts(host) : { ...(await readLinuxFacts(host)), os };
  return { ...facts, arch: process.arch, simulated: false };
}
