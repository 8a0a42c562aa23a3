// Runs programs and measures them from outside: wall time by the monotonic clock, peak memory by the kernel's own
// count. Two or more sides are always run in turn (A B A B ...), so that a slow moment of the machine meets them all.

import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** By the monotonic clock of this process. */
  readonly begunAt: number;
  readonly wallMs: number;
}

/** Nothing of the caller's own settings (proxies, Node options) reaches what is measured. */
const ENVIRONMENT = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: '/' };

export function run({ program, args, env = {} }: Command): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...ENVIRONMENT, ...env },
      cwd: '/',
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    let wallMs = 0;
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('exit', () => {
      wallMs = performance.now() - begun;
    });
    child.on('close', (exitCode) => {
      const [stdout, stderr] = [Buffer.concat(output).toString(), Buffer.concat(errors).toString()];
      resolve({ exitCode, stdout, stderr, begunAt: begun, wallMs });
    });
  });
}

/** A step that the measurement stands on: anything but the expected end stops the whole run, with its words. */
export async function expectExit(command: Command, expected: number): Promise<Ran> {
  const ran = await run(command);
  if (ran.exitCode === expected) return ran;
  const shown = [command.program, ...command.args].join(' ');
  throw new Error(`${shown}\nended with ${ran.exitCode}, not ${expected}:\n${ran.stdout}${ran.stderr}`);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper;
  if (upper === undefined || lower === undefined) throw new Error('the median of nothing');
  return (lower + upper) / 2;
}

/** One measurement of one side; the unit is the side's own. */
export type Sample = () => Promise<number>;

/** Median of each side. One round of all sides before the first counts is thrown away: it fills the caches. */
export async function interleave<Side extends string>(
  rounds: number,
  sides: Readonly<Record<Side, Sample>>,
): Promise<Readonly<Record<Side, number>>> {
  const names = Object.keys(sides).filter((name): name is Side => name in sides);
  const samples = new Map<Side, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const name of names) {
      const sample = await sides[name]();
      if (round > 0) samples.get(name)?.push(sample);
    }
  }
  const medians = names.map((name) => [name, median(samples.get(name) ?? [])] as const);
  return Object.fromEntries(medians) as Readonly<Record<Side, number>>;
}

/** Wall time of a program, milliseconds. */
export const wallOf =
  (command: Command, expected = 0): Sample =>
  async () =>
    (await expectExit(command, expected)).wallMs;

/**
 * Peak resident memory of a Node program, KiB. A preload makes the program write down, as it ends, the kernel's high
 * water mark of its own memory; `ru_maxrss` would do only for a parent that is smaller than the child: it survives
 * the exec.
 */
export function peakOf(command: Command, folder: string, expected: number): Sample {
  const probe = join(folder, 'peak-probe.cjs');
  const answer = join(folder, 'peak');
  writeFileSync(probe, PEAK_PROBE);
  const env = { ...command.env, NODE_OPTIONS: `--require ${probe}`, PEAK_FILE: answer };
  return async () => {
    await expectExit({ ...command, env }, expected);
    const peak = memoryField(readFileSync(answer, 'latin1'), 'VmHWM');
    rmSync(answer);
    return peak;
  };
}

const PEAK_PROBE = `'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
process.on('exit', () => writeFileSync(process.env.PEAK_FILE, readFileSync('/proc/self/status')));
`;

/** Resident memory of a running process, KiB. */
export const residentOf = (pid: number): number =>
  memoryField(readFileSync(`/proc/${pid}/status`, 'latin1'), 'VmRSS');

/** A field of /proc/PID/status. Source: proc(5); the unit is KiB. */
function memoryField(status: string, name: 'VmHWM' | 'VmRSS'): number {
  const found = new RegExp(`^${name}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1];
  if (found === undefined) throw new Error(`/proc shows no ${name}`);
  return Number(found);
}
