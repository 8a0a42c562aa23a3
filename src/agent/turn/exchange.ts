// The part of a turn that talks to the service: check-in, staging, delivery of reports. A failure changes the
// schedule and the status, never what is enforced.

import type { Revision } from '../../enforce/quarantine.js';
import { standingOf } from '../../enforce/quarantine.js';
import type { Reaction } from '../../enroll/backoff.js';
import { reactionTo } from '../../enroll/backoff.js';
import { next } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import type { Sha256 } from '../../model/ids.js';
import { epochMs, policyId, sha256Text } from '../../model/ids.js';
import type { Fault } from '../../model/result.js';
import { describeFault, unreachable } from '../../model/result.js';
import type { AssignedPolicy, CheckinRequest, InventoryRequest } from '../../model/wire/schemas.js';
import { batches, idempotencyKeyOf, toRequest } from '../../report/outbox.js';
import { cut } from '../../report/redact.js';
import { wholeInventory } from '../inventory/inventory.js';
import type { CheckInOutcome, ServiceClient } from '../net/service-client.js';
import type { SyncOutcome } from '../schedule/schedule.js';
import type { BootCount } from '../store/facts.js';
import { FACTS } from '../store/facts.js';
import { clockWarning } from './clock-warning.js';
import { timeUpAfter } from './deadline.js';
import { describeDevice } from './describe-device.js';
import type { Draft } from './draft.js';
import { happened } from './draft.js';
import { scopeIn } from './held-assignment.js';
import { chooseInForce, readDocument } from './in-force.js';
import type { MachineSelf, TurnPorts } from './ports.js';
import { registrationsToday } from './registering.js';
import { rotateWhenDue } from './rotation.js';
import { statusNow } from './status-now.js';
import { assignedRevision, putOnTrial } from './trial.js';

const DAY_MS = 24 * 3_600_000;

/** Saved before it is sent, so that a retry after a lost answer is never taken for a copied disk. */
export function takeSeq({ store }: TurnPorts, draft: Draft): number {
  draft.seq += 1;
  const { seq, boot } = draft;
  store.write((writer) => {
    writer.put(FACTS.seq, seq);
    if (boot !== undefined) writer.put(FACTS.boot, boot);
  });
  return seq;
}

export async function checkIn(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  const inventory = await inventoryOf(ports, draft);
  const self = await ports.machine.self();
  draft.boot = countBoot(draft.boot, self.bootId);
  const request = checkInRequest(ports, draft, inventory, self);
  const { store, files, clock } = ports;
  const outcome = await client.checkIn(
    {
      request,
      floor: draft.floor,
      highestTime: draft.trustedTime,
      hasDocument: (sha256) => readDocument(store, files, sha256) !== undefined,
    },
    signal,
  );
  draft.exchange = { ...draft.exchange, lastAttemptAt: clock.now() };
  if (!outcome.ok) return outcome.error;
  answered(draft, outcome.value, clock.now());
  draft.answered = request.seq;
  keepWords(ports, draft, outcome.value.words);
  const clockIsOff = clockWarning(clock.now(), outcome.value.serviceTime);
  if (clockIsOff !== undefined) draft.warnings.push(clockIsOff);
  const taken = take(ports, draft, outcome.value);
  const { need } = outcome.value.answer;
  if (need.includes('inventory'))
    draft.inventoryTold = (await client.inventory({ ...inventory, seq: takeSeq(ports, draft) }, signal)).ok;
  if (taken === undefined) await rotateWhenDue(ports, draft, client, need.includes('rotate-key'), signal);
  return taken;
}

/** Unknown starts do not count: better one too few than a copy that looks like a restart. */
function countBoot(before: BootCount | undefined, id: string | undefined): BootCount | undefined {
  if (id === undefined || id === before?.id) return before;
  return { id, count: (before?.count ?? 0) + 1 };
}

/** On disk before the assignment that they speak for. */
function keepWords({ files, log }: TurnPorts, draft: Draft, words: CheckInOutcome['words']): void {
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

function answered(draft: Draft, { answer, serviceTime }: CheckInOutcome, now: Draft['trustedTime']): void {
  draft.trustedTime = epochMs(Math.max(serviceTime, draft.trustedTime ?? 0));
  draft.exchange = {
    registrations: draft.exchange.registrations,
    failures: 0,
    ...(now === undefined ? {} : { lastAttemptAt: now, lastSuccessAt: now }),
  };
  draft.syncOutcome = { is: 'reached', nextSeconds: answer.next, splaySeconds: answer.splay };
  draft.reportAsked = answer.need.includes('report');
}

/** Documents are on disk before the assignment that names them is. */
function take(ports: TurnPorts, draft: Draft, { assignment }: CheckInOutcome): Fault | undefined {
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
    case 'moved': {
      const { claims, jws, floor, documents } = assignment.staged;
      const { store, files, log } = ports;
      // By the word of this very answer: whom it enables again may take what comes with it.
      const scope = scopeIn(claims);
      const state = next(draft.state, { on: 'checked-in', ...scope });
      if (!permissionsOf(state).keepCurrent) {
        draft.warnings.push('A new assignment waits until it is clear that this device may take it.');
        return undefined;
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
      return undefined;
    }
    default:
      return unreachable(assignment);
  }
}

const claimedRevision = (policy: AssignedPolicy): Revision =>
  assignedRevision({
    ref: { id: policyId(policy.id), name: policy.name, revision: policy.revision },
    sha256: sha256Text(policy.sha256),
  });

function checkInRequest(
  ports: TurnPorts,
  draft: Draft,
  inventory: Omit<InventoryRequest, 'seq'>,
  { machine }: MachineSelf,
): CheckinRequest {
  const { number, code, cause, remedy, since } = statusNow(draft, ports.clock.now());
  const { assignment, delivered, boot, target, floor } = draft;
  const epoch = Math.max(target?.epoch ?? 0, floor?.epoch ?? 0);
  // A document that is lost is asked for again with the whole assignment.
  const complete = draft.inForce.every(
    ({ sha256 }) => readDocument(ports.store, ports.files, sha256) !== undefined,
  );
  return {
    seq: takeSeq(ports, draft),
    prev: draft.answered ?? null,
    ...(machine === undefined ? {} : { machine }),
    ...(boot === undefined ? {} : { boot: boot.count }),
    ...(target === undefined ? {} : { keySet: target.keySet }),
    ...(epoch === 0 ? {} : { epoch }),
    agent: ports.agentVersion,
    os: { type: inventory.device.os.type, version: inventory.device.os.version },
    inventory: inventory.digest,
    assignment:
      assignment === undefined || !complete ? null : { ver: assignment.ver, digest: assignment.digest },
    report: delivered?.digest ?? null,
    status: {
      number,
      code,
      cause: cut(cause, 500),
      remedy: cut(remedy, 500),
      since: new Date(since).toISOString(),
      ...(permissionsOf(draft.state).asksDaily ? { everySeconds: DAY_MS / 1000 } : {}),
    },
    simulated: ports.config.simulated,
  };
}

async function inventoryOf(ports: TurnPorts, draft: Draft): Promise<Omit<InventoryRequest, 'seq'>> {
  const device = await describeDevice(ports, draft);
  const observed = ports.store.read(FACTS.observed);
  const state = observed?.engine.split(' ')[0] ?? 'unknown';
  const engine = { state, version: observed?.engineVersion ?? null };
  const probes = draft.probes?.probes ?? [];
  return wholeInventory({ device, engine, probes, held: draft.inventory, agent: ports.agentVersion });
}

/** All that waits, oldest first. What the service calls wrong is dropped: sent again it would be wrong again. */
export async function deliverReports(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  for (const batch of batches(draft.outbox.items)) {
    const envelope = { seq: takeSeq(ports, draft), simulated: ports.config.simulated };
    const request = toRequest(batch, envelope);
    if (request === undefined) continue;
    const sent = await client.report(request, idempotencyKeyOf(request), signal);
    if (!sent.ok && reactTo(ports, draft, sent.error).what !== 'drop-item') return sent.error;
    const gone = new Set(batch.map(({ policy }) => policy));
    draft.outbox = { ...draft.outbox, items: draft.outbox.items.filter(({ policy }) => !gone.has(policy)) };
    if (sent.ok) {
      draft.answered = request.seq;
      draft.reportsSent += 1;
      draft.delivered = { digest: request.digest, at: ports.clock.now() };
    } else {
      ports.log.error('report-refused', { why: describeFault(sent.error) });
      draft.outbox = { ...draft.outbox, dropped: draft.outbox.dropped + batch.length };
    }
  }
  draft.outbox = { ...draft.outbox, dropped: 0 };
  return undefined;
}

/** What a failed exchange does to schedule and life cycle. */
export function exchangeFailed(
  ports: TurnPorts,
  draft: Draft,
  ended: Fault,
  { signal, asked }: { readonly signal: AbortSignal; readonly asked: boolean },
): void {
  const fault = inTime(ended, signal);
  const reaction = reactTo(ports, draft, fault, asked);
  draft.exchange = {
    ...draft.exchange,
    failures: draft.exchange.failures + 1,
    lastFault: fault,
    lastAttemptAt: ports.clock.now(),
  };
  draft.syncOutcome = { is: 'failed', delayMs: delayOf(reaction) };
  const lastWord = draft.exchange.lastSuccessAt ?? 0;
  if (fault.kind === 'refused' && COPIED.includes(fault.code)) happened(draft, { on: 'rekey', why: 'clone' });
  else if (fault.kind === 'refused' && DISABLED.includes(fault.code)) happened(draft, { on: 'disabled' });
  else if (fault.kind === 'refused' && fault.status < 429)
    happened(draft, { on: 'went-stale', why: 'refused' });
  else if (ports.clock.now() - lastWord >= DAY_MS)
    happened(draft, { on: 'went-stale', why: 'not-checked-in' });
  ports.log.warn('exchange-failed', { why: describeFault(fault), reaction: reaction.what });
}

/** Cancelled by the limit of the exchange is a service that took too long; else somebody stopped the turn. */
function inTime(fault: Fault, signal: AbortSignal): Fault {
  const afterMs = timeUpAfter(signal);
  if (fault.kind !== 'cancelled' || afterMs === undefined) return fault;
  return { kind: 'timeout', what: 'the exchange with the service', afterMs };
}

/** Remembered also where the new key has to wait. */
const COPIED: readonly string[] = ['seq-regressed', 'clone-suspected'];
const DISABLED: readonly string[] = ['device-disabled', 'invalid_client'];

function reactTo(ports: TurnPorts, draft: Draft, fault: Fault, asked = false): Reaction {
  return reactionTo(fault, {
    attempt: draft.exchange.failures + 1,
    fraction: ports.random.fraction(),
    canRegister: draft.onboarding?.secret !== undefined,
    registrationsToday: asked ? 0 : registrationsToday(draft, ports.clock.now()),
    mayRenew: permissionsOf(draft.state).renew,
  });
}

function delayOf(reaction: Reaction): Extract<SyncOutcome, { is: 'failed' }>['delayMs'] {
  if ('waitMs' in reaction) return reaction.waitMs;
  return reaction.what === 'drop-item' ? DAY_MS : 60_000;
}
