// Writes to a descriptor at once and whole: a pipe may be full or take a part only. Cheaper than process.stdout.

import { writeSync } from 'node:fs';
import { errorCode } from '../files/own-files.js';

/** A reader that has gone away is no failure of ours. */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let at = 0;
  while (at < bytes.length) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** The other end has to read first; there is nothing else to do meanwhile. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
