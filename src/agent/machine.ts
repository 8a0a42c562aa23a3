// The machine that a turn works on: the real one or a simulated one, with the adapter of its operating system.

import { createHash } from 'node:crypto';
import type { Host, HostFacts } from '../../platform/host.js';
import { createLinuxAdapter } from '../../platform/linux/adapter.js';
import { probeLinux } from '../../platform/linux/probe.js';
import type { Settling } from '../enforce/second-look.js';
import { linuxCatalog } from '../model/catalog/linux.js';
import type { OsName } from '../model/catalog/row.js';
import { sha256Text } from '../model/ids.js';
import type { Result } from '../model/result.js';
import { fail, ok } from '../model/result.js';
import type { DeviceDescription } from '../model/wire/schemas.js';
import type { Machine, SeenFile } from './turn/ports.js';

/** Errors: `failed` where this version has no adapter for the system. */
export function createMachine(os: OsName, host: Host, settling?: Settling): Result<Machine> {
  if (os !== 'linux')
    return fail({
      kind: 'failed',
      what: 'holdfast',
      exitCode: null,
      said: `${os} is not served by this version`,
    });
  const catalog = linuxCatalog();
  const rows = new Map(catalog.rows.map((row) => [row.key, row]));
  return ok({
    adapter: createLinuxAdapter(host),
    catalog,
    rows,
    ...(settling === undefined ? {} : { settling }),
    probe: (previous, now, signal) => probeLinux(host, previous, now, signal),
    readFile: (path) => readFile(host, path),
    describe: async (tags) => describe(await host.facts(), tags),
  });
}

/** Far above any real managed file. Unit: bytes. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

async function readFile(host: Host, path: string): Promise<Result<SeenFile | undefined>> {
  const file = await host.read(path, { maxBytes: MAX_FILE_BYTES });
  if (!file.ok || file.value === undefined) return file.ok ? ok(undefined) : file;
  const { bytes, stat } = file.value;
  const sha256 = sha256Text(createHash('sha256').update(bytes).digest('hex'));
  return ok({ sha256, size: stat.size, modifiedMs: stat.modifiedMs });
}

const TYPES: Readonly<Record<OsName, DeviceDescription['os']['type']>> = {
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
};

/** Hardware ids leave the device only as digests. */
function describe(facts: HostFacts, tags: readonly string[]): DeviceDescription {
  const { os, version, prettyName, arch, hostname, machineId, simulated } = facts;
  return {
    hostname: text(hostname ?? 'unknown', 255),
    os: {
      type: TYPES[os],
      version: text(version ?? '', 128),
      ...(prettyName === undefined ? {} : { name: text(prettyName, 256) }),
      architecture: text(arch, 32),
    },
    ...(machineId === undefined ? {} : { hardware: [digest(machineId)] }),
    tags: [...tags],
    simulated,
  };
}

const text = (value: string, limit: number): string =>
  value.replaceAll(/\p{C}+/gu, ' ').slice(0, limit) || 'unknown';

const digest = (value: string): string =>
  `sha256:${createHash('sha256').update('holdfast hardware id\0').update(value).digest('hex')}`;
