// The lock in a fresh folder: one holder at a time, taken over from the dead and from nobody else.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Holder } from '../../../src/agent/lock/lock.js';
import { acquireLock, lockHolder } from '../../../src/agent/lock/lock.js';
import type { Processes } from '../../../src/agent/lock/processes.js';
import { createProcesses } from '../../../src/agent/lock/processes.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A machine on which exactly these processes live. */
const machine = (pid: number, alive: Readonly<Record<number, string>>, boot = 'boot-1'): Processes => ({
  self: (): Holder => ({ pid, boot, began: alive[pid] ?? '0' }),
  began: (asked) => alive[asked],
});

const ALIVE = { 10: '100', 20: '200' };

test('a second process is told who holds it', () => {
  expect(acquireLock(folder, 'turn', machine(10, ALIVE)).ok).toBe(true);
  const second = acquireLock(folder, 'turn', machine(20, ALIVE));
  expect(second).toMatchObject({ ok: false, error: { kind: 'held', by: { pid: 10 } } });
});

test('what is released can be taken', () => {
  const first = acquireLock(folder, 'turn', machine(10, ALIVE));
  if (first.ok) first.value.release();
  expect(lockHolder(folder, 'turn', machine(20, ALIVE))).toBeUndefined();
  expect(acquireLock(folder, 'turn', machine(20, ALIVE)).ok).toBe(true);
});

test('two locks of different names do not meet', () => {
  expect(acquireLock(folder, 'turn', machine(10, ALIVE)).ok).toBe(true);
  expect(acquireLock(folder, 'daemon', machine(20, ALIVE)).ok).toBe(true);
});

test.each([
  ['that was killed', machine(20, { 20: '200' })],
  ['whose pid is another process now', machine(20, { 10: '999', 20: '200' })],
  ['of an earlier start of the machine', machine(20, ALIVE, 'boot-2')],
])('a lock of a process %s is taken over', (_, later) => {
  expect(acquireLock(folder, 'turn', machine(10, ALIVE)).ok).toBe(true);
  expect(acquireLock(folder, 'turn', later).ok).toBe(true);
  expect(lockHolder(folder, 'turn', later)?.pid).toBe(20);
});

test('of two that find the same dead holder only one takes over', () => {
  acquireLock(folder, 'turn', machine(10, ALIVE));
  const alive = { 20: '200', 30: '300' };
  const results = [20, 30].map((pid) => acquireLock(folder, 'turn', machine(pid, alive)));
  expect(results.map(({ ok }) => ok)).toEqual([true, false]);
});

test('old generations do not pile up', () => {
  for (let round = 0; round < 10; round++) {
    const lock = acquireLock(folder, 'turn', machine(10, ALIVE));
    if (lock.ok) lock.value.release();
  }
  expect(readdirSync(folder)).toHaveLength(1);
});

test('the real process tells its own start, and no start of one that is not there', () => {
  const processes = createProcesses();
  expect(processes.began(process.pid)).toBe(processes.self().began);
  expect(processes.began(2 ** 22 + 1)).toBeUndefined();
});
