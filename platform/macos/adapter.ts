// Settings of Defender for Endpoint on macOS: what its command line can set is set so and read back through it. The
// rest belongs to configuration profiles, which are read and never fought.

import type { PlatformAdapter } from '../../src/model/ports.js';
import type { Host } from '../host.js';
import { createAskSystem } from '../system-version.js';
import { readMacVersion } from './facts.js';
import { preferencesFiles } from './managed-preferences.js';
import { observeMac } from './observe.js';
import { writeMac } from './write.js';

export function createMacAdapter(host: Host): PlatformAdapter {
  const askSystem = createAskSystem(() => readMacVersion(host));
  return {
    os: 'macos',
    signs: preferencesFiles,
    observe: async (rows, signal) => ({
      ...(await observeMac(host, rows, signal)),
      ...(await askSystem(rows)),
    }),
    write: (batch, signal) => writeMac(host, batch, signal),
  };
}
