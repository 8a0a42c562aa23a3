// The signed assignment of one device: the version rises only when its content changes, its time runs short, or the
// device does not trust the key any more that signed it.

import { isDeepStrictEqual } from 'node:util';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Clock } from '../../model/ports.js';
import { ASSIGNMENT_TYPE } from '../../model/wire/problem-codes.js';
import type { AssignmentClaims } from '../../model/wire/schemas.js';
import { sha256Tagged } from '../digest.js';
import { decideScope, kindOf } from '../scope.js';
import type { Signer } from '../signing.js';
import type { AssignmentContent, SignedAssignment } from '../store/assignments.js';
import { findAssignment, saveAssignment } from '../store/assignments.js';
import type { Store } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { listGroupsOf } from '../store/groups.js';
import { listPolicies } from '../store/policies.js';
import { readScope } from '../store/scope.js';
import type { Standing } from '../store/standing.js';
import { listTags } from '../store/tags.js';
import type { Tenant } from '../store/tenants.js';
import { namesOf } from '../tags.js';
import { effectivePolicies } from './effective.js';

export interface IssueParts {
  readonly tenant: Tenant;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly origin: () => string;
}

/** Unit: milliseconds. */
const LIFE_MS = 30 * 24 * 3_600_000;

/** Source: bound of `keySets` on the wire; what is left over comes with the next check-in. */
export const MOST_KEY_SETS = 16;

export interface Receiver {
  readonly device: Device;
  /** Version of the set of keys that it trusts. */
  readonly trusted: number;
  /** The statements that lead to the newest set of keys go with the assignment, and the device follows them first. */
  readonly led: boolean;
  /** As read in the same transaction. */
  readonly standing: Standing;
}

/**
 * Call inside a transaction: what is read and what is stored belong together. Where nothing has changed only the last
 * one is read: what decides over it (scope, tags, groups, policies) is asked of the database when the generation moved.
 */
export async function issueAssignment(
  parts: IssueParts,
  store: Store,
  { device, trusted, led, standing }: Receiver,
): Promise<SignedAssignment> {
  const { generation, epoch, keySet } = standing;
  const now = parts.clock.now();
  const last = await findAssignment(store, device.id);
  await parts.signer.refresh(store, keySet);
  const reached = led ? Math.max(trusted, Math.min(parts.signer.version, trusted + MOST_KEY_SETS)) : trusted;
  const lasting =
    last !== undefined &&
    last.expiresAt - now >= LIFE_MS / 2 &&
    parts.signer.isTrusted(decodeProtectedHeader(last.jws).kid, reached);
  if (lasting && last.generation === generation) return last;
  const content = await computeContent(parts.tenant, store, device);
  const same = lasting && isDeepStrictEqual(content, last.content) && decodeJwt(last.jws)['epoch'] === epoch;
  const ver = (last?.ver ?? 0) + 1;
  const signed = same
    ? { ...last, generation }
    : await sign(parts, device, { content, generation, ver, epoch, trusted, reached, now });
  await saveAssignment(store, device.id, signed);
  return signed;
}

async function computeContent(tenant: Tenant, store: Store, device: Device): Promise<AssignmentContent> {
  const scope = await readScope(store);
  const verdict = decideScope(scope, kindOf(device.description), namesOf(await listTags(store, device)));
  // Absent where it is off: so it was before there was such a switch, and no version rises for nothing.
  const authority = scope.configMgrAuthority ? { configMgrAuthority: true } : {};
  if (verdict.scope === 'out')
    return { mode: tenant.mode, scope: 'out', outBecause: verdict.because, ...authority, policies: [] };
  const receiver = { osType: device.osType, groups: new Set(await listGroupsOf(store, device.id)) };
  const policies = effectivePolicies(receiver, await listPolicies(store));
  return { mode: tenant.mode, scope: 'in', ...authority, policies: [...policies] };
}

async function sign(
  { tenant, signer, origin }: IssueParts,
  device: Device,
  made: {
    readonly content: AssignmentContent;
    readonly generation: number;
    readonly ver: number;
    readonly epoch: number;
    /** Version of the set of keys that the device trusts. */
    readonly trusted: number;
    readonly reached: number;
    readonly now: number;
  },
): Promise<SignedAssignment> {
  const expiresAt = made.now + LIFE_MS;
  const claims: AssignmentClaims = {
    iss: origin(),
    sub: device.id,
    tid: tenant.id,
    epoch: made.epoch,
    ver: made.ver,
    iat: Math.floor(made.now / 1000),
    exp: Math.floor(expiresAt / 1000),
    ...made.content,
  };
  const jws = await signer.sign(ASSIGNMENT_TYPE, claims, made.trusted, made.reached);
  const { content, generation, ver } = made;
  return { generation, ver, content, digest: sha256Tagged(jws), jws, issuedAt: made.now, expiresAt };
}
