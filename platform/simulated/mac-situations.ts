// What others make of a simulated Mac: enrollments of several kinds and ages. Each can be entered and left again. Data
// and one pure function; names are invented.

import { newMac } from './mac-state.js';
import type { EnrollmentForm, MachineState, MacState, SimulatedFile } from './machine-state.js';
import { newFile } from './machine-state.js';

interface Situation {
  readonly mdmServer?: string;
  readonly enrollment?: EnrollmentForm;
  readonly channel?: string;
  readonly files?: Readonly<Record<string, string>>;
}

const INTUNE = 'https://i.manage.microsoft.com/DeviceGatewayProxy/ioshandler.ashx';
const JAMF = 'https://jamf.orchard.example:8443/mdm/ServerURL';
const JAMF_AGENT = { '/usr/local/jamf/bin/jamf': '' };

const SITUATIONS = {
  'intune-enrolled': { mdmServer: INTUNE },
  /** As systems before the server was named tell it. */
  'intune-unnamed': { mdmServer: INTUNE, enrollment: { leavesOut: 'server' } },
  'intune-oldest': { mdmServer: INTUNE, enrollment: { leavesOut: 'server-and-approval' } },
  'jamf-enrolled': { mdmServer: JAMF, files: JAMF_AGENT },
  'dep-only': { enrollment: { viaDep: true } },
  'company-portal-only': { files: { '/Applications/Company Portal.app/Contents/Info.plist': '' } },
  'server-malformed': { mdmServer: JAMF, enrollment: { serverSays: '(null)' } },
  'vendor-channel': { channel: '{"antivirusEngine":{"enforcementLevel":"real_time"}}' },
  nonsense: { enrollment: { says: 'MDM-Registrierung: Ja\n' } },
} as const satisfies Readonly<Record<string, Situation>>;

export type MacSituation = keyof typeof SITUATIONS;

/** An enrollment takes the place of another one. */
export function withMacSituation(
  state: MachineState,
  name: MacSituation,
  way: 'enter' | 'leave',
): MachineState {
  const situation: Situation = SITUATIONS[name];
  const { enrollment, channel, files = {} } = situation;
  const mdmServer = situation.mdmServer ?? null;
  const { mdmServer: _server, enrollment: _form, channel: _channel, ...mac } = state.mac ?? NOTHING;
  const entered: MacState = {
    ...mac,
    mdmServer,
    ...(enrollment === undefined ? {} : { enrollment }),
    ...(channel === undefined ? {} : { channel }),
  };
  return {
    ...state,
    files: filesAfter(state.files, Object.keys(files), way),
    mac: way === 'enter' ? entered : { ...mac, mdmServer: null },
  };
}

const NOTHING: MacState = { profiles: [], mdmServer: null };

function filesAfter(
  files: MachineState['files'],
  paths: readonly string[],
  way: 'enter' | 'leave',
): Readonly<Record<string, SimulatedFile>> {
  const fresh = newMac().files;
  const after: Record<string, SimulatedFile> = { ...files };
  for (const path of paths) {
    delete after[path];
    const to = way === 'enter' ? newFile(Buffer.from(''), 0) : fresh[path];
    if (to !== undefined) after[path] = to;
  }
  return after;
}
