// What the figures stand on: devices with real files, each enforcing its own policies until a further run has nothing
// to do. Everything is in one temporary folder.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Programs, RunningService } from '../test/support/holdfast-programs.js';
import type { LinuxPolicies } from '../test/support/linux-policies.js';
import { linuxPolicies } from '../test/support/linux-policies.js';
import type { LinuxRoot } from '../test/support/linux-root.js';
import { createLinuxRoot, fixAnswers } from '../test/support/linux-root.js';
import type { CountingProxy } from './counting-proxy.js';
import type { Command } from './measure.js';
import { expectExit, run } from './measure.js';

export interface Bench {
  readonly programs: Programs;
  readonly folder: string;
  readonly rounds: number;
  readonly proxy: CountingProxy;
}

export interface MeasuredDevice extends LinuxRoot {
  readonly policies: LinuxPolicies;
  readonly policyFiles: readonly string[];
  /** How a run that has nothing to do ends: 0, or 4 because no reader shows some of the settings. */
  readonly settledExit: number;
}

export const createWorkFolder = (): string => mkdtempSync(join(tmpdir(), 'holdfast-bench-'));

export const removeWorkFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** The agent's command line on a device, as an administrator types it. */
export function holdfast(
  { programs }: Pick<Bench, 'programs'>,
  { root }: Pick<LinuxRoot, 'root'>,
  ...args: readonly string[]
): Command {
  return { program: programs.node, args: [programs.holdfast, ...args, '--root', root] };
}

/** Enrolled; its policies are assigned to it alone, through a group. */
export async function syncedDevice(
  bench: Bench,
  service: RunningService,
  values: number,
): Promise<MeasuredDevice> {
  const { name, policies, policyFiles, ...device } = prepare(bench.folder, `synced-${values}`, values);
  const { file, secret } = service.onboarding;
  await expectExit(holdfast(bench, device, 'onboard', file, '--secret-file', secret), 0);
  await service.ask('policy', 'import', ...policyFiles);
  await service.ask('group', 'create', name);
  await service.ask('group', 'add', name, name);
  for (const policy of policies.files) await service.ask('policy', 'assign', policy.title, '--group', name);
  const settledExit = await settle(bench, { ...device, policies }, ['sync']);
  return { ...device, policies, policyFiles, settledExit };
}

/** Knows no service: the policies are files. */
export async function appliedDevice(bench: Bench, values: number): Promise<MeasuredDevice> {
  const {
    name: _name,
    policies,
    policyFiles,
    ...device
  } = prepare(bench.folder, `applied-${values}`, values);
  const settledExit = await settle(bench, { ...device, policies }, ['apply', ...policyFiles]);
  return { ...device, policies, policyFiles, settledExit };
}

export interface WrittenPolicies {
  readonly policies: LinuxPolicies;
  readonly policyFiles: readonly string[];
}

export function writePolicies(folder: string, name: string, values: number): WrittenPolicies {
  const policies = linuxPolicies(values, name);
  const where = join(folder, `${name}-policies`);
  mkdirSync(where);
  const policyFiles = policies.files.map((file) => {
    const path = join(where, file.name);
    writeFileSync(path, file.text);
    return path;
  });
  return { policies, policyFiles };
}

interface Prepared extends LinuxRoot, WrittenPolicies {
  readonly name: string;
}

function prepare(folder: string, name: string, values: number): Prepared {
  const written = writePolicies(folder, name, values);
  return { ...createLinuxRoot(join(folder, name), written.policies), name, ...written };
}

/** The first run writes; the second reads the same machine with steady answers; the third has nothing to do. */
async function settle(
  bench: Bench,
  device: LinuxRoot & Pick<MeasuredDevice, 'policies'>,
  args: readonly string[],
): Promise<number> {
  const command = holdfast(bench, device, ...args);
  const first = await run(command);
  const written = readFileSync(device.managed, 'utf8');
  if (!written.includes(device.policies.mark))
    throw new Error(`${args[0]} wrote nothing (exit ${first.exitCode}):\n${first.stdout}${first.stderr}`);
  fixAnswers(device);
  await run(command);
  const last = await run(command);
  if (readFileSync(device.managed, 'utf8') !== written) throw new Error(`${args[0]} writes again and again`);
  if (last.exitCode === 0 || last.exitCode === 4) return last.exitCode;
  throw new Error(`${args[0]} ended with ${last.exitCode}:\n${last.stdout}${last.stderr}`);
}
