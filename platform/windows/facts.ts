// What a Windows machine says about itself: by the system's own calls, and two values of the registry. Reads only.

import { hostname, release, version } from 'node:os';
import type { Host, HostFacts } from '../host.js';
import { SYSTEM } from './surroundings.js';

export type WindowsFacts = Omit<HostFacts, 'os' | 'arch' | 'simulated'>;

const LIMITS = { timeoutMs: 10_000, maxOutputBytes: 65_536 };

const CRYPTOGRAPHY = 'HKLM\\SOFTWARE\\Microsoft\\Cryptography';
/** Counts the starts of the system. Not documented by the vendor: a machine without it says nothing. */
const PREFETCH =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Memory Management\\PrefetchParameters';

export async function readWindowsFacts(host: Pick<Host, 'run'>): Promise<WindowsFacts> {
  const { signal } = new AbortController();
  const value = async (key: string, name: string): Promise<string | undefined> => {
    const done = await host.run(`${SYSTEM}\\reg.exe`, ['query', key, '/v', name, '/reg:64'], {
      ...LIMITS,
      signal,
    });
    return done.ok && done.value.exitCode === 0 ? parseQuery(done.value.stdout, name) : undefined;
  };
  return {
    distribution: undefined,
    version: release(),
    prettyName: version(),
    hostname: hostname(),
    machineId: await value(CRYPTOGRAPHY, 'MachineGuid'),
    bootId: await value(PREFETCH, 'BootId'),
    init: undefined,
    container: undefined,
  };
}

/** A line of name, type and data, set apart by blanks; data of one printable word, as both of ours are. */
export function parseQuery(stdout: Uint8Array, name: string): string | undefined {
  for (const line of Buffer.from(stdout).toString('latin1').split(/\r?\n/)) {
    const [, found, data] = /^\s+(\S+)\s+REG_(?:SZ|DWORD)\s+([\x21-\x7e]{1,255})\s*$/.exec(line) ?? [];
    if (found?.toLowerCase() === name.toLowerCase()) return data;
  }
  return undefined;
}
