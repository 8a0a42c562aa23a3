// What a turn found, put into the outbox for the service. Changes the draft only.

import { reportDigest, reportItems } from '../../report/build-report.js';
import { enqueue, mustEnqueue } from '../../report/outbox.js';
import { givesBack } from './decide-pass.js';
import type { Draft } from './draft.js';
import type { TurnPorts } from './ports.js';

/** The state of the assigned policies, where it moved, a day has passed, or the service asked. */
export function fillOutbox(ports: Pick<TurnPorts, 'clock'>, draft: Draft): void {
  const { outcome, assignment, outbox } = draft;
  if (outcome === undefined || assignment === undefined) return;
  const policies = draft.inForce.map(({ ref }) => ref);
  const undelivered = outbox.items.map(({ item }) => item);
  const input = { findings: outcome.findings, policies, givenBack: givesBack(draft), undelivered };
  const items = reportItems({ ...input, full: false });
  const digest = reportDigest(items, assignment.ver);
  const now = ports.clock.now();
  const full = draft.reportAsked;
  const { delivered } = draft;
  if (!mustEnqueue({ digest, waiting: outbox.items, delivered, asked: full, now })) return;
  const told = full ? reportItems({ ...input, full }) : items;
  const added = told.map((item) => ({
    policy: item.policy,
    item,
    observedAt: now,
    digest,
    assignment: assignment.ver,
    full,
  }));
  const mine = new Set(added.map(({ policy }) => policy));
  const kept = outbox.items.filter(({ policy }) => mine.has(policy));
  draft.outbox = enqueue({ items: kept, dropped: outbox.dropped }, added);
}
