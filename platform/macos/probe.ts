// Who manages this Mac, with the evidence. Reads only. The probe of the vendor's own channel is asked again only when
// its files have moved, else once a day.
// Source: the public probes of MDM enrollment and of Microsoft Defender for Endpoint on macOS.

import type { EpochMs } from '../../src/model/ids.js';
import type { Evidence, Probe } from '../../src/model/probe.js';
import { describeFault } from '../../src/model/result.js';
import type { Host } from '../host.js';
import { findMdatp } from '../linux/mdatp.js';
import type { ProbeRound } from '../linux/probe.js';
import { readHealth } from '../linux/read-health.js';
import { MAC_AGENT } from './mac-agent.js';
import { preferencesFile } from './managed-preferences.js';

type ManagerProbe = Extract<Probe, { asks: 'manager' }>;

const DAY_MS = 24 * 3_600_000;

export async function probeMac(
  host: Host,
  previous: ProbeRound | undefined,
  now: EpochMs,
  signal: AbortSignal,
): Promise<ProbeRound> {
  const cheap = [NO_JOIN, ...(await probeEnrollment(host, signal)), ...(await probeJamf(host))];
  const fingerprint = await fingerprintOf(host);
  const kept = previous?.probes.find((probe) => probe.asks === 'manager' && probe.manager === 'mde-channel');
  const fresh = previous !== undefined && Math.abs(now - previous.askedAt) < DAY_MS;
  if (kept !== undefined && kept.answer !== 'unknown' && fresh && previous.fingerprint === fingerprint)
    return { probes: [...cheap, kept], fingerprint, askedAt: previous.askedAt };
  return { probes: [...cheap, await probeChannel(host, signal)], fingerprint, askedAt: now };
}

/** A directory account on a Mac is its user's, not the machine's. */
const NO_JOIN: Probe = { asks: 'tenant', answer: { is: 'none' }, evidence: [] };

const PROFILES = '/usr/bin/profiles';
const STATUS = ['status', '-type', 'enrollment'] as const;
const INTUNE_AGENT = '/Library/Intune/Microsoft Intune Agent.app';

/**
 * Enrolled at Intune: stand aside. Enrolled at another MDM is no hindrance (the vendor names such Macs as a use of
 * settings management) and is said. Enrolled through DEP alone is not enrolled.
 */
async function probeEnrollment(host: Host, signal: AbortSignal): Promise<readonly Probe[]> {
  const source = `${PROFILES} ${STATUS.join(' ')}`;
  const intune = (answer: ManagerProbe['answer'], says: string, more: readonly Evidence[] = []): Probe => ({
    asks: 'manager',
    manager: 'intune',
    answer,
    required: true,
    evidence: [{ source, says }, ...more],
  });
  const done = await host.run(PROFILES, STATUS, { timeoutMs: 30_000, maxOutputBytes: 65_536, signal });
  if (!done.ok) return [intune('unknown', describeFault(done.error))];
  if (done.value.exitCode !== 0) return [intune('unknown', `ended with ${done.value.exitCode}`)];
  const enrollment = parseEnrollment(Buffer.from(done.value.stdout).toString('utf8'));
  switch (enrollment.is) {
    case 'none':
      return [intune('not-managed', 'not enrolled in an MDM')];
    case 'odd':
      return [intune('unknown', enrollment.why)];
    case 'enrolled': {
      if (enrollment.server === undefined) return [await byIntuneAgent(host, intune)];
      const { server } = enrollment;
      if (server === 'manage.microsoft.com' || server.endsWith('.manage.microsoft.com'))
        return [intune('managed', `enrolled at ${server}`)];
      const evidence = [{ source, says: `enrolled at ${server}` }];
      return [
        intune('not-managed', `enrolled at ${server}, not at Intune`),
        { asks: 'rival', name: `the MDM at ${server}`, answer: 'present', evidence },
      ];
    }
    default:
      return enrollment satisfies never;
  }
}

/** Older systems do not name the server. */
async function byIntuneAgent(
  host: Host,
  intune: (answer: ManagerProbe['answer'], says: string, more: readonly Evidence[]) => Probe,
): Promise<Probe> {
  const agent = await host.stat(INTUNE_AGENT);
  const there = agent.ok && agent.value !== undefined;
  const says = agent.ok ? (there ? 'installed' : 'not there') : describeFault(agent.error);
  return intune(there ? 'managed' : 'unknown', 'enrolled, the server is not named', [
    { source: INTUNE_AGENT, says },
  ]);
}

export type Enrollment =
  | { readonly is: 'none' }
  /** `server`: its host name, lower case. */
  | { readonly is: 'enrolled'; readonly server: string | undefined }
  | { readonly is: 'odd'; readonly why: string };

/** Two or three lines `Name: answer`, blank ones around them; after Yes may stand `(User Approved)`. */
export function parseEnrollment(text: string): Enrollment {
  const lines = text.split('\n').map((line) => line.trim());
  const answer = /^MDM enrollment: ?(Yes|No)\b/.exec(
    lines.find((line) => line.startsWith('MDM enrollment:')) ?? '',
  );
  if (answer === null) return { is: 'odd', why: 'it does not say whether this Mac is enrolled' };
  if (answer[1] === 'No') return { is: 'none' };
  const server = lines
    .find((line) => line.startsWith('MDM server:'))
    ?.slice('MDM server:'.length)
    .trim();
  if (server === undefined) return { is: 'enrolled', server: undefined };
  const url = URL.canParse(server) ? new URL(server) : undefined;
  return url === undefined || url.hostname === ''
    ? { is: 'odd', why: 'it is enrolled, and the name of the server makes no sense' }
    : { is: 'enrolled', server: url.hostname };
}

const JAMF = '/usr/local/jamf/bin/jamf';

async function probeJamf(host: Host): Promise<readonly Probe[]> {
  const found = await host.stat(JAMF);
  if (found.ok && found.value === undefined) return [];
  const answer = found.ok ? 'present' : 'unknown';
  const says = found.ok ? 'installed' : describeFault(found.error);
  return [{ asks: 'rival', name: 'Jamf', answer, evidence: [{ source: JAMF, says }] }];
}

/** Where profiles put what they manage. */
const MANAGED_FILES = [
  preferencesFile('com.microsoft.wdav'),
  preferencesFile('com.microsoft.wdav.ext'),
  '/Library/Managed Preferences/mdatp_managed.json',
] as const;

/**
 * The agent of a Mac has no word for who manages it. Values that it calls managed and that no profile put there came
 * through the vendor's own channel. This is inferred: no document says so.
 */
async function probeChannel(host: Host, signal: AbortSignal): Promise<Probe> {
  const answer = (is: ManagerProbe['answer'], source: string, says: string): Probe => ({
    asks: 'manager',
    manager: 'mde-channel',
    answer: is,
    required: true,
    evidence: [{ source, says }],
  });
  const path = MAC_AGENT.paths.at(-1) ?? '';
  const program = await findMdatp(host, MAC_AGENT.paths);
  if (!program.ok) return answer('unknown', path, describeFault(program.error));
  if (program.value === undefined) return answer('not-managed', path, 'not installed');
  for (const file of MANAGED_FILES) {
    const found = await host.stat(file);
    if (!found.ok) return answer('unknown', file, describeFault(found.error));
    if (found.value !== undefined) return answer('not-managed', file, 'a profile manages the agent');
  }
  const source = 'mdatp health isManaged';
  const health = await readHealth(host, program.value, signal);
  if (!health.ok) return answer('unknown', source, describeFault(health.error));
  const managed = [...health.value].find(([, member]) => member.managed === true);
  return managed === undefined
    ? answer('not-managed', source, 'nothing is managed')
    : answer('managed', source, `${managed[0].slice(0, 60)} is managed, and no profile is there`);
}

async function fingerprintOf(host: Host): Promise<string> {
  const parts: string[] = [];
  for (const path of [...MAC_AGENT.paths, ...MANAGED_FILES]) {
    const stat = await host.stat(path);
    const { value } = stat.ok ? stat : { value: undefined };
    parts.push(value === undefined ? '-' : `${value.size}:${value.modifiedMs}`);
  }
  return parts.join(' ');
}
