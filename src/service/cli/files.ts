// The files that an administrator names: what could not be read or written ends the command.

import { readFileSync } from 'node:fs';
import { reasonOf, writePrivateFile } from '../data-folder.js';
import { CommandFailed } from './context.js';

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailed(`${path} could not be read: ${reasonOf(error)}`);
  }
}

/** Readable by its owner only, and never over a file that is there. */
export function writePrivate(path: string, text: string): void {
  const written = writePrivateFile(path, text);
  if (!written.ok) throw new CommandFailed(written.error);
}

export function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CommandFailed(`${path} could not be read: ${reasonOf(error)}`);
  }
}
