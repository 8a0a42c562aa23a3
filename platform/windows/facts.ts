// What a Windows machine says about itself: by the system's own calls, and a few keys of the registry. Reads only.

import { hostname, release, version } from 'node:os';
import type { Host, HostFacts } from '../host.js';
import type { QueriedKey } from './query-registry.js';
import { createRegistryQueries, queriedNumber, queriedText } from './query-registry.js';

export type WindowsFacts = Omit<HostFacts, 'os' | 'arch' | 'simulated'>;

const CONTROL = 'HKLM\\SYSTEM\\CurrentControlSet\\Control';
const KEYS = {
  cryptography: 'HKLM\\SOFTWARE\\Microsoft\\Cryptography',
  version: 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion',
  product: `${CONTROL}\\ProductOptions`,
  hardware: 'HKLM\\SYSTEM\\HardwareConfig',
  boot: `${CONTROL}\\Session Manager\\Memory Management\\PrefetchParameters`,
} as const;

/** One small query for each key, all at once. None of them changes without a restart. */
export async function readWindowsFacts(host: Pick<Host, 'run'>): Promise<WindowsFacts> {
  const queries = createRegistryQueries(host, { work: '' }, new AbortController().signal);
  const read = async (key: string): Promise<QueriedKey | undefined> => {
    const queried = await queries.query(key);
    return queried.ok ? queried.value : undefined;
  };
  const [cryptography, current, product, hardware, boot] = await Promise.all([
    read(KEYS.cryptography),
    read(KEYS.version),
    read(KEYS.product),
    read(KEYS.hardware),
    read(KEYS.boot),
  ]);
  const role = roleOf(queriedText(product, 'ProductType'));
  return {
    distribution: undefined,
    version: versionOf(current) ?? release(),
    prettyName: productName(current, role) ?? version(),
    hostname: hostname(),
    machineId: printableOf(queriedText(cryptography, 'MachineGuid')),
    bootId: bootNumber(boot),
    init: undefined,
    container: undefined,
    role,
    hardwareId: hardwareId(hardware),
    installation: printableOf(queriedText(current, 'InstallationType')),
    edition: printableOf(queriedText(current, 'EditionID')),
  };
}

const printableOf = (text: string | undefined): string | undefined =>
  text !== undefined && /^[\x20-\x7e]{1,255}$/.test(text) ? text : undefined;

/** Windows before 10 has its version as a text, and only there. `UBR` is the revision that updates are named by. */
function versionOf(current: QueriedKey | undefined): string | undefined {
  const build = queriedText(current, 'CurrentBuild');
  const major = queriedNumber(current, 'CurrentMajorVersionNumber');
  const minor = queriedNumber(current, 'CurrentMinorVersionNumber');
  const system = major === undefined ? queriedText(current, 'CurrentVersion') : `${major}.${minor ?? 0}`;
  if (build === undefined || !/^\d{4,6}$/.test(build) || !/^\d+\.\d+$/.test(system ?? '')) return undefined;
  const revision = queriedNumber(current, 'UBR');
  const known = revision !== undefined && !Number.isNaN(revision);
  return `${system}.${build}${known ? `.${revision}` : ''}`;
}

const FIRST_WINDOWS_11 = 22_000;

/** The name of Windows 11 still says 10: only the build tells. */
function productName(current: QueriedKey | undefined, role: WindowsFacts['role']): string | undefined {
  const name = printableOf(queriedText(current, 'ProductName'));
  const build = Number(queriedText(current, 'CurrentBuild'));
  return role === 'client' && build >= FIRST_WINDOWS_11 ? name?.replace('Windows 10', 'Windows 11') : name;
}

/** Source: Microsoft Learn, `ProductType` of `ProductOptions`. */
const ROLES: Readonly<Record<string, WindowsFacts['role']>> = {
  WinNT: 'client',
  ServerNT: 'server',
  LanmanNT: 'domain-controller',
};

const roleOf = (type: string | undefined): WindowsFacts['role'] =>
  type !== undefined && Object.hasOwn(ROLES, type) ? ROLES[type] : undefined;

/** The SMBIOS id of the hardware that Windows started on last; boards without one have all zeros or all ones. */
function hardwareId(hardware: QueriedKey | undefined): string | undefined {
  const id = /^\{?([0-9a-f-]{36})\}?$/i.exec(queriedText(hardware, 'LastConfig') ?? '')?.[1]?.toLowerCase();
  return id === undefined || /^[0-]+$|^[f-]+$/.test(id) ? undefined : id;
}

/** Counts starts. Absent where prefetching is switched off, as on many servers. */
function bootNumber(boot: QueriedKey | undefined): string | undefined {
  const number = queriedNumber(boot, 'BootId');
  return number === undefined || Number.isNaN(number) ? undefined : String(number);
}
