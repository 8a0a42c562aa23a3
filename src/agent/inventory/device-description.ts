// What the device says of itself at registration and in its inventory. Pure; nothing personal but the name leaves it.

import { createHash } from 'node:crypto';
import type { HostFacts } from '../../../platform/host.js';
import type { OsName } from '../../model/catalog/row.js';
import type { Hardware } from '../../model/hardware.js';
import type { Probe } from '../../model/probe.js';
import type { DeviceDescription, DirectoryLink } from '../../model/wire/schemas.js';

export interface AboutDevice {
  readonly facts: HostFacts;
  /** Of the onboarding file, and those that the machine itself carries. */
  readonly tags: readonly string[];
  readonly hardware: Hardware;
  /** Of the last survey. */
  readonly probes: readonly Probe[];
}

export function describeDevice({ facts, tags, hardware, probes }: AboutDevice): DeviceDescription {
  const { version, prettyName, arch, hostname, machineId, simulated } = facts;
  const { manufacturer, model } = hardware;
  const role = roleOf(facts, probes);
  const directory = directoryOf(probes);
  return {
    hostname: text(hostname ?? 'unknown', 255),
    os: {
      type: facts.os === 'windows' && isServer(facts) ? 'Windows Server' : TYPES[facts.os],
      version: text(version ?? '', 128),
      ...(prettyName === undefined ? {} : { name: text(prettyName, 256) }),
      architecture: text(arch, 32),
    },
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    ...(machineId === undefined ? {} : { hardware: [digest(machineId)] }),
    tags: [...tags],
    ...(role === undefined ? {} : { role }),
    ...(directory === undefined ? {} : { directory }),
    simulated,
  };
}

const TYPES: Readonly<Record<OsName, DeviceDescription['os']['type']>> = {
  linux: 'Linux',
  macos: 'macOS',
  windows: 'Windows',
};

/** Windows names its servers so: "Windows Server 2022 Datacenter". */
const isServer = ({ prettyName }: HostFacts): boolean => /\bServer\b/.test(prettyName ?? '');

/** Systems that are not made for one role say none. */
function roleOf(facts: HostFacts, probes: readonly Probe[]): DeviceDescription['role'] {
  if (facts.os === 'linux') return undefined;
  const controls = probes.some(
    (probe) => probe.asks === 'fit' && probe.case === 'domain-controller' && probe.answer === 'yes',
  );
  if (controls) return 'domain-controller';
  return facts.os === 'windows' && isServer(facts) ? 'server' : 'client';
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Only a join that says all of itself can be linked to. */
function directoryOf(probes: readonly Probe[]): DirectoryLink | undefined {
  for (const probe of probes) {
    if (probe.asks !== 'tenant' || probe.answer.is !== 'joined') continue;
    const { device, tenant, trust } = probe.answer;
    const [deviceId, tenantId] = [device?.toLowerCase(), tenant.toLowerCase()];
    if (deviceId === undefined || trust === undefined) continue;
    if (GUID.test(deviceId) && GUID.test(tenantId)) return { deviceId, tenantId, trustType: trust };
  }
  return undefined;
}

const text = (value: string, limit: number): string =>
  value.replaceAll(/\p{C}+/gu, ' ').slice(0, limit) || 'unknown';

/** Hardware ids leave the device only as digests. */
const digest = (value: string): string =>
  `sha256:${createHash('sha256').update('holdfast hardware id\0').update(value).digest('hex')}`;
