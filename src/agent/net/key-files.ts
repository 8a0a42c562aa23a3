// The two files in which a key store keeps what it has of the device's keys: one in use, one that shall follow. Whole and
// durable, for their owner alone.

import { join } from 'node:path';
import { fail } from '../../model/result.js';
import { readBytes, removeQuietly, writeWhole } from '../files/own-files.js';
import type { KeyStore } from './identity.js';
import type { KeySlot } from './ports.js';

export const KEY_FILE = { mode: 0o600, durable: true } as const;

export interface KeyFiles extends Pick<KeyStore, 'promote' | 'remove' | 'removeAll'> {
  path(slot: KeySlot): string;
}

export function createKeyFiles(
  folder: string,
  names: Readonly<Record<KeySlot, string>>,
  maxBytes: number,
): KeyFiles {
  const path = (slot: KeySlot): string => join(folder, names[slot]);
  return {
    path,
    // Killed between the two steps, both slots hold the new key: promoting again ends it.
    promote: async () => {
      const bytes = readBytes(path('next'), maxBytes);
      if (!bytes.ok) return bytes;
      if (bytes.value === undefined) return fail({ kind: 'missing', target: path('next') });
      const written = writeWhole(path('current'), bytes.value, KEY_FILE);
      if (written.ok) removeQuietly(path('next'));
      return written;
    },
    remove: async (slot) => removeQuietly(path(slot)),
    removeAll: async () => {
      removeQuietly(path('next'));
      removeQuietly(path('current'));
    },
  };
}
