// Which store holds the device's keys. The chosen one makes new keys; the other one's are used until they are replaced,
// so that a change of mind takes effect with the next rotation and locks nobody out.

import type { Host } from '../../../platform/host.js';
import type { Result } from '../../model/result.js';
import type { DeviceKey, KeyStore } from './identity.js';
import { createFileKeyStore } from './identity.js';
import type { KeySlot } from './ports.js';
import { createTpmKeyStore, TPM_DEVICE, tpmTool } from './tpm-keys.js';

/** `auto`: the TPM where there is one with its tools. */
export type KeyStoreChoice = 'file' | 'tpm' | 'auto';

export interface KeyStoreParts {
  readonly choice: KeyStoreChoice;
  readonly host: Pick<Host, 'run' | 'stat'>;
  /** The state folder. */
  readonly folder: string;
  readonly work: string;
  /** How tpm2-tools reach the chip; default: the kernel's resource manager. */
  readonly tcti?: string;
}

export async function openKeyStore({ choice, host, folder, work, tcti }: KeyStoreParts): Promise<KeyStore> {
  const files = createFileKeyStore(folder);
  const chip = createTpmKeyStore({ host, folder, work, ...(tcti === undefined ? {} : { tcti }) });
  if (choice === 'tpm') return preferring(chip, files);
  if (choice === 'auto' && (await isTpmThere(host))) return withFloor(preferring(chip, files), files);
  return preferring(files, chip);
}

/** A chip that is there may refuse all the same (another owner's, or broken): that keeps no device from registering. */
export const withFloor = (best: KeyStore, floor: KeyStore): KeyStore => ({
  ...best,
  create: async (slot) => {
    const made = await best.create(slot);
    if (made.ok) return made;
    // What the slot held before would go before the new key.
    await best.remove(slot);
    return floor.create(slot);
  },
});

async function isTpmThere(host: Pick<Host, 'stat'>): Promise<boolean> {
  for (const path of [TPM_DEVICE, tpmTool('create'), tpmTool('sign')]) {
    const stat = await host.stat(path);
    if (!stat.ok || stat.value === undefined) return false;
  }
  return true;
}

export function preferring(first: KeyStore, other: KeyStore): KeyStore {
  const load = async (slot: KeySlot): Promise<Result<DeviceKey | undefined>> => {
    const found = await first.load(slot);
    return !found.ok || found.value !== undefined ? found : other.load(slot);
  };
  return {
    load,
    create: async (slot) => {
      const made = await first.create(slot);
      if (made.ok) await other.remove(slot);
      return made;
    },
    promote: async () => {
      const found = await first.load('next');
      if (!found.ok) return found;
      const elsewhere = found.value === undefined ? await other.load('next') : undefined;
      if (elsewhere?.ok === false) return elsewhere;
      if (elsewhere?.value !== undefined) {
        // In this order, so that a kill in between leaves the new key as the only one.
        await first.remove('current');
        return other.promote();
      }
      const promoted = await first.promote();
      if (promoted.ok) await other.remove('current');
      return promoted;
    },
    remove: async (slot) => {
      await first.remove(slot);
      await other.remove(slot);
    },
    removeAll: async () => {
      await first.removeAll();
      await other.removeAll();
    },
  };
}
