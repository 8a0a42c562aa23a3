// Who manages this Linux machine, with the evidence. Reads only. The one probe that costs a process is asked again
// only when its files have moved, else once a day.
// Source: the public probes of Intune and of Microsoft Defender for Endpoint on Linux.

import type { EpochMs } from '../../src/model/ids.js';
import type { Evidence, Probe } from '../../src/model/probe.js';
import type { Fault, Result } from '../../src/model/result.js';
import { describeFault, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { findMdatp, MDATP_PATHS } from './mdatp.js';
import { readHealth } from './read-health.js';

/** One round of probes; kept by the caller and given back the next time. */
export interface ProbeRound {
  readonly probes: readonly Probe[];
  /** What the files of the costly probe looked like. */
  readonly fingerprint: string;
  /** When the costly probe was really asked. */
  readonly askedAt: EpochMs;
}

const DAY_MS = 24 * 3_600_000;

export async function probeLinux(
  host: Host,
  previous: ProbeRound | undefined,
  now: EpochMs,
  signal: AbortSignal,
): Promise<ProbeRound> {
  const cheap = [await probeContainer(host), await probeIntune(host), NO_JOIN, ...(await probeRivals(host))];
  const fingerprint = await fingerprintOf(host);
  const kept = previous?.probes.find(isChannelProbe);
  const fresh = previous !== undefined && Math.abs(now - previous.askedAt) < DAY_MS;
  if (kept !== undefined && kept.answer !== 'unknown' && fresh && previous.fingerprint === fingerprint)
    return { probes: [...cheap, kept], fingerprint, askedAt: previous.askedAt };
  return { probes: [...cheap, await probeChannel(host, signal)], fingerprint, askedAt: now };
}

type ManagerProbe = Extract<Probe, { asks: 'manager' }>;

const isChannelProbe = (probe: Probe): probe is ManagerProbe =>
  probe.asks === 'manager' && probe.manager === 'mde-channel';

/** Linux has no directory join of its own. */
const NO_JOIN: Probe = { asks: 'tenant', answer: { is: 'none' }, evidence: [] };

/** Process 1 of a machine or of a system container. An application container runs the application there. */
const INITS: readonly string[] = [
  'systemd',
  'init',
  'openrc-init',
  'runit',
  'runit-init',
  's6-svscan',
  'dinit',
];

async function probeContainer(host: Host): Promise<Probe> {
  const { container, init } = await host.facts();
  const evidence: Evidence[] = [
    { source: '/proc/1/comm', says: init ?? 'not readable' },
    { source: 'container', says: container ?? 'none' },
  ];
  const inApplication = container !== undefined && (init === undefined || !INITS.includes(init));
  return { asks: 'fit', case: 'application-container', answer: inApplication ? 'yes' : 'no', evidence };
}

const INTUNE_PROGRAMS = '/opt/microsoft/intune';
const DEVICE_BROKER = '/var/lib/microsoft-identity-device-broker';
const REGISTRATIONS = ['.config/intune/registration.toml', '.local/state/intune/registration.toml'] as const;
const MAX_PASSWD_BYTES = 1_048_576;

/**
 * Enrolled when the package is there, some user has a registration, and the device broker, which only root can
 * write, holds something. The package alone is only installed. A registration without the broker may be planted by
 * any user, who must not be able to end enforcement so: that is "cannot tell".
 */
async function probeIntune(host: Host): Promise<Probe> {
  const answer = (is: ManagerProbe['answer'], ...evidence: readonly Evidence[]): Probe => ({
    asks: 'manager',
    manager: 'intune',
    answer: is,
    required: true,
    evidence,
  });
  const unreadable = (source: string, fault: Fault) =>
    answer('unknown', { source, says: describeFault(fault) });
  const installed = await host.stat(INTUNE_PROGRAMS);
  if (!installed.ok) return unreadable(INTUNE_PROGRAMS, installed.error);
  if (installed.value === undefined)
    return answer('not-managed', { source: INTUNE_PROGRAMS, says: 'not there' });
  const found = await findRegistration(host);
  if (found.is === 'unreadable') return unreadable(found.source, found.fault);
  if (found.is === 'none')
    return answer('not-managed', { source: INTUNE_PROGRAMS, says: 'installed, nobody is registered' });
  const registration: Evidence = { source: found.source, says: 'a registration is there' };
  const broker = await host.list(DEVICE_BROKER);
  if (!broker.ok) return unreadable(DEVICE_BROKER, broker.error);
  const registered = broker.value !== undefined && broker.value.length > 0;
  return registered
    ? answer('managed', registration, { source: DEVICE_BROKER, says: 'the device is registered' })
    : answer('unknown', registration, { source: DEVICE_BROKER, says: 'no registration of the device' });
}

type Registration =
  | { readonly is: 'none' }
  | { readonly is: 'found'; readonly source: string }
  | { readonly is: 'unreadable'; readonly source: string; readonly fault: Fault };

/** One that is found counts more than one that could not be looked at. */
async function findRegistration(host: Host): Promise<Registration> {
  let unreadable: Registration | undefined;
  const homes = await listHomes(host);
  if (!homes.ok) return { is: 'unreadable', source: '/home', fault: homes.error };
  for (const home of homes.value) {
    for (const file of REGISTRATIONS) {
      const source = `${home}/${file}`;
      const found = await host.stat(source);
      if (!found.ok) unreadable ??= { is: 'unreadable', source, fault: found.error };
      else if (found.value !== undefined) return { is: 'found', source };
    }
  }
  return unreadable ?? { is: 'none' };
}

/** Those of the local accounts, and whatever lies in /home: accounts of a directory stand in no file. */
async function listHomes(host: Host): Promise<Result<readonly string[]>> {
  const passwd = await host.read('/etc/passwd', { maxBytes: MAX_PASSWD_BYTES, follow: true });
  if (!passwd.ok) return passwd;
  const lines =
    passwd.value === undefined ? [] : Buffer.from(passwd.value.bytes).toString('utf8').split('\n');
  const local = lines.map((line) => line.split(':')[5] ?? '').filter((home) => /^\/[^\0]*[^/\0]$/.test(home));
  const inHome = await host.list('/home');
  if (!inHome.ok) return inHome;
  return ok([...new Set(['/root', ...(inHome.value ?? []).map((name) => `/home/${name}`), ...local])]);
}

/** The vendor's own security settings management: `managedBy` of the agent's health is not empty then. */
async function probeChannel(host: Host, signal: AbortSignal): Promise<Probe> {
  const answer = (is: ManagerProbe['answer'], source: string, says: string): Probe => ({
    asks: 'manager',
    manager: 'mde-channel',
    answer: is,
    required: true,
    evidence: [{ source, says }],
  });
  const program = await findMdatp(host);
  if (!program.ok) return answer('unknown', MDATP_PATHS[0], describeFault(program.error));
  if (program.value === undefined) return answer('not-managed', MDATP_PATHS[0], 'not installed');
  const source = 'mdatp health managedBy';
  const health = await readHealth(host, program.value, signal);
  if (!health.ok) return answer('unknown', source, describeFault(health.error));
  const value = health.value.get('managedBy')?.value;
  // Older agents lack the member: they know no settings management either.
  if (value === undefined || value === '') return answer('not-managed', source, 'empty');
  return typeof value === 'string'
    ? answer('managed', source, value.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 100))
    : answer('unknown', source, 'has a form that is not known');
}

const RIVALS: Readonly<Record<string, string>> = {
  Puppet: '/opt/puppetlabs/bin/puppet',
  Chef: '/opt/chef/bin/chef-client',
  Salt: '/etc/salt/minion',
  Ansible: '/root/.ansible',
};

async function probeRivals(host: Host): Promise<readonly Probe[]> {
  const probes: Probe[] = [];
  for (const [name, source] of Object.entries(RIVALS)) {
    const found = await host.stat(source);
    if (found.ok && found.value === undefined) continue;
    const answer = found.ok ? 'present' : 'unknown';
    const says = found.ok ? 'installed' : describeFault(found.error);
    probes.push({ asks: 'rival', name, answer, evidence: [{ source, says }] });
  }
  return probes;
}

/** The vendor's client keeps what manages it below these; they move when that changes. */
const CHANNEL_FILES = [
  ...MDATP_PATHS,
  '/etc/opt/microsoft/mdatp/mdatp_onboard.json',
  '/etc/opt/microsoft/mdatp/managed',
] as const;

async function fingerprintOf(host: Host): Promise<string> {
  const parts: string[] = [];
  for (const path of CHANNEL_FILES) {
    const stat = await host.stat(path);
    const { value } = stat.ok ? stat : { value: undefined };
    // Our own writes move the folder's time, not its owner: for the folder, being there is what counts.
    parts.push(
      value === undefined ? '-' : value.type === 'folder' ? 'folder' : `${value.size}:${value.modifiedMs}`,
    );
  }
  return parts.join(' ');
}
