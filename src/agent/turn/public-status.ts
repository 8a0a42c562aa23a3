// The public status as a turn leaves it, from the draft and what was observed last. Reads only.

import { identityOf } from '../../enroll/lifecycle.js';
import type { Finding } from '../../model/finding.js';
import type { EpochMs } from '../../model/ids.js';
import type { Fault } from '../../model/result.js';
import { findingWarnings } from '../../report/finding-warnings.js';
import type { StatusView } from '../../report/status-view.js';
import { statusView } from '../../report/status-view.js';
import type { Schedule } from '../schedule/schedule.js';
import { FACTS } from '../store/facts.js';
import { givesBack } from './decide-pass.js';
import type { Draft } from './draft.js';
import { surveyWarnings } from './enrollment.js';
import type { TurnPorts } from './ports.js';
import { statusNow } from './status-now.js';

export function statusOf(ports: TurnPorts, draft: Draft, schedule: Schedule, now: EpochMs): StatusView {
  const { config, agentVersion, store } = ports;
  const { exchange, outcome, state } = draft;
  const identity = identityOf(state);
  const observed = store.read(FACTS.observed);
  const findings: readonly Finding[] | undefined = outcome?.findings ?? store.read(FACTS.findings);
  const local = draft.localRefs;
  return statusView({
    agent: agentVersion,
    os: config.os,
    simulated: config.simulated,
    writtenAt: now,
    enrollment: {
      state: state.is,
      ...statusNow(draft, now),
      nextTryAt: schedule.sync?.at ?? null,
    },
    deviceId: identity?.device ?? null,
    tenantId: identity?.tenant ?? null,
    service: {
      reached: exchange.lastAttemptAt === undefined ? null : exchange.lastFault === undefined,
      refused: isRefusal(exchange.lastFault),
      lastSuccessAt: exchange.lastSuccessAt ?? null,
      lastAttemptAt: exchange.lastAttemptAt ?? null,
      nextSyncAt: schedule.sync?.at ?? null,
      waitingReports: draft.outbox.items.length,
    },
    engine: { state: observed?.engine ?? 'unknown', version: observed?.engineVersion ?? null },
    mode: draft.assignment === undefined ? null : draft.mode,
    assignment: draft.assignment?.ver ?? null,
    observedAt: outcome === undefined ? observed?.at : now,
    findings,
    givenBack: givesBack(draft),
    policies: [
      ...draft.inForce.map(({ ref }) => ({ ref, source: 'assigned' as const })),
      ...local.map((ref) => ({ ref, source: 'local' as const })),
    ],
    warnings: [...surveyWarnings(draft, now), ...draft.warnings, ...findingWarnings(findings ?? [])],
  });
}

/** The device's own fault or fate; an overloaded or broken service is as good as not reached. */
const isRefusal = (fault: Fault | undefined): boolean =>
  fault?.kind === 'refused' && fault.status < 500 && fault.status !== 429;
