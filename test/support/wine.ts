// A running Windows registry and Windows programs under Wine: started fresh, asked, ended.

import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Ended } from './wine-root.js';
import { INSIDE, prepareWineRoot, resetRegistry, runInside } from './wine-root.js';

/** Unit: milliseconds. */
const PROGRAM_MS = 60_000;

export interface Wine {
  /** An empty folder, as Linux and as Windows name it. */
  readonly folder: string;
  readonly windowsFolder: string;
  /** A program of Windows by its Windows path or its name in System32. */
  run(program: string, ...args: readonly string[]): Promise<Ended>;
  /** A script by its Windows path, on Windows' Node. */
  node(script: string, ...args: readonly string[]): Promise<Ended>;
  /** Where a path below C:\ is on Linux. */
  linuxPath(windowsPath: string): string;
  /** Refuses everybody some rights on a key below HKLM (bits of an access mask); 0 refuses nothing any more. */
  refuseAccess(key: string, mask: number): Promise<void>;
  stop(): Promise<void>;
}

/** What tests leave in the file system. */
const LEFT_BEHIND = ['C:\\holdfast-test', 'C:\\ProgramData\\Holdfast'] as const;

/** With the registry of a new Windows, whatever was done in it before. */
export async function startWine(): Promise<Wine> {
  const root = await prepareWineRoot();
  const inside = (program: string, ...args: readonly string[]) => runInside(root, program, args, PROGRAM_MS);
  const run = (program: string, ...args: readonly string[]) => inside('/usr/bin/wine', program, ...args);
  const stop = async () => {
    await inside('/usr/bin/wineserver', '-k');
    await must(inside('/usr/bin/wineserver', '-w'));
  };
  // One that an interrupted run left would write its registry over the fresh one.
  await stop();
  resetRegistry(root);
  const linuxPath = (path: string) =>
    join(root, INSIDE.driveC, path.replace(/^C:\\/i, '').replaceAll('\\', '/'));
  const [windowsFolder] = LEFT_BEHIND;
  for (const path of LEFT_BEHIND) rmSync(linuxPath(path), { recursive: true, force: true });
  mkdirSync(linuxPath(windowsFolder));
  // The first one starts the server and waits for it; without that each program would take seconds.
  await must(inside('/usr/bin/wineserver', '-p'));
  await must(run('wineboot'));
  const node: Wine['node'] = (script, ...args) => run('Z:\\w\\node.exe', script, ...args);
  return {
    folder: linuxPath(windowsFolder),
    windowsFolder,
    run,
    node,
    linuxPath,
    refuseAccess: async (key, mask) => {
      const script = 'set-key-access.cjs';
      copyFileSync(join(import.meta.dirname, script), join(linuxPath(windowsFolder), script));
      const refused = mask === 0 ? '' : `(D;;0x${mask.toString(16)};;;WD)`;
      await must(
        node(`${windowsFolder}\\${script}`, key.replace(/^HKLM\\/, ''), `D:${refused}(A;CI;KA;;;WD)`),
      );
    },
    stop,
  };
}

async function must(ended: Promise<Ended>): Promise<void> {
  const { exitCode, stdout, stderr } = await ended;
  if (exitCode !== 0) throw new Error(`a program under Wine ended with ${exitCode}: ${stdout}${stderr}`);
}
