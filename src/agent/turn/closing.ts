// The end of a turn: one transaction, the signed files, the schedule, the public status, and the answer.

import { NO_QUARANTINE } from '../../enforce/quarantine.js';
import { identityOf } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import type { EpochMs, Sha256 } from '../../model/ids.js';
import type { Fault } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import type { StatusView } from '../../report/status-view.js';
import { writePublicStatus } from '../files/status-file.js';
import type { Schedule, SyncOutcome } from '../schedule/schedule.js';
import {
  afterDrift,
  afterEnrollment,
  afterNews,
  afterSync,
  againSoon,
  CADENCE,
} from '../schedule/schedule.js';
import { readSchedule, writeSchedule } from '../schedule/schedule-file.js';
import { FACTS } from '../store/facts.js';
import type { Lasting } from '../store/lasting.js';
import { keepLasting } from '../store/lasting.js';
import type { Writer } from '../store/writer.js';
import type { WakeOrder } from '../wake/wake-file.js';
import { writeWakeOrder } from '../wake/wake-file.js';
import type { Draft } from './draft.js';
import type { ExitCode, TurnOrder, TurnPorts, TurnResult } from './ports.js';
import { statusOf } from './public-status.js';
import { turnSaid } from './said.js';
import { observedOf } from './settings-pass.js';
import { statusNow, toldOf } from './status-now.js';

/** `more`: what a command saves in the same transaction. */
export function closeTurn(
  ports: TurnPorts,
  draft: Draft,
  order: TurnOrder,
  more: (writer: Writer) => void = () => undefined,
): TurnResult {
  const { files, clock, random, config, log } = ports;
  const now = clock.now();
  const schedule = nextSchedule(readSchedule(config.paths), draft, order, now, random.fraction());
  const saved = save(ports, draft, now, more);
  if (saved !== undefined) {
    draft.warnings.push(`The state could not be saved: ${describeFault(saved)}.`);
    log.error('state-not-saved', { why: describeFault(saved) });
  }
  if (draft.assignmentMoved && draft.assignment !== undefined) {
    files.putSigned('assignment', draft.assignment.jws);
    files.keepOnly(documentsOf(draft));
  }
  keepLasting(config.paths.lastingFile, lastingOf(draft));
  writeSchedule(config.paths, schedule);
  writeWakeOrder(config.paths, wakeOrderOf(config, draft));
  const status = statusOf(ports, draft, schedule, now);
  writePublicStatus(config.paths, status);
  return {
    turn: order.turn,
    exitCode: exitCodeOf(draft, status),
    state: draft.state.is,
    said: turnSaid(draft, order.turn, status),
    assignment: draft.assignment?.ver ?? null,
    assignmentMoved: draft.assignmentMoved,
    wrote: draft.outcome?.wrote ?? false,
    counts: status.counts,
    reportsSent: draft.reportsSent,
    reportsWaiting: draft.outbox.items.length,
    nextSyncAt: schedule.sync?.at ?? null,
    fault: draft.distrust ?? draft.exchange.lastFault ?? null,
    warnings: status.warnings,
  };
}

function lastingOf({ state, floor, boot, trustedTime }: Draft): Lasting {
  const device = identityOf(state)?.device;
  return {
    ...(device === undefined || floor === undefined ? {} : { device, floor }),
    ...(boot === undefined ? {} : { boot }),
    ...(trustedTime === undefined ? {} : { trustedTime }),
  };
}

/**
 * What is in force, what is asked for, and what takes the place of a revision that is set aside. Whatever else is
 * stored of policies goes: nothing asks for it any more, and it may hold secrets.
 */
export const documentsOf = (draft: Draft): ReadonlySet<Sha256> =>
  new Set([...draft.inForce, ...draft.local, ...draft.quarantine.good].map(({ sha256 }) => sha256));

function save(
  { store }: TurnPorts,
  draft: Draft,
  now: EpochMs,
  more: (writer: Writer) => void,
): Fault | undefined {
  const saved = store.write((writer) => {
    saveEnrollment(writer, draft);
    writer.put(FACTS.told, toldOf(draft.state.is, statusNow(draft, now)));
    saveSettings(writer, draft, now);
    saveTrial(writer, draft);
    more(writer);
    if (draft.paused) writer.put(FACTS.paused, store.read(FACTS.paused) ?? { since: now });
    else writer.drop(FACTS.paused);
  });
  return saved.ok ? undefined : saved.error;
}

function saveEnrollment(writer: Writer, draft: Draft): void {
  writer.put(FACTS.lifecycle, draft.state);
  writer.put(FACTS.exchange, draft.exchange);
  writer.put(FACTS.seq, draft.seq);
  if (draft.answered === undefined) writer.drop(FACTS.answered);
  else writer.put(FACTS.answered, draft.answered);
  if (draft.boot !== undefined) writer.put(FACTS.boot, draft.boot);
  if (draft.onboarding !== undefined) writer.put(FACTS.onboarding, draft.onboarding);
  if (draft.probes !== undefined) writer.put(FACTS.probes, draft.probes);
  if (draft.inventory !== undefined) writer.put(FACTS.inventory, draft.inventory);
  if (draft.trustedTime !== undefined) writer.put(FACTS.trustedTime, draft.trustedTime);
  if (draft.elsewhereSince === undefined) writer.drop(FACTS.elsewhere);
  else writer.put(FACTS.elsewhere, { since: draft.elsewhereSince });
}

function saveSettings(writer: Writer, draft: Draft, now: EpochMs): void {
  if (draft.assignment === undefined) writer.drop(FACTS.assignment);
  else writer.put(FACTS.assignment, draft.assignment);
  if (draft.floor === undefined) writer.drop(FACTS.floor);
  else writer.put(FACTS.floor, draft.floor);
  writer.put(FACTS.inForce, draft.inForce);
  if (draft.assignmentMoved) {
    for (const [sha256, bytes] of draft.staged) writer.putDocument(sha256, bytes);
    writer.keepDocuments(documentsOf(draft));
  }
  const { outcome } = draft;
  if (outcome !== undefined) {
    writer.remember(outcome.change);
    writer.put(FACTS.findings, outcome.findings);
    writer.put(FACTS.observed, observedOf(outcome, draft.mode, now));
  }
  writer.putOutbox(draft.outbox.items);
  writer.put(FACTS.dropped, draft.outbox.dropped);
  if (draft.delivered !== undefined) writer.put(FACTS.delivered, draft.delivered);
}

function saveTrial(writer: Writer, { quarantine, trial }: Draft): void {
  if (quarantine !== NO_QUARANTINE) writer.put(FACTS.quarantine, quarantine);
  if (trial !== undefined) writer.drop(FACTS.trial);
}

function nextSchedule(...facts: Parameters<typeof onItsTime>): Schedule {
  const [, draft, , now] = facts;
  const schedule = onItsTime(...facts);
  const { watch: _watch, ...rest } = draft.again ? againSoon(schedule, now) : schedule;
  return draft.watch === undefined ? rest : { ...rest, watch: draft.watch };
}

/** A device without an enrollment has nothing to sync; what an administrator applied is still repaired. */
function onItsTime(
  before: Schedule,
  draft: Draft,
  order: TurnOrder,
  now: EpochMs,
  fraction: number,
): Schedule {
  const enrolled = identityOf(draft.state) !== undefined || draft.onboarding !== undefined;
  if (!enrolled) {
    const { sync: _sync, ...rest } = before;
    return afterDrift(rest, now);
  }
  if (order.turn === 'drift' && hasNews(draft)) return afterNews(now, fraction);
  if (order.turn === 'drift')
    return before.sync === undefined ? afterEnrollment(now) : afterDrift(before, now);
  return afterSync(before, dailyWhere(draft), now, fraction);
}

/** The service hears soon, and not at the next sync, that the device was handed over or has come back. */
const hasNews = ({ startedAs, state }: Draft): boolean =>
  permissionsOf(startedAs).asksDaily !== permissionsOf(state).asksDaily;

/** Whoever waits for a word that will not come soon asks once a day, whatever interval the service names. */
function dailyWhere({ state, syncOutcome = { is: 'reached' } }: Draft): SyncOutcome {
  return syncOutcome.is === 'reached' && permissionsOf(state).asksDaily
    ? { is: 'reached', nextSeconds: CADENCE.maximumIntervalSeconds }
    : syncOutcome;
}

/** Only who may check in has something to wait for. */
function wakeOrderOf(
  { syncNow }: TurnPorts['config'],
  { state, target, claims }: Draft,
): WakeOrder | undefined {
  const identity = identityOf(state);
  if (syncNow === 'off' || identity === undefined || target === undefined) return undefined;
  if (!permissionsOf(state).checkIn) return undefined;
  const { issuer, api, tenant, keys } = target;
  const { ca } = claims ?? {};
  return { issuer, api, tenant, device: identity.device, keys, ...(ca === undefined ? {} : { ca }) };
}

/** Refused by the service for good, or not believed, is told apart from not reached. */
function exitCodeOf(draft: Draft, status: StatusView): ExitCode {
  if (draft.distrust !== undefined) return draft.distrust.kind === 'untrusted' ? 8 : 1;
  if (draft.timeUpMs !== undefined) return 1;
  const { lastFault } = draft.exchange;
  if (draft.syncOutcome?.is === 'failed' && lastFault?.kind === 'untrusted') return 8;
  return status.exitCode;
}
