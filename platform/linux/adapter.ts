// Settings of Defender for Endpoint on Linux: written in the managed file, read back through the agent's command line.

import type { PlatformAdapter } from '../../src/model/ports.js';
import type { Host } from '../host.js';
import { observeLinux } from './observe.js';
import { foreseeLinux, writeLinux } from './write.js';

export function createLinuxAdapter(host: Host): PlatformAdapter {
  return {
    os: 'linux',
    observe: (rows, signal) => observeLinux(host, rows, signal),
    write: (batch, signal) => writeLinux(host, batch, signal),
    foresee: foreseeLinux,
  };
}
