// Which policies a device gets: included by a group or by all devices, not excluded, of its platform. Pure.

import type { AssignedPolicy } from '../../model/wire/schemas.js';
import type { StoredPolicy, Target } from '../store/policies.js';

export interface Receiver {
  readonly osType: string;
  readonly groups: ReadonlySet<string>;
}

/** Order: by id, so that the same set is the same content. */
export function effectivePolicies(
  receiver: Receiver,
  policies: readonly StoredPolicy[],
): readonly AssignedPolicy[] {
  return targetedPolicies(receiver, policies)
    .filter(({ refused }) => refused === undefined)
    .map(({ id, name, revision, sha256, size }) => ({ id, name, revision, sha256, size }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** With those that this channel refuses: they are shown in reports, not delivered. */
export function targetedPolicies(
  receiver: Receiver,
  policies: readonly StoredPolicy[],
): readonly StoredPolicy[] {
  return policies.filter(
    (policy) => isTargeted(receiver, policy.targets) && isForPlatform(receiver.osType, policy.platforms),
  );
}

function isTargeted(receiver: Receiver, targets: readonly Target[]): boolean {
  const matching = targets.filter(
    (target) => target.to === 'all-devices' || receiver.groups.has(target.groupId),
  );
  return matching.some(({ exclude }) => !exclude) && !matching.some(({ exclude }) => exclude);
}

/** Graph's platform words. Source: facts on the policy format, `platforms`. */
const PLATFORM_OF: Readonly<Record<string, string>> = {
  Windows: 'windows10',
  'Windows Server': 'windows10',
  macOS: 'macos',
  Linux: 'linux',
};

/** `platforms` can name several, joined by commas. */
export function isForPlatform(osType: string, platforms: string): boolean {
  const wanted = PLATFORM_OF[osType];
  return platforms
    .toLowerCase()
    .split(',')
    .some((platform) => platform.trim() === wanted);
}
