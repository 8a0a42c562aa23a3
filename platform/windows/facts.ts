// What a Windows machine says about itself: by the system's own calls, and one value of the registry. Reads only.

import { hostname, release, version } from 'node:os';
import type { Host, HostFacts } from '../host.js';
import { SYSTEM } from './surroundings.js';

export type WindowsFacts = Omit<HostFacts, 'os' | 'arch' | 'simulated'>;

const LIMITS = { timeoutMs: 10_000, maxOutputBytes: 65_536 };

const CRYPTOGRAPHY = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
const MACHINE_GUID = 'MachineGuid';

export async function readWindowsFacts(host: Pick<Host, 'run'>): Promise<WindowsFacts> {
  const { signal } = new AbortController();
  const query = ['query', CRYPTOGRAPHY, '/v', MACHINE_GUID, '/reg:64'];
  const done = await host.run(`${SYSTEM}\\reg.exe`, query, { ...LIMITS, signal });
  return {
    distribution: undefined,
    version: release(),
    prettyName: version(),
    hostname: hostname(),
    machineId: done.ok && done.value.exitCode === 0 ? parseQuery(done.value.stdout, MACHINE_GUID) : undefined,
    // The vendor documents nothing that changes with each start and can be read without asking WMI.
    bootId: undefined,
    init: undefined,
    container: undefined,
  };
}

/** A line of name, type and data, set apart by blanks; data of one printable word. */
export function parseQuery(stdout: Uint8Array, name: string): string | undefined {
  for (const line of Buffer.from(stdout).toString('latin1').split(/\r?\n/)) {
    const [, found, data] = /^\s+(\S+)\s+REG_(?:SZ|DWORD)\s+([\x21-\x7e]{1,255})\s*$/.exec(line) ?? [];
    if (found?.toLowerCase() === name.toLowerCase()) return data;
  }
  return undefined;
}
