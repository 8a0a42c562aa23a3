// The Windows adapter as it is bundled, in a Windows under Wine: takes steps, and shows the registry from outside.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { CatalogRow } from '../../src/model/catalog/row.js';
import type { Order, Passed, Step, Wish } from './windows-agent.js';
import type { Wine } from './wine.js';

export interface AgentInWine {
  /** The agent's own folder, as Windows and as Linux name it. */
  readonly work: string;
  readonly workFolder: string;
  pass(policies: readonly string[], options?: PassOptions): Promise<Passed>;
  /** Calls of the Host, one after the other in one program. */
  calls(...calls: readonly HostCall[]): Promise<readonly unknown[]>;
  /** What is remembered between passes, as text. */
  memory(): string;
  /** The tree as reg.exe exports it. `undefined`: there is no such key. */
  exportTree(key: string, view?: '/reg:64' | '/reg:32'): Promise<Buffer | undefined>;
  importText(text: string): Promise<void>;
}

export type HostCall = readonly [of: Extract<Step, { do: 'call' }>['of'], ...args: readonly unknown[]];

export interface PassOptions {
  readonly wanted?: readonly Wish[];
  readonly rows?: readonly CatalogRow[];
  readonly powershell?: Order['powershell'];
  /** Another folder than the agent's own. */
  readonly work?: string;
}

/** Bundled with the options of the build that bear on what the code does. */
export async function bundleAgent(wine: Wine): Promise<AgentInWine> {
  const inWindows = (name: string): string => `${wine.windowsFolder}\\${name}`;
  const onLinux = (name: string): string => join(wine.folder, name);
  await build({
    entryPoints: [join(import.meta.dirname, 'windows-agent.ts')],
    outfile: onLinux('agent.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node26',
    mainFields: ['module', 'main'],
    loader: { '.ps1': 'text' },
    logLevel: 'warning',
  });
  const ownFolder = inWindows('work');
  const take = async (
    steps: readonly Step[],
    { rows = [], powershell = 'simulated', work = ownFolder }: PassOptions = {},
  ): Promise<readonly unknown[]> => {
    const order: Order = { work, memory: inWindows('memory.json'), powershell, rows, steps };
    writeFileSync(onLinux('order.json'), JSON.stringify(order));
    rmSync(onLinux('answer.json'), { force: true });
    const { exitCode, stdout, stderr } = await wine.node(
      inWindows('agent.cjs'),
      inWindows('order.json'),
      inWindows('answer.json'),
    );
    if (exitCode !== 0) throw new Error(`the agent ended with ${exitCode}:\n${stdout}${stderr}`);
    return JSON.parse(readFileSync(onLinux('answer.json'), 'utf8')) as readonly unknown[];
  };
  return {
    work: ownFolder,
    workFolder: onLinux('work'),
    pass: async (policies, options = {}) => {
      const { wanted = [] } = options;
      const [passed] = await take([{ do: 'pass', policies, wanted }], options);
      return passed as Passed;
    },
    calls: (...calls) => take(calls.map(([of, ...args]) => ({ do: 'call', of, with: args }))),
    memory: () => readFileSync(onLinux('memory.json'), 'utf8'),
    exportTree: async (key, view = '/reg:64') => {
      rmSync(onLinux('outside.reg'), { force: true });
      const { exitCode } = await wine.run('reg.exe', 'export', key, inWindows('outside.reg'), '/y', view);
      return exitCode === 0 ? readFileSync(onLinux('outside.reg')) : undefined;
    },
    importText: async (text) => {
      const whole = `\uFEFFWindows Registry Editor Version 5.00\r\n\r\n${text}\r\n`;
      writeFileSync(onLinux('outside.reg'), Buffer.from(whole, 'utf16le'));
      const { exitCode, stdout } = await wine.run('reg.exe', 'import', inWindows('outside.reg'), '/reg:64');
      if (exitCode !== 0) throw new Error(`reg.exe import ended with ${exitCode}: ${stdout}`);
    },
  };
}
