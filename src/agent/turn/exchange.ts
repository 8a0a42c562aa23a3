// The part of a turn that talks to the service: check-in with its inventory, delivery of reports. Each number that it
// sends is on the disk before.

import { permissionsOf } from '../../enroll/permissions.js';
import { epochMs } from '../../model/ids.js';
import type { Fault, Result } from '../../model/result.js';
import { describeFault, ok } from '../../model/result.js';
import type { CheckinRequest, InventoryRequest } from '../../model/wire/schemas.js';
import { batches, idempotencyKeyOf, toRequest } from '../../report/outbox.js';
import { cut } from '../../report/redact.js';
import { wholeInventory } from '../inventory/inventory.js';
import type { CheckInOutcome, ServiceClient } from '../net/service-client.js';
import type { BootCount } from '../store/facts.js';
import { FACTS } from '../store/facts.js';
import { clockWarning } from './clock-warning.js';
import { describeDevice } from './describe-device.js';
import type { Draft } from './draft.js';
import { reactTo } from './exchange-failed.js';
import { readDocument } from './in-force.js';
import type { MachineSelf, TurnPorts } from './ports.js';
import { rotateWhenDue } from './rotation.js';
import { statusNow, whenHeard } from './status-now.js';
import { keepWords, takeAssignment } from './taking.js';

const DAY_SECONDS = 24 * 3600;

/**
 * Saved before it is sent, so that a retry after a lost answer is never taken for a copied disk. One that cannot be
 * saved is not sent: the next turn would take it again, and the service would see two devices.
 */
function takeSeq({ store }: TurnPorts, draft: Draft): Result<number> {
  const seq = draft.seq + 1;
  const { boot } = draft;
  const saved = store.write((writer) => {
    writer.put(FACTS.seq, seq);
    if (boot !== undefined) writer.put(FACTS.boot, boot);
  });
  if (!saved.ok) return saved;
  draft.seq = seq;
  return ok(seq);
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
  const seq = takeSeq(ports, draft);
  if (!seq.ok) return seq.error;
  const request = { seq: seq.value, ...checkInRequest(ports, draft, inventory, self) };
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
  const taken = takeAssignment(ports, draft, outcome.value);
  const { need } = outcome.value.answer;
  const next = need.includes('inventory') ? takeSeq(ports, draft) : undefined;
  if (next?.ok === true)
    draft.inventoryTold = (await client.inventory({ ...inventory, seq: next.value }, signal)).ok;
  if (taken === undefined) await rotateWhenDue(ports, draft, client, need.includes('rotate-key'), signal);
  return taken;
}

/** Unknown starts do not count: better one too few than a copy that looks like a restart. */
function countBoot(before: BootCount | undefined, id: string | undefined): BootCount | undefined {
  if (id === undefined || id === before?.id) return before;
  return { id, count: (before?.count ?? 0) + 1 };
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

function checkInRequest(
  ports: TurnPorts,
  draft: Draft,
  inventory: Omit<InventoryRequest, 'seq'>,
  { machine }: MachineSelf,
): Omit<CheckinRequest, 'seq'> {
  const heard = whenHeard(draft);
  const { number, code, cause, remedy, since } = statusNow(heard, ports.clock.now());
  const { assignment, delivered, boot, target, floor } = draft;
  const epoch = Math.max(target?.epoch ?? 0, floor?.epoch ?? 0);
  // A document that is lost is asked for again with the whole assignment.
  const complete = draft.inForce.every(
    ({ sha256 }) => readDocument(ports.store, ports.files, sha256) !== undefined,
  );
  return {
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
      ...(permissionsOf(heard.state).asksDaily ? { everySeconds: DAY_SECONDS } : {}),
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
    const seq = takeSeq(ports, draft);
    if (!seq.ok) return seq.error;
    const envelope = { seq: seq.value, simulated: ports.config.simulated };
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
