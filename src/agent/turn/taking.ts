// Takes what a check-in brought: sets of keys and an epoch, documents, the assignment. On disk first, then in the draft.

import type { Revision } from '../../enforce/quarantine.js';
import { standingOf } from '../../enforce/quarantine.js';
import { next } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import type { Sha256 } from '../../model/ids.js';
import { policyId, sha256Text } from '../../model/ids.js';
import type { Fault } from '../../model/result.js';
import { describeFault, unreachable } from '../../model/result.js';
import type { AssignedPolicy } from '../../model/wire/schemas.js';
import type { CheckInOutcome } from '../net/service-client.js';
import type { StagedAssignment } from '../net/signed-assignment.js';
import type { Draft } from './draft.js';
import { scopeIn } from './held-assignment.js';
import { chooseInForce, readDocument } from './in-force.js';
import type { TurnPorts } from './ports.js';
import { assignedRevision, putOnTrial } from './trial.js';

/** On disk before the assignment that they speak for. */
export function keepWords({ files, log }: TurnPorts, draft: Draft, words: CheckInOutcome['words']): void {
  draft.target = words.target;
  for (const { ver, jws } of words.keySets) {
    const put = files.putKeySet(ver, jws);
    if (!put.ok) draft.warnings.push(`A set of keys could not be kept: ${describeFault(put.error)}.`);
    log.info('keys-followed', { ver });
  }
  if (words.epochStatement !== undefined) {
    const put = files.putSigned('epoch', words.epochStatement);
    if (!put.ok) draft.warnings.push(`The epoch could not be kept: ${describeFault(put.error)}.`);
    log.info('epoch-stated', { epoch: words.target.epoch });
  }
  for (const fault of words.faults) {
    draft.warnings.push(`A word of the service was not believed: ${describeFault(fault)}.`);
    log.warn('word-not-believed', { why: describeFault(fault) });
  }
}

/** Documents are on disk before the assignment that names them is. */
export function takeAssignment(
  ports: TurnPorts,
  draft: Draft,
  { assignment }: CheckInOutcome,
): Fault | undefined {
  switch (assignment.is) {
    case 'current':
      return undefined;
    case 'not-taken':
      ports.log.warn('assignment-not-taken', { why: describeFault(assignment.fault) });
      draft.warnings.push(`The new assignment was not taken: ${describeFault(assignment.fault)}.`);
      // A document that could not be had is tried again soon; what is not believed waits for another word.
      if (assignment.fault.kind !== 'untrusted') return assignment.fault;
      draft.distrust = assignment.fault;
      return undefined;
    case 'moved':
      takeMoved(ports, draft, assignment.staged);
      return undefined;
    default:
      return unreachable(assignment);
  }
}

function takeMoved(ports: TurnPorts, draft: Draft, staged: StagedAssignment): void {
  const { claims, jws, floor, documents } = staged;
  const { store, files, log } = ports;
  // By the word of this very answer: whom it enables again may take what comes with it.
  const scope = scopeIn(claims);
  const state = next(draft.state, { on: 'checked-in', ...scope });
  if (!permissionsOf(state).keepCurrent) {
    draft.warnings.push('A new assignment waits until it is clear that this device may take it.');
    return;
  }
  for (const [sha256, bytes] of documents) {
    const put = files.put(sha256, bytes);
    if (!put.ok) draft.warnings.push(`A policy document could not be kept: ${describeFault(put.error)}.`);
  }
  const bytesOf = (sha256: Sha256): Uint8Array | undefined =>
    documents.get(sha256) ?? readDocument(store, files, sha256);
  const now = ports.clock.now();
  const isHeld = (sha256: Sha256): boolean => standingOf(sha256, draft.quarantine, now).is !== 'free';
  putOnTrial(ports, draft, claims.policies.map(claimedRevision));
  const chosen = chooseInForce(claims, draft.inForce, bytesOf, isHeld);
  draft.inForce = chosen.inForce;
  draft.warnings.push(...chosen.refused);
  draft.staged = documents;
  draft.assignment = { jws, ver: claims.ver, digest: floor.digest };
  draft.floor = floor;
  draft.mode = claims.mode;
  draft.assignmentMoved = true;
  draft.scope = scope;
  draft.configMgrAuthority = claims.configMgrAuthority === true;
  draft.state = state;
  log.info('assignment-moved', {
    ver: claims.ver,
    policies: claims.policies.length,
    scope: claims.scope,
  });
}

const claimedRevision = (policy: AssignedPolicy): Revision =>
  assignedRevision({
    ref: { id: policyId(policy.id), name: policy.name, revision: policy.revision },
    sha256: sha256Text(policy.sha256),
  });
