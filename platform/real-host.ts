// The real machine as a Host, optionally below a root prefix.

import { resolve, sep } from 'node:path';
import type { OsName } from '../src/model/catalog/row.js';
import type { Timer } from '../src/model/ports.js';
import { fail } from '../src/model/result.js';
import type { FileRules } from './file-rules.js';
import { createFiles } from './files.js';
import type { Host, HostFacts, Surroundings } from './host.js';
import { POSIX_SURROUNDINGS, runProgram } from './host.js';
import { readLinuxFacts } from './linux/facts.js';
import { readMacFacts } from './macos/facts.js';
import { macRules } from './macos/mac-rules.js';
import { posixRules } from './posix-rules.js';
import { readWindowsFacts } from './windows/facts.js';
import { windowsSurroundings } from './windows/surroundings.js';
import { windowsRules } from './windows/windows-rules.js';

const OS_NAMES: Readonly<Record<string, OsName>> = { linux: 'linux', darwin: 'macos', win32: 'windows' };

interface System {
  readonly rules: FileRules;
  readonly around: (temporary: string | undefined) => Surroundings;
  readonly readFacts: (
    host: Pick<Host, 'read' | 'stat' | 'run'>,
  ) => Promise<Omit<HostFacts, 'os' | 'arch' | 'simulated'>>;
}

const SYSTEMS: Readonly<Record<OsName, System>> = {
  linux: { rules: posixRules, around: () => POSIX_SURROUNDINGS, readFacts: readLinuxFacts },
  macos: { rules: macRules, around: () => POSIX_SURROUNDINGS, readFacts: readMacFacts },
  windows: { rules: windowsRules, around: windowsSurroundings, readFacts: readWindowsFacts },
};

export interface RealHostOptions {
  /** A folder that stands for `/`, for files and programs alike; the folder itself is the caller's choice. */
  readonly root?: string;
  /** Where programs of Windows put files that they do not keep: a folder of the agent alone. */
  readonly temporary?: string;
  readonly timer: Timer;
}

export function createRealHost(options: RealHostOptions): Host {
  const { timer, temporary } = options;
  const os = OS_NAMES[process.platform];
  if (os === undefined) throw new Error(`Holdfast does not know the platform ${process.platform}`);
  const { rules, around: aroundWith, readFacts } = SYSTEMS[os];
  const around = aroundWith(temporary);
  const root = resolve(options.root ?? sep);
  const files = createFiles(root, rules);
  const run: Host['run'] = async (program, args, runOptions) => {
    if (!rules.isAbsolute(program)) {
      return fail({ kind: 'unsafe', target: program, why: 'a program is named by its absolute path' });
    }
    const path = rules.place(root, program);
    const unsafe = rules.distrust({ path, root, name: program });
    return unsafe === undefined
      ? runProgram({ path, name: program, timer, around }, args, runOptions)
      : fail(unsafe);
  };
  // Asking Windows costs programs, and what changes does so by a restart: once for each process of ours.
  let asked: Promise<HostFacts> | undefined;
  const facts = async (): Promise<HostFacts> => ({
    ...(await readFacts({ ...files, run })),
    os,
    arch: process.arch,
    simulated: false,
  });
  return {
    ...files,
    run,
    facts: () => {
      asked ??= facts();
      return asked;
    },
  };
}
