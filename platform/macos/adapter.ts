// Settings of Defender for Endpoint on macOS: what its command line can set is set so and read back through it. The
// rest belongs to configuration profiles, which are read and never fought.

import type { PlatformAdapter } from '../../src/model/ports.js';
import type { Host } from '../host.js';
import { observeMac } from './observe.js';
import { writeMac } from './write.js';

export function createMacAdapter(host: Host): PlatformAdapter {
  return {
    os: 'macos',
    observe: (rows, signal) => observeMac(host, rows, signal),
    write: (batch, signal) => writeMac(host, batch, signal),
  };
}
