// Tools of macOS as a simulated Mac has them: profiles, sw_vers, sysctl, ioreg. Pure.

import { build } from 'plist';
import { MAC } from './mac-state.js';
import type { MachineState } from './machine-state.js';
import type { Answer } from './mdatp.js';

/**
 * `profiles status -type enrollment` and `profiles show -type configuration -output stdout-xml`.
 * Source: output of the first as management agents parse it; the members of the second are assumed.
 */
export function runProfiles({ mac }: MachineState, args: readonly string[]): Answer {
  const server = mac?.mdmServer ?? null;
  switch (args.join(' ')) {
    case 'status -type enrollment': {
      const answer = server === null ? 'No' : 'Yes (User Approved)';
      const line = server === null ? '' : `MDM server: ${server}\n`;
      return say(`Enrolled via DEP: No\nMDM enrollment: ${answer}\n${line}`);
    }
    case 'show -type configuration -output stdout-xml': {
      const list = (mac?.profiles ?? []).map(({ identifier, name, payloads }) => ({
        ProfileIdentifier: identifier,
        ProfileDisplayName: name,
        ProfileItems: payloads.map(({ domain }) => ({ PayloadType: domain })),
      }));
      return say(build({ _computerlevel: list }));
    }
    default:
      return { exitCode: 1, stdout: '', stderr: 'profiles: the command is not known here\n' };
  }
}

export function runSwVers(_: MachineState, args: readonly string[]): Answer {
  const fields: Readonly<Record<string, string>> = {
    '-productName': MAC.name,
    '-productVersion': MAC.version,
    '-buildVersion': MAC.build,
  };
  const [option] = args;
  if (option === undefined)
    return say(
      `ProductName:\t\t${MAC.name}\nProductVersion:\t\t${MAC.version}\nBuildVersion:\t\t${MAC.build}\n`,
    );
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
