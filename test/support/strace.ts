// Runs a program under strace: to see which system calls it makes, or to have it killed at one of them.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Each call that changes a file or says something to another process. `?`: not every machine has all of them. */
export const CHANGING_CALLS = [
  'write',
  'pwrite64',
  '?writev',
  'fsync',
  'fdatasync',
  'ftruncate',
  '?rename',
  'renameat',
  'renameat2',
  '?unlink',
  'unlinkat',
  '?mkdir',
  'mkdirat',
] as const;

export interface TracedCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly calls: readonly string[];
  /** The program is ended by SIGKILL as one of its threads begins this call, which is not carried out. */
  readonly killAt?: Moment;
}

/** The Nth call of a name that a thread makes: strace counts each name in each thread for itself. */
export interface Moment {
  readonly call: string;
  readonly nth: number;
}

/** One system call as it began. Texts of bytes are decoded as Latin-1, at most 300 of them. */
export interface Call {
  readonly thread: number;
  readonly name: string;
  /** Arguments as strace writes them, with the path of each descriptor. */
  readonly line: string;
  readonly texts: readonly string[];
}

export interface Traced {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly calls: readonly Call[];
}

/** Said loudly where it is missing: nothing is skipped for it. */
export function requireStrace(): void {
  if (spawnSync('strace', ['--version']).status !== 0)
    throw new Error('strace is not installed, or may not trace here: apt-get install strace');
}

export function trace({ program, args, calls, killAt }: TracedCommand): Promise<Traced> {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-strace-'));
  const log = join(folder, 'log');
  const set = calls.join(',');
  const options = ['-f', '-qq', '-y', '-xx', '-s', '300', '-o', log, '-e', `trace=${set}`];
  // The filter in the kernel lets all other calls run at full speed, but nothing is injected with it.
  const how =
    killAt === undefined ? ['--seccomp-bpf'] : ['-e', `inject=${killAt.call}:signal=KILL:when=${killAt.nth}`];
  const env = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8', HOME: '/' };
  return new Promise((resolve, reject) => {
    const child = spawn('strace', [...options, ...how, '--', program, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
      cwd: '/',
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode, signal) => {
      const lines = readFileSync(log, 'latin1').split('\n');
      rmSync(folder, { recursive: true, force: true });
      const seen = lines.map(parseCall).filter((call) => call !== undefined);
      resolve({ exitCode, signal, output: Buffer.concat(output).toString(), calls: seen });
    });
  });
}

/** `1234  fsync(3</a/file>) = 0`; the second half of a call that was interrupted is none of its own. */
function parseCall(line: string): Call | undefined {
  const match = /^(\d+)\s+([a-z0-9_]+)\((.*)$/.exec(line);
  if (match?.[1] === undefined || match[2] === undefined || match[3] === undefined) return undefined;
  const texts = [...match[3].matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = '']) => decode(hex));
  return { thread: Number(match[1]), name: match[2], line: decode(match[3]), texts };
}

const decode = (text: string): string =>
  text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/**
 * The moments of the thread that made the most calls (the others only wake each other up), in the order in which they
 * came; those that did the same to the same file one after another are together.
 */
export function momentsOf(calls: readonly Call[]): readonly (readonly Moment[])[] {
  const threads = [...Map.groupBy(calls, ({ thread }) => thread).values()];
  const busiest = threads.toSorted((a, b) => b.length - a.length)[0] ?? [];
  const counts = new Map<string, number>();
  const runs: Moment[][] = [];
  let last = '';
  for (const { name, line } of busiest) {
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const what = `${name} ${line.split(',')[0]}`;
    if (what !== last) runs.push([]);
    last = what;
    runs.at(-1)?.push({ call: name, nth });
  }
  return runs;
}
