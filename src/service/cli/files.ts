// The files that an administrator names: what could not be read or written ends the command.

import { readFileSync, writeFileSync } from 'node:fs';
import { CommandFailed } from './context.js';

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailed(`${path} could not be read: ${error instanceof Error ? error.message : ''}`);
  }
}

/** Readable by its owner only, and never over a file that is there. */
export function writePrivate(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new CommandFailed(`${path} could not be written: ${error instanceof Error ? error.message : ''}`);
  }
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandFailed(`${path} could not be read: ${error instanceof Error ? error.message : ''}`);
  }
}
