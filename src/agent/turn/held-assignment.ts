// The assignment that is in force already: verified again at each start, whatever the disk says. Expiry and a
// damaged copy never lift protection. No I/O but the given files.

import type { ScopeWord } from '../../enroll/lifecycle.js';
import { identityOf } from '../../enroll/lifecycle.js';
import { higherFloor, trustedTime } from '../../enroll/trust.js';
import type { EpochMs } from '../../model/ids.js';
import { epochMs } from '../../model/ids.js';
import { describeFault } from '../../model/result.js';
import type { AssignmentClaims } from '../../model/wire/schemas.js';
import { validateOnboardingClaims } from '../../model/wire/validators.js';
import { readOnboardingFile, targetOf } from '../net/onboarding-file.js';
import type { ServiceTarget } from '../net/ports.js';
import type { VerifiedAssignment } from '../net/signed-assignment.js';
import { verifyAssignment } from '../net/signed-assignment.js';
import { decodeDocument } from '../net/signed-document.js';
import { followWords } from '../net/signed-words.js';
import type { Draft } from './draft.js';
import { happened } from './draft.js';
import type { TurnPorts } from './ports.js';

/** The service of the verified onboarding file; its expiry counts only when it is taken, so it is not asked here. */
export async function openTarget(ports: TurnPorts, draft: Draft): Promise<ServiceTarget | undefined> {
  const jws = draft.onboarding?.jws ?? ports.files.getSigned('onboarding');
  if (jws === undefined) return undefined;
  const decoded = decodeDocument('the onboarding file', jws);
  if (!decoded.ok || !validateOnboardingClaims(decoded.value.payload)) return undefined;
  const claims = decoded.value.payload;
  const read = await readOnboardingFile(jws, issuedAt(claims.iat));
  if (!read.ok) {
    draft.warnings.push(`The stored onboarding file is damaged: ${describeFault(read.error)}.`);
    return undefined;
  }
  draft.claims = claims;
  draft.onboarding ??= { jws, at: issuedAt(claims.iat) };
  draft.target = await followed(ports, draft, targetOf(claims));
  return draft.target;
}

/** The chain from the keys of the onboarding file on, verified again at each start. */
async function followed(ports: TurnPorts, draft: Draft, first: ServiceTarget): Promise<ServiceTarget> {
  const { files } = ports;
  const words = { keySets: files.keySets(), epochStatement: files.getSigned('epoch') };
  const { target, faults } = await followWords(first, words, LATEST);
  for (const fault of faults) draft.warnings.push(`A stored document is not used: ${describeFault(fault)}.`);
  return target;
}

/** Their time was judged when they came; a clock that was set back since must not undo them. */
const LATEST = epochMs(8_640_000_000_000_000);

const issuedAt = (seconds: number): EpochMs => epochMs(seconds * 1000);

/** From the database, else from the signed file. `undefined`: there is none that can be believed. */
export async function readHeldAssignment(
  ports: TurnPorts,
  draft: Draft,
  target: ServiceTarget,
): Promise<VerifiedAssignment | undefined> {
  const identity = identityOf(draft.state);
  if (identity === undefined) return undefined;
  const now = trustedTime(ports.clock.now(), draft.trustedTime);
  for (const jws of [draft.assignment?.jws, ports.files.getSigned('assignment')]) {
    if (jws === undefined) continue;
    const trust = { target, device: identity.device, floor: draft.floor, now, held: true };
    const verified = await verifyAssignment(jws, trust);
    if (verified.ok) return taken(draft, verified.value);
    draft.warnings.push(`The stored assignment is not used: ${describeFault(verified.error)}.`);
  }
  return undefined;
}

/** Older services do not say why a device is out of scope: for them there is only the scope of enforcement. */
export const scopeIn = ({ scope, outBecause = 'scope' }: AssignmentClaims): ScopeWord =>
  scope === 'in' ? { scope } : { scope, because: outBecause };

function taken(draft: Draft, verified: VerifiedAssignment): VerifiedAssignment {
  const { claims, jws, floor, standing } = verified;
  draft.scope = scopeIn(claims);
  draft.configMgrAuthority = claims.configMgrAuthority === true;
  draft.assignment = { jws, ver: claims.ver, digest: floor.digest };
  draft.floor = higherFloor(draft.floor, floor);
  draft.mode = claims.mode;
  if (standing === 'stale') {
    happened(draft, { on: 'went-stale', why: 'assignment-expired' });
    draft.warnings.push('The assignment has expired and no newer one came; it stays in force.');
  }
  return verified;
}
