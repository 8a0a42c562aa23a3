// What one turn with nothing to do costs, as the daemon starts it: transactions, synchronous writes, requests, read-back
// commands. Counted from outside, by strace and by the proxy.

import type { Call } from '../test/support/strace.js';
import { requireStrace, trace } from '../test/support/strace.js';
import type { Figure } from './figure.js';
import { count } from './figure.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { holdfast } from './setup.js';

const COUNTED = ['pwrite64', '?pwritev', 'fsync', 'fdatasync', '?sync_file_range', '?msync', 'execve'];

export async function turnFigures(bench: Bench, device: MeasuredDevice): Promise<readonly Figure[]> {
  requireStrace();
  const turn = await traceOf(bench, device, 'turn', 'sync');
  const asked = await traceOf(bench, device, 'sync');
  return [
    count('transactions of a turn with nothing to do', commitsOf(turn.calls), { is: 'at most', value: 2 }),
    count('its fsync and fdatasync calls', syncsOf(turn.calls), { is: 'at most', value: 6 }),
    {
      ...count('requests of an unchanged check-in', turn.requests.length, { is: 'exactly', value: 1 }),
      reference: turn.requests.join(', '),
    },
    {
      ...count('processes of a turn beyond one for each command', repeated(turn.commands), {
        is: 'exactly',
        value: 0,
      }),
      reference: [...new Set(turn.commands)].join(', '),
    },
    // Who asks is told at once what a new tag of the machine means, so the tags are looked at before the check-in.
    count('the same of "holdfast sync"', repeated(asked.commands), { is: 'at most', value: 1 }),
  ];
}

const repeated = (commands: readonly string[]): number => commands.length - new Set(commands).size;

interface Traced {
  readonly calls: readonly Call[];
  readonly requests: readonly string[];
  readonly commands: readonly string[];
}

async function traceOf(bench: Bench, device: MeasuredDevice, ...command: readonly string[]): Promise<Traced> {
  bench.proxy.take();
  const { program, args } = holdfast(bench, device, ...command);
  const { exitCode, calls, output } = await trace({ program, args, calls: COUNTED });
  if (exitCode !== device.settledExit)
    throw new Error(`${command.join(' ')} under strace ended with ${exitCode}:\n${output}`);
  const requests = bench.proxy.take().map(({ call }) => call);
  return { calls, requests, commands: startedPrograms(calls, program) };
}

/**
 * Write transactions of SQLite: the header of a frame in the write-ahead log is written by itself, 24 bytes, and that of
 * the last frame of a transaction holds the size of the database, which is not 0, in its second word.
 * Source: sqlite.org, "WAL-mode File Format". Programs that write no such log would count 0: the log must be there.
 */
function commitsOf(calls: readonly Call[]): number {
  const frames = calls.filter(({ name, line }) => name === 'pwrite64' && /-wal>/.test(line));
  const headers = frames.flatMap(({ texts }) => texts.filter((text) => text.length === 24));
  if (headers.length === 0)
    throw new Error('no write-ahead log was written: nothing to count transactions by');
  return headers.filter((header) => header.slice(4, 8) !== '\0\0\0\0').length;
}

const syncsOf = (calls: readonly Call[]): number =>
  calls.filter(({ name }) => /^(fsync|fdatasync|sync_file_range|msync)$/.test(name)).length;

/** Programs other than the agent itself, each with its arguments. What a stub starts in its turn is not counted. */
function startedPrograms(calls: readonly Call[], agent: string): readonly string[] {
  const starts = calls.filter(({ name, line }) => name === 'execve' && !/ = -1 /.test(line));
  const first = new Map<number, Call>();
  for (const call of starts) if (!first.has(call.thread)) first.set(call.thread, call);
  return [...first.values()]
    .map(({ texts: [program = '', , ...args] }) => ({ program, args }))
    .filter(({ program }) => program !== agent)
    .map(({ program, args }) => [program.split('/').at(-1), ...args].join(' '));
}
