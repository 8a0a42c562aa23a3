// Whether a device is in scope, by which tags, and whether it has taken that in.

import type { DeviceKind, ScopeVerdict } from '../scope.js';
import { decideScope, kindOf } from '../scope.js';
import type { SignedAssignment } from '../store/assignments.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import type { Presence } from '../store/presence.js';
import { readScope } from '../store/scope.js';
import { listTags } from '../store/tags.js';
import type { Tag } from '../tags.js';
import { namesOf } from '../tags.js';

export interface Standing {
  readonly kind: DeviceKind;
  readonly scope: ScopeVerdict;
  readonly tags: readonly Tag[];
}

export async function readStanding(store: Store, device: Device): Promise<Standing> {
  const tags = await listTags(store, device);
  const kind = kindOf(device.description);
  return { kind, scope: decideScope(await readScope(store), kind, namesOf(tags)), tags };
}

export function standingLines(
  { kind, scope, tags }: Standing,
  assignment: SignedAssignment | undefined,
  presence: Presence | undefined,
): readonly string[] {
  const taken = assignment?.content.scope === scope.scope && presence?.assignmentVer === assignment.ver;
  const verdict = scope.scope === 'in' ? `in, as one of ${kind}` : `out: ${scope.why}`;
  return [
    `Scope       ${verdict}${taken ? '' : ' (the device has not taken it in yet)'}`,
    `Tags        ${describeTags(tags)}`,
  ];
}

export const describeTags = (tags: readonly Tag[]): string =>
  tags.map(({ tag, source }) => `${tag} (${source})`).join(', ') || 'none';
