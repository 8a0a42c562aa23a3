// Which processes live, and since when: what a lock needs to tell a dead holder from a reused pid. Reads /proc
// where there is one; elsewhere a process that can be signalled is taken to be the same one. Writes nothing.

import { readFileSync } from 'node:fs';
import { errorCode } from '../files/own-files.js';
import type { Holder } from './lock.js';

export interface Processes {
  self(): Holder;
  /** `undefined`: no such process. Comparable only within one boot. */
  began(pid: number): string | undefined;
}

const WITHOUT_PROC = 'unknown';

export function createProcesses(): Processes {
  const boot = readText('/proc/sys/kernel/random/boot_id')?.trim() ?? WITHOUT_PROC;
  const began = (pid: number): string | undefined =>
    boot === WITHOUT_PROC ? (canSignal(pid) ? WITHOUT_PROC : undefined) : startTicks(pid);
  return { self: () => ({ pid: process.pid, boot, began: began(process.pid) ?? WITHOUT_PROC }), began };
}

/** Field 22 of /proc/PID/stat; the name in field 2 may hold blanks and brackets. Source: proc(5). */
function startTicks(pid: number): string | undefined {
  const stat = readText(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function canSignal(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
