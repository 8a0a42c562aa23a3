// Whether this channel carries a policy at all, before any of its settings is looked at. Pure.

import type { OsName, Profile } from '../catalog/row.js';
import type { Reason, ReasonCode } from '../finding.js';
import { quoted } from '../quoted.js';
import type { Result } from '../result.js';
import { fail, ok } from '../result.js';
import type { PolicyDocument, PolicyPlatform } from './document.js';

/** The word in `technologies` of every policy that may reach a device without MDM. */
const CHANNEL_TECHNOLOGY = 'microsoftSense';

const OS_OF_PLATFORM: Readonly<Record<PolicyPlatform, OsName>> = {
  windows10: 'windows',
  macOS: 'macos',
  linux: 'linux',
};

/** The profile of the policy, or the one reason for which the whole policy is refused. */
export function checkChannel(
  document: PolicyDocument,
  profiles: readonly Profile[],
): Result<Profile, Reason> {
  const platform = platformOf(document.platforms);
  if (platform === undefined) {
    const platforms = PLATFORMS.join(', ');
    return refused(
      'other-platform',
      `it is for platform ${quoted(document.platforms)}, not one of ${platforms}`,
    );
  }
  if (!document.technologies.includes(CHANNEL_TECHNOLOGY)) {
    const written = quoted(document.technologies.join(','));
    return refused(
      'not-carried',
      `its technologies (${written}) lack ${CHANNEL_TECHNOLOGY}: it is for other channels`,
    );
  }
  const { id } = document.template;
  if (id === '') {
    return refused(
      'not-carried',
      'it is a plain settings-catalog policy; only endpoint-security templates are carried',
    );
  }
  const profile = profiles.find(({ templateId }) => templateId.toLowerCase() === id);
  if (profile === undefined) {
    return refused(
      'not-carried',
      `its template ${quoted(id)} (${familyOf(document)}) is not one that this channel knows`,
    );
  }
  if (!profile.carried) {
    const why = profile.why === undefined ? '' : ` (${profile.why})`;
    return refused('not-carried', `its template "${profile.name}" is not carried by this channel${why}`);
  }
  if (profile.os !== OS_OF_PLATFORM[platform]) {
    return refused(
      'other-platform',
      `its template "${profile.name}" is for ${profile.os}, but its platform is ${quoted(platform)}`,
    );
  }
  return ok(profile);
}

const PLATFORMS: readonly PolicyPlatform[] = ['windows10', 'macOS', 'linux'];

const platformOf = (platforms: string): PolicyPlatform | undefined =>
  PLATFORMS.find((platform) => platform === platforms);

const familyOf = ({ template }: PolicyDocument): string =>
  template.family === '' ? 'of an unnamed family' : `family ${quoted(template.family)}`;

const refused = (code: ReasonCode, why: string): Result<never, Reason> =>
  fail({ code, text: `This policy is refused: ${why}.` });
