// Which MDM a Mac is enrolled at, and whether that one manages the Defender agent. Reads only.
// Source: output of `profiles status` as management agents of several years parse it.

import type { Evidence, Probe } from '../../src/model/probe.js';
import type { Result } from '../../src/model/result.js';
import { describeFault, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { ManagerSaid, ProfileOwner } from '../linux/probe-round.js';
import { look, managerProbe } from '../linux/probe-round.js';
import { isOlder } from '../linux/version.js';
import { preferencesFile } from './managed-preferences.js';
import { PROFILES, readProfiles, SHOW_COMMAND } from './read-profiles.js';

const STATUS = ['status', '-type', 'enrollment'] as const;
const SOURCE = `${PROFILES} ${STATUS.join(' ')}`;
const INTUNE_AGENT = '/Library/Intune/Microsoft Intune Agent.app';
const COMPANY_PORTAL = '/Applications/Company Portal.app';
const WDAV_FILE = preferencesFile('com.microsoft.wdav');
/** Source: Microsoft Learn, "Network endpoints for Microsoft Intune": worldwide, and the governments of the US. */
const INTUNE_HOSTS = ['manage.microsoft.com', 'manage.microsoft.us'] as const;
/** Older systems have no such command, and no MDM of today takes them. Source: Apple, profiles(1). */
const STATUS_SINCE = [10, 13] as const;

export interface EnrollmentQuestion {
  readonly host: Host;
  readonly version: readonly number[] | undefined;
  /** Whose profile managed the agent, while nothing has moved since that was asked. */
  readonly profileOf: ProfileOwner | undefined;
  readonly signal: AbortSignal;
}

export interface EnrollmentSaid {
  readonly probes: readonly Probe[];
  readonly profileOf: ProfileOwner | undefined;
}

/**
 * Enrolled at Intune: stand aside. Enrolled at another MDM is no hindrance (the vendor names such Macs as a use of
 * settings management) and is said, unless that one manages Defender. Enrolled through DEP alone is not enrolled.
 */
export async function probeEnrollment(question: EnrollmentQuestion): Promise<EnrollmentSaid> {
  const { host, version, signal } = question;
  const required = version === undefined || !isOlder(version, STATUS_SINCE);
  const intune = (said: ManagerSaid): Probe => managerProbe('intune', required, said);
  const only = (said: ManagerSaid): EnrollmentSaid => ({ probes: [intune(said)], profileOf: undefined });
  const enrollment = await readEnrollment(host, signal);
  if (!enrollment.ok) return only(unknown(describeFault(enrollment.error)));
  switch (enrollment.value.is) {
    case 'none':
      return only(await notEnrolled(host, enrollment.value.viaDep));
    case 'odd':
      return only(unknown(enrollment.value.why));
    case 'enrolled': {
      const server = enrollment.value.server ?? (await serverOfProfiles(host, signal));
      if (server === undefined) return only(await byIntuneAgent(host));
      if (isIntune(server)) return only(await atIntune(host, server));
      const says = `enrolled at ${server}, not at Intune`;
      const other = await probeOther(question, server);
      return {
        ...other,
        probes: [intune({ answer: 'not-managed', evidence: [{ source: SOURCE, says }] }), ...other.probes],
      };
    }
    default:
      return enrollment.value satisfies never;
  }
}

const unknown = (says: string): ManagerSaid => ({ answer: 'unknown', evidence: [{ source: SOURCE, says }] });

const isIntune = (server: string): boolean =>
  INTUNE_HOSTS.some((host) => server === host || server.endsWith(`.${host}`));

async function readEnrollment(host: Host, signal: AbortSignal): Promise<Result<Enrollment>> {
  const done = await host.run(PROFILES, STATUS, { timeoutMs: 30_000, maxOutputBytes: 65_536, signal });
  if (!done.ok) return done;
  const { exitCode, stdout } = done.value;
  return ok(
    exitCode === 0
      ? parseEnrollment(Buffer.from(stdout).toString('utf8'))
      : { is: 'odd', why: `ended with ${exitCode}` },
  );
}

async function notEnrolled(host: Host, viaDep: boolean): Promise<ManagerSaid> {
  const portal = await look(host, COMPANY_PORTAL);
  const says = viaDep ? 'not enrolled; that it came through DEP is no enrollment' : 'not enrolled in an MDM';
  const alone: readonly Evidence[] =
    portal.is === 'there'
      ? [{ source: COMPANY_PORTAL, says: 'installed, which alone is no enrollment' }]
      : [];
  return { answer: 'not-managed', evidence: [{ source: SOURCE, says }, ...alone] };
}

/** Its own policy of Defender's settings shows as the preferences that profiles make. */
async function atIntune(host: Host, server: string): Promise<ManagerSaid> {
  const policy = await look(host, WDAV_FILE);
  const evidence = [{ source: SOURCE, says: `enrolled at ${server}` }, policy.evidence];
  return policy.is === 'unreadable'
    ? { answer: 'managed', evidence }
    : { answer: 'managed', policySeen: policy.is === 'there', evidence };
}

/** The server is not known: only Intune's own agent can tell that it is Intune's. */
async function byIntuneAgent(host: Host): Promise<ManagerSaid> {
  const { is, evidence } = await look(host, INTUNE_AGENT);
  const enrolled: Evidence = { source: SOURCE, says: 'enrolled, the server is not named' };
  return { answer: is === 'there' ? 'managed' : 'unknown', evidence: [enrolled, evidence] };
}

async function serverOfProfiles(host: Host, signal: AbortSignal): Promise<string | undefined> {
  const profiles = await readProfiles(host, signal);
  return profiles.ok && profiles.value.mdmServer !== undefined ? hostOf(profiles.value.mdmServer) : undefined;
}

/**
 * What it manages is left to it value by value in any case; it is the manager when its profile is the agent's.
 * Whose profile that is cannot always be told, and holds nobody back.
 */
async function probeOther(
  { host, profileOf, signal }: EnrollmentQuestion,
  server: string,
): Promise<EnrollmentSaid> {
  const at: Evidence = { source: SOURCE, says: `enrolled at ${server}` };
  const say = (said: ManagerSaid, owner?: ProfileOwner): EnrollmentSaid => ({
    probes: [
      managerProbe('other-mdm', false, { ...said, evidence: [at, ...said.evidence] }),
      { asks: 'rival', name: `the MDM at ${server}`, answer: 'present', evidence: [at] },
    ],
    profileOf: owner,
  });
  const policy = await look(host, WDAV_FILE);
  if (policy.is === 'unreadable') return say({ answer: 'unknown', evidence: [policy.evidence] });
  if (policy.is === 'absent')
    return say({
      answer: 'not-managed',
      evidence: [{ source: WDAV_FILE, says: 'it does not manage Defender' }],
    });
  const owner = profileOf === undefined ? await ownerOfProfiles(host, signal) : ok(profileOf);
  if (!owner.ok)
    return say({ answer: 'unknown', evidence: [{ source: SHOW_COMMAND, says: describeFault(owner.error) }] });
  const isTheirs = owner.value === 'others';
  const says = isTheirs ? 'its profile manages Defender' : 'no profile of its manages Defender';
  const said = { policySeen: isTheirs, evidence: [{ source: SHOW_COMMAND, says }] };
  return say({ answer: isTheirs ? 'managed' : 'not-managed', ...said }, owner.value);
}

async function ownerOfProfiles(host: Host, signal: AbortSignal): Promise<Result<ProfileOwner>> {
  const profiles = await readProfiles(host, signal);
  return profiles.ok ? ok(profiles.value.defender) : profiles;
}

export type Enrollment =
  | { readonly is: 'none'; readonly viaDep: boolean }
  /** `server`: its host name, lower case; `undefined`: not named, or in a way that makes no sense. */
  | { readonly is: 'enrolled'; readonly server: string | undefined }
  | { readonly is: 'odd'; readonly why: string };

/**
 * Lines of `Name: answer`, blank ones around them; after Yes may stand `(User Approved)`, which 10.13.0 to 10.13.3 do
 * not know. The line of the server is of newer systems.
 */
export function parseEnrollment(text: string): Enrollment {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
  }
  const answer = /^(Yes|No)(?: \([A-Za-z ]{1,40}\))?$/.exec(fields.get('MDM enrollment') ?? '')?.[1];
  if (answer === undefined) return { is: 'odd', why: 'it does not say whether this Mac is enrolled' };
  if (answer === 'No') return { is: 'none', viaDep: fields.get('Enrolled via DEP') === 'Yes' };
  return { is: 'enrolled', server: hostOf(fields.get('MDM server') ?? '') };
}

/** A URL, or a bare name with what follows it. */
function hostOf(server: string): string | undefined {
  const url = /^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?=[:/]|$)/.test(server) ? `https://${server}` : server;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === '' ? undefined : host;
}

const JAMF = '/usr/local/jamf/bin/jamf';

export async function probeJamf(host: Host): Promise<readonly Probe[]> {
  const { is, evidence } = await look(host, JAMF);
  if (is === 'absent') return [];
  const says = is === 'there' ? 'installed' : evidence.says;
  const answer = is === 'there' ? 'present' : 'unknown';
  return [{ asks: 'rival', name: 'Jamf', answer, evidence: [{ source: JAMF, says }] }];
}
