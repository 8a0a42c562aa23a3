// Whether Intune manages a Linux machine: its package, the registrations of users, that of the device. Reads only.
// Source: Microsoft Learn, "Deployment guide: Manage Linux devices in Microsoft Intune", and public set-up notes.

import type { Evidence } from '../../src/model/probe.js';
import type { Fault, Result } from '../../src/model/result.js';
import { describeFault, ok } from '../../src/model/result.js';
import type { Host, HostFacts } from '../host.js';
import { printable } from './agent-word.js';
import type { ManagerProbe, ManagerSaid } from './probe-round.js';
import { look, managerProbe } from './probe-round.js';

const PROGRAMS = '/opt/microsoft/intune';
const DEVICE_BROKER = '/var/lib/microsoft-identity-device-broker';
const REGISTRATIONS = ['.config/intune/registration.toml', '.local/state/intune/registration.toml'] as const;
/** Debian's and Red Hat's places of one and the same unit. */
const UNITS = [
  '/usr/lib/systemd/system/intune-daemon.service',
  '/lib/systemd/system/intune-daemon.service',
] as const;
/** Names of homes are their users' choice. */
const PATH_CHARACTERS = 300;
const MAX_PASSWD_BYTES = 1_048_576;
const MAX_REGISTRATION_BYTES = 65_536;

/** Where Intune manages Linux at all: elsewhere, "cannot tell" holds nobody back. Source: Microsoft Learn, see above. */
const DISTRIBUTIONS: readonly (string | undefined)[] = ['ubuntu', 'rhel', undefined];

/**
 * Enrolled when the package is there, some user has a registration with the device's id at Intune, and the device
 * broker, which only root can write, holds something. The package alone is only installed, a broker alone or an id of
 * the directory alone is single sign-on. A registration without the broker may be planted by any user, who must not be
 * able to end enforcement so: that is "cannot tell".
 * No policy of Defender's settings comes this way on Linux (it comes through the vendor's channel), so whether one is
 * seen is not said here.
 */
export async function probeIntune(host: Host, facts: HostFacts): Promise<ManagerProbe> {
  return managerProbe('intune', DISTRIBUTIONS.includes(facts.distribution), await intuneSaid(host));
}

async function intuneSaid(host: Host): Promise<ManagerSaid> {
  const installed = await host.list(PROGRAMS);
  if (!installed.ok) return unreadable(PROGRAMS, installed.error);
  const broker = await host.list(DEVICE_BROKER);
  if (!broker.ok) return unreadable(DEVICE_BROKER, broker.error);
  const registered = broker.value !== undefined && broker.value.length > 0;
  if (installed.value === undefined || installed.value.length === 0)
    return notInstalled(installed.value !== undefined, registered);
  const found = await findRegistration(host);
  const { answer, says } = judge(found, registered);
  const brokerSays = registered ? 'the device is registered' : 'no registration of the device';
  return {
    answer,
    evidence: [
      { source: found.is === 'none' ? PROGRAMS : printable(found.source, PATH_CHARACTERS), says },
      { source: DEVICE_BROKER, says: brokerSays },
      await unitSays(host),
    ],
  };
}

const unreadable = (source: string, fault: Fault): ManagerSaid => ({
  answer: 'unknown',
  evidence: [{ source, says: describeFault(fault) }],
});

function notInstalled(emptyFolder: boolean, registered: boolean): ManagerSaid {
  const evidence: Evidence[] = [
    { source: PROGRAMS, says: emptyFolder ? 'an empty folder is left' : 'not there' },
  ];
  if (registered)
    evidence.push({ source: DEVICE_BROKER, says: 'the device is registered, which alone is single sign-on' });
  return { answer: 'not-managed', evidence };
}

function judge(found: Registration, registered: boolean): { answer: ManagerProbe['answer']; says: string } {
  switch (found.is) {
    case 'none':
      return { answer: 'not-managed', says: 'installed, nobody is registered' };
    case 'directory-only':
      return { answer: 'not-managed', says: 'registered in the directory, not at Intune' };
    case 'unreadable':
      return { answer: 'unknown', says: printable(describeFault(found.fault), PATH_CHARACTERS) };
    case 'odd':
      return { answer: 'unknown', says: 'a registration in a form that is not known' };
    case 'device':
      return { answer: registered ? 'managed' : 'unknown', says: 'a registration of the device at Intune' };
    default:
      return found satisfies never;
  }
}

/** Only backs the others up: where units lie is a matter of the distribution. */
async function unitSays(host: Host): Promise<Evidence> {
  for (const unit of UNITS) {
    const { is, evidence } = await look(host, unit);
    if (is === 'there') return evidence;
  }
  return { source: UNITS[0], says: 'not there' };
}

type Registration =
  | { readonly is: 'none' }
  | { readonly is: 'device' | 'directory-only' | 'odd'; readonly source: string }
  | { readonly is: 'unreadable'; readonly source: string; readonly fault: Fault };

/** Which of several counts most. */
const ORDER: readonly Registration['is'][] = ['device', 'odd', 'unreadable', 'directory-only', 'none'];

async function findRegistration(host: Host): Promise<Registration> {
  const homes = await listHomes(host);
  if (!homes.ok) return { is: 'unreadable', source: '/home', fault: homes.error };
  const found: Registration[] = [];
  for (const home of homes.value) found.push(...(await registrationsIn(host, home)));
  return found.toSorted((a, b) => ORDER.indexOf(a.is) - ORDER.indexOf(b.is))[0] ?? { is: 'none' };
}

/** A link is common, from the one place to the other: it counts, unread, only where the other place holds no file. */
async function registrationsIn(host: Host, home: string): Promise<readonly Registration[]> {
  const files: Registration[] = [];
  const links: Registration[] = [];
  for (const file of REGISTRATIONS) {
    const source = `${home}/${file}`;
    const stat = await host.stat(source);
    if (!stat.ok) files.push({ is: 'unreadable', source, fault: stat.error });
    else if (stat.value?.type === 'link') links.push({ is: 'odd', source });
    else if (stat.value !== undefined) files.push(await readRegistration(host, source));
  }
  return files.length > 0 ? files : links;
}

/** Nothing of a user's is followed: what is behind a link of theirs may be anything. */
async function readRegistration(host: Host, source: string): Promise<Registration> {
  const file = await host.read(source, { maxBytes: MAX_REGISTRATION_BYTES });
  if (!file.ok) return { is: 'unreadable', source, fault: file.error };
  if (file.value === undefined) return { is: 'none' };
  const is = parseRegistration(Buffer.from(file.value.bytes).toString('utf8'));
  return is === 'none' ? { is } : { is, source };
}

const ENTRY = /^([A-Za-z0-9_]{1,64})\s*=\s*["']([^"']*)["']\s*(?:#.*)?$/;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Lines of `name = "id"` or `name = 'id'`: `device_hint` is the device's id at Intune, `aad_device_hint` that of the
 * directory, `account_hint` the user's. Blank: cleared, nobody is registered.
 */
export function parseRegistration(text: string): 'none' | 'device' | 'directory-only' | 'odd' {
  if (text.trim() === '') return 'none';
  const ids = new Set<string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name = '', value = ''] = ENTRY.exec(line.trim()) ?? [];
    if (ID.test(value)) ids.add(name.toLowerCase());
  }
  if (['device_hint', 'device_id', 'intune_device_id'].some((name) => ids.has(name))) return 'device';
  return ids.has('aad_device_hint') || ids.has('account_hint') ? 'directory-only' : 'odd';
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
