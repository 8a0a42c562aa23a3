// Tools of macOS as a simulated Mac has them: profiles, sw_vers, sysctl, ioreg. Pure.

import { build } from 'plist';
import { MAC } from './mac-state.js';
import type { InstalledProfile, MachineState, MacState } from './machine-state.js';
import type { Answer } from './mdatp.js';

/**
 * `profiles status -type enrollment` and `profiles show -type configuration -output stdout-xml`.
 * Source: output of the first as management agents parse it; the members of the second are assumed.
 */
export function runProfiles({ mac }: MachineState, args: readonly string[]): Answer {
  switch (args.join(' ')) {
    case 'status -type enrollment':
      return say(enrollmentText(mac));
    case 'show -type configuration -output stdout-xml': {
      const mdm = mac?.mdmServer == null ? [] : [mdmProfile(mac.mdmServer)];
      const list = [...mdm, ...(mac?.profiles ?? [])].map(({ identifier, name, payloads }) => ({
        ProfileIdentifier: identifier,
        ProfileDisplayName: name,
        ProfileItems: payloads.map(({ domain, settings }) => ({
          PayloadType: domain,
          PayloadContent: { ...settings },
        })),
      }));
      return say(build({ _computerlevel: list }));
    }
    default:
      return { exitCode: 1, stdout: '', stderr: 'profiles: the command is not known here\n' };
  }
}

function enrollmentText(mac: MacState | undefined): string {
  const { viaDep = false, leavesOut, serverSays, says } = mac?.enrollment ?? {};
  if (says !== undefined) return says;
  const server = mac?.mdmServer ?? null;
  const dep = `Enrolled via DEP: ${viaDep ? 'Yes' : 'No'}\n`;
  if (server === null) return `${dep}MDM enrollment: No\n`;
  const approval = leavesOut === 'server-and-approval' ? '' : ' (User Approved)';
  const line = leavesOut === undefined ? `MDM server: ${serverSays ?? server}\n` : '';
  return `${dep}MDM enrollment: Yes${approval}\n${line}`;
}

/** The profile that enrolls: its members as Apple documents them. */
const mdmProfile = (server: string): InstalledProfile => ({
  identifier: 'example.mdm.enrollment',
  name: 'MDM',
  payloads: [{ domain: 'com.apple.mdm', settings: { ServerURL: server, CheckInURL: server } }],
});

/** Source: Apple's own answers as public scripts test them. */
export function runSocketFilter({ mac }: MachineState, args: readonly string[]): Answer {
  const state = mac?.firewall ?? 0;
  return args.join(' ') === '--getglobalstate'
    ? say(`Firewall is ${state === 0 ? 'disabled' : 'enabled'}. (State = ${state})\n`)
    : { exitCode: 1, stdout: '', stderr: 'socketfilterfw: the option is not known here\n' };
}

export function runSwVers({ mac }: MachineState, args: readonly string[]): Answer {
  const version = mac?.version ?? MAC.version;
  const fields: Readonly<Record<string, string>> = {
    '-productName': MAC.name,
    '-productVersion': version,
    '-buildVersion': MAC.build,
  };
  const [option] = args;
  if (option === undefined)
    return say(`ProductName:\t\t${MAC.name}\nProductVersion:\t\t${version}\nBuildVersion:\t\t${MAC.build}\n`);
  const field = Object.hasOwn(fields, option) ? fields[option] : undefined;
  return field === undefined ? { exitCode: 1, stdout: '', stderr: 'usage: sw_vers\n' } : say(`${field}\n`);
}

/** `sysctl -n NAME...`: one value a line. */
export function runSysctl(_: MachineState, [option, ...names]: readonly string[]): Answer {
  const known: Readonly<Record<string, string>> = {
    'kern.hostname': MAC.hostname,
    'kern.bootsessionuuid': MAC.boot,
  };
  const values = names.map((name) => (Object.hasOwn(known, name) ? known[name] : undefined));
  return option !== '-n' || values.includes(undefined)
    ? { exitCode: 1, stdout: '', stderr: 'sysctl: unknown oid\n' }
    : say(values.map((value) => `${value}\n`).join(''));
}

/** As far as it names the machine. */
export function runIoreg(): Answer {
  return say(
    `+-o Simulated  <class IOPlatformExpertDevice>\n    {\n      "IOPlatformUUID" = "${MAC.hardware}"\n    }\n`,
  );
}

const say = (stdout: string): Answer => ({ exitCode: 0, stdout, stderr: '' });
