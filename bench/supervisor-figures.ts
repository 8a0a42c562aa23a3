// The daemon at rest, after its first turn, beside a Node that only holds a timer; both looked at in the same moment.

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import type { Command } from './measure.js';
import { expectExit, median, residentOf } from './measure.js';
import type { Bench, MeasuredDevice } from './setup.js';
import { holdfast } from './setup.js';

const LOOK_MS = 50;
/** At rest: no child, and the same memory at this many looks in a row. */
const LOOKS_ALIKE = 6;
const PATIENCE_LOOKS = 400;
const MIB = 1024;

export async function supervisorFigures(bench: Bench, device: MeasuredDevice): Promise<readonly Figure[]> {
  const supervisors: number[] = [];
  const timers: number[] = [];
  const without: number[] = [];
  for (let round = 0; round < bench.rounds; round++) {
    configure(device, 'poll');
    const { supervisor, timer } = await oneRound(bench, device);
    supervisors.push(supervisor);
    timers.push(timer);
    configure(device, 'off');
    without.push((await oneRound(bench, device)).supervisor);
  }
  configure(device, 'poll');
  return [
    ratio({
      name: 'idle supervisor, resident memory',
      value: median(supervisors) / MIB,
      reference: median(timers) / MIB,
      unit: 'MiB',
      referenceName: 'a Node that holds a timer',
      atMost: 1.2,
    }),
    ratio({
      name: 'idle supervisor that looks for "sync now"',
      value: median(supervisors) / MIB,
      reference: median(without) / MIB,
      unit: 'MiB',
      referenceName: 'with syncNow: off',
      atMost: 1.03,
    }),
  ];
}

function configure({ root }: MeasuredDevice, syncNow: 'poll' | 'off'): void {
  mkdirSync(`${root}/etc/holdfast`, { recursive: true });
  writeFileSync(`${root}/etc/holdfast/config.json`, JSON.stringify({ syncNow }));
}

async function oneRound(
  bench: Bench,
  device: MeasuredDevice,
): Promise<{ supervisor: number; timer: number }> {
  const supervisor = start(holdfast(bench, device, 'run'));
  const timer = start({ program: bench.programs.node, args: ['-e', 'setInterval(() => {}, 2 ** 30)'] });
  try {
    await untilListening(supervisor.pid, device);
    // Through the daemon: it is the daemon's turn that answers.
    await expectExit(holdfast(bench, device, 'sync'), device.settledExit);
    await untilAtRest(supervisor.pid);
    return { supervisor: residentOf(supervisor.pid), timer: residentOf(timer.pid) };
  } finally {
    await Promise.all([supervisor.stop(), timer.stop()]);
  }
}

interface Started {
  readonly pid: number;
  stop(): Promise<void>;
}

function start({ program, args }: Command): Started {
  const child: ChildProcess = spawn(program, args, { stdio: 'ignore', cwd: '/', env: { HOME: '/' } });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${program} could not be started`);
  return {
    pid,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}

/** The daemon says that it runs in a file beside the public status. */
async function untilListening(pid: number, device: MeasuredDevice): Promise<void> {
  const said = (): boolean => {
    try {
      return readFileSync(`${device.root}/run/holdfast/daemon.json`, 'utf8').includes(String(pid));
    } catch {
      return false;
    }
  };
  await until(said, 'the daemon says that it runs');
}

async function untilAtRest(pid: number): Promise<void> {
  let last = 0;
  let alike = 0;
  const settled = (): boolean => {
    const resident = residentOf(pid);
    alike = resident === last && childrenOf(pid) === '' ? alike + 1 : 0;
    last = resident;
    return alike >= LOOKS_ALIKE;
  };
  await until(settled, 'the supervisor is at rest');
}

/** Source: proc(5), /proc/PID/task/TID/children. */
const childrenOf = (pid: number): string => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let look = 0; look < PATIENCE_LOOKS; look++) {
    if (condition()) return;
    await pause(LOOK_MS);
  }
  throw new Error(`waited ${(PATIENCE_LOOKS * LOOK_MS) / 1000} s in vain until ${what}`);
}
