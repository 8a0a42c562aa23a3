// Configuration profiles for a simulated Mac, put together by hand: not by the writer that is tested elsewhere.
import type { PlistValue } from 'plist';
import { build } from 'plist';

export interface HandProfile {
  readonly identifier?: string;
  /** Changes of the outer dictionary. */
  readonly outer?: Readonly<Record<string, PlistValue>>;
}

/** One payload of the agent's domain. */
export function mobileconfig(
  settings: Readonly<Record<string, PlistValue>>,
  { identifier = 'example.defender', outer = {} }: HandProfile = {},
): string {
  return build({
    PayloadType: 'Configuration',
    PayloadVersion: 1,
    PayloadIdentifier: identifier,
    PayloadUUID: '7B0A5A3E-4C1D-4E57-9A0B-2F6C1D8E9A01',
    PayloadDisplayName: 'Defender',
    PayloadScope: 'System',
    PayloadContent: [
      {
        PayloadType: 'com.microsoft.wdav',
        PayloadVersion: 1,
        PayloadIdentifier: `${identifier}.wdav`,
        PayloadUUID: '7B0A5A3E-4C1D-4E57-9A0B-2F6C1D8E9A02',
        ...settings,
      },
    ],
    ...outer,
  });
}
