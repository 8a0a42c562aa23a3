// The machine that a turn works on: the real one or a simulated one, with the adapter of its operating system.

import { createHash } from 'node:crypto';
import type { Host, HostFacts } from '../../platform/host.js';
import { createLinuxAdapter } from '../../platform/linux/adapter.js';
import { askAgent } from '../../platform/linux/agent-word.js';
import { MDATP_PATHS } from '../../platform/linux/mdatp.js';
import { readPosture as readLinuxPosture } from '../../platform/linux/posture.js';
import { probeLinux } from '../../platform/linux/probe.js';
import { readLocalTags as readLinuxTags } from '../../platform/linux/tags.js';
import type { Settling } from '../enforce/second-look.js';
import { linuxCatalog } from '../model/catalog/linux.js';
import type { OsName } from '../model/catalog/row.js';
import { sha256Text } from '../model/ids.js';
import type { Result } from '../model/result.js';
import { ok } from '../model/result.js';
import type { DeviceDescription } from '../model/wire/schemas.js';
import type { Machine, MachineSelf, SeenFile } from './turn/ports.js';

/** What differs between operating systems. */
type Platform = Pick<Machine, 'adapter' | 'catalog' | 'probe' | 'look'>;

/** Those of other systems are loaded only where one is simulated. */
const PLATFORMS: Readonly<Record<OsName, (host: Host, work: string) => Promise<Platform>>> = {
  linux: async (host) => ({
    adapter: createLinuxAdapter(host),
    catalog: linuxCatalog(),
    probe: (previous, now, signal) => probeLinux(host, previous, now, signal),
    look: async (known, signal) => {
      const agent = await askAgent(host, MDATP_PATHS, signal);
      return {
        tags: await readLinuxTags(host, { ...known, agent }, signal),
        posture: await readLinuxPosture(host, signal, agent),
      };
    },
  }),
  macos: async (host) => {
    const [{ createMacAdapter }, { probeMac }, { MAC_AGENT }, tags, posture, { macosCatalog }] =
      await Promise.all([
        import('../../platform/macos/adapter.js'),
        import('../../platform/macos/probe.js'),
        import('../../platform/macos/mac-agent.js'),
        import('../../platform/macos/tags.js'),
        import('../../platform/macos/posture.js'),
        import('../model/catalog/macos.js'),
      ]);
    return {
      adapter: createMacAdapter(host),
      catalog: macosCatalog(),
      probe: (previous, now, signal) => probeMac(host, previous, now, signal),
      look: async (known, signal) => {
        const agent = await askAgent(host, MAC_AGENT.paths, signal);
        return {
          tags: await tags.readLocalTags(host, { ...known, agent }, signal),
          posture: await posture.readPosture(host, signal, agent),
        };
      },
    };
  },
  windows: async (host, work) => {
    const [{ createWindowsAdapter }, { probeWindows }, tags, posture, { windowsCatalog }] = await Promise.all(
      [
        import('../../platform/windows/adapter.js'),
        import('../../platform/windows/probe.js'),
        import('../../platform/windows/tags.js'),
        import('../../platform/windows/posture.js'),
        import('../model/catalog/windows.js'),
      ],
    );
    return {
      adapter: createWindowsAdapter(host, { work }),
      catalog: windowsCatalog(),
      probe: (_previous, now, signal) => probeWindows(host, { work }, now, signal),
      // Nothing of ours writes where Windows keeps its tag.
      look: async (_known, signal) => ({
        tags: await tags.readLocalTags(host, { work }, signal),
        posture: await posture.readPosture(host, { work }, signal),
      }),
    };
  },
};

export interface MachineParts {
  readonly os: OsName;
  readonly host: Host;
  /** A folder of that machine for the agent alone; made when it is needed. */
  readonly work: string;
  readonly settling?: Settling;
  /** Of a real machine; a simulated one says it itself. */
  readonly readHardware?: Machine['hardware'];
}

export async function createMachine({
  os,
  host,
  work,
  settling,
  readHardware,
}: MachineParts): Promise<Machine> {
  const platform = await PLATFORMS[os](host, work);
  return {
    ...platform,
    rows: new Map(platform.catalog.rows.map((row) => [row.key, row])),
    ...(settling === undefined ? {} : { settling }),
    bootId: async () => (await host.facts()).bootId,
    hardware: readHardware ?? (async () => ok((await host.facts()).hardware ?? {})),
    readFile: (path) => readFile(host, path),
    describe: async (tags) => describe(await host.facts(), tags),
    self: async () => selfOf(await host.facts()),
  };
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

/** The directory's words; servers of Windows have one of their own. */
const TYPES: Readonly<Record<OsName, DeviceDescription['os']['type']>> = {
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
};

function typeOf({ os, role, prettyName }: HostFacts): DeviceDescription['os']['type'] {
  if (os !== 'windows') return TYPES[os];
  const isServer = role === undefined ? /\bserver\b/i.test(prettyName ?? '') : role !== 'client';
  return isServer ? 'Windows Server' : TYPES[os];
}

/** Hardware ids leave the device only as digests. */
function describe(facts: HostFacts, tags: readonly string[]): DeviceDescription {
  const { version, prettyName, arch, hostname, machineId, role, simulated } = facts;
  return {
    hostname: text(hostname ?? 'unknown', 255),
    os: {
      type: typeOf(facts),
      version: text(version ?? '', 128),
      ...(prettyName === undefined ? {} : { name: text(prettyName, 256) }),
      architecture: text(arch, 32),
    },
    ...(machineId === undefined ? {} : { hardware: [digest(machineId)] }),
    tags: [...tags],
    ...(role === undefined ? {} : { role }),
    simulated,
  };
}

/** Name, network cards and disks are no part of it: they change on a machine that is no copy. */
function selfOf({ hardwareId, machineId, bootId }: HostFacts): MachineSelf {
  if (hardwareId === undefined && machineId === undefined) return { machine: undefined, bootId };
  return { machine: digest(JSON.stringify([hardwareId ?? null, machineId ?? null])), bootId };
}

const text = (value: string, limit: number): string =>
  value.replaceAll(/\p{C}+/gu, ' ').slice(0, limit) || 'unknown';

const digest = (value: string): string =>
  `sha256:${createHash('sha256').update('holdfast hardware id\0').update(value).digest('hex')}`;
