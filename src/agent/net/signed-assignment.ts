// Takes a new assignment only whole: signature, claims, then every document by its digest. Nothing is handed on before.

import { createHash } from 'node:crypto';
import type { AssignmentFloor, AssignmentStanding } from '../../enroll/trust.js';
import { checkAssignment, checkDocument, untrusted } from '../../enroll/trust.js';
import type { DeviceId, EpochMs, Sha256 } from '../../model/ids.js';
import { sha256Text } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { ASSIGNMENT_TYPE } from '../../model/wire/problem-codes.js';
import type { AssignedPolicy, AssignmentClaims } from '../../model/wire/schemas.js';
import { validateAssignmentClaims } from '../../model/wire/validators.js';
import type { ServiceTarget } from './ports.js';
import { verifyDocument } from './signed-document.js';

export interface VerifiedAssignment {
  readonly claims: AssignmentClaims;
  /** The exact compact JWS: kept as evidence, verified again at each start. */
  readonly jws: string;
  /** The floor from now on, once it was put in force. */
  readonly floor: AssignmentFloor;
  readonly standing: AssignmentStanding;
}

export interface StagedAssignment extends VerifiedAssignment {
  /** Documents that were not at hand, verified; the others are already stored under their digest. */
  readonly documents: ReadonlyMap<Sha256, Uint8Array>;
}

export interface AssignmentTrust {
  readonly target: ServiceTarget;
  readonly device: DeviceId;
  readonly floor: AssignmentFloor | undefined;
  /** Trusted time, not simply the local clock. */
  readonly now: EpochMs;
  /** Taken before: the keys that counted then count for it. */
  readonly held?: boolean;
}

/** Also for the stored one, at each start: an expired one comes back as `stale` and stays in force. */
export async function verifyAssignment(
  jws: string,
  { target, device, floor, now, held = false }: AssignmentTrust,
): Promise<Result<VerifiedAssignment>> {
  const what = 'the assignment';
  const keys = held ? [...target.keys, ...target.former] : target.keys;
  const payload = await verifyDocument(jws, { what, type: ASSIGNMENT_TYPE, keys });
  if (!payload.ok) return payload;
  const claims = payload.value;
  if (!validateAssignmentClaims(claims))
    return fail(untrusted(what, 'bad-claims', 'it lacks what an assignment says'));
  const digest = `sha256:${createHash('sha256').update(jws).digest('hex')}`;
  const { tenant, issuer } = target;
  // What is in force stays so until a new one comes, also when the epoch has moved meanwhile.
  const statedEpoch = held ? undefined : target.epoch;
  const standing = checkAssignment(claims, digest, { issuer, tenant, device, floor, now, statedEpoch });
  if (!standing.ok) return standing;
  const { epoch, ver } = claims;
  return ok({ claims, jws, floor: { epoch, ver, digest }, standing: standing.value });
}

export interface Documents {
  /** Is a document with this digest stored and whole? */
  has(digest: Sha256): boolean;
  fetch(policy: AssignedPolicy): Promise<Result<Uint8Array>>;
}

/** A new assignment that is already over is not taken: the service signs at delivery, so somebody held it back. */
export async function stageAssignment(
  jws: string,
  trust: AssignmentTrust,
  documents: Documents,
): Promise<Result<StagedAssignment>> {
  const verified = await verifyAssignment(jws, trust);
  if (!verified.ok) return verified;
  if (verified.value.standing === 'stale')
    return fail(untrusted('the assignment', 'expired', 'it was over before it arrived'));
  const staged = new Map<Sha256, Uint8Array>();
  for (const policy of verified.value.claims.policies) {
    const digest = sha256Text(policy.sha256);
    if (staged.has(digest) || documents.has(digest)) continue;
    const fetched = await documents.fetch(policy);
    if (!fetched.ok) return fetched;
    const checked = checkDocument(policy, fetched.value);
    if (!checked.ok) return checked;
    staged.set(digest, checked.value);
  }
  return ok({ ...verified.value, documents: staged });
}
