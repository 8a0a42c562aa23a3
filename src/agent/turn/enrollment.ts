// The first part of a turn: who manages this device. Changes the draft only.

import { memberOf } from '../../enroll/lifecycle.js';
import { surveyVerdict } from '../../enroll/survey.js';
import type { TenantId } from '../../model/ids.js';
import { tenantId } from '../../model/ids.js';
import type { Draft } from './draft.js';
import { happened } from './draft.js';
import type { TurnPorts } from './ports.js';

export async function survey(ports: TurnPorts, draft: Draft, signal: AbortSignal): Promise<void> {
  const now = ports.clock.now();
  draft.probes = await ports.machine.probe(draft.probes, now, signal);
  const { verdict, warnings } = surveyVerdict(draft.probes.probes, tenantOf(draft));
  happened(draft, { on: 'surveyed', verdict, at: now });
  draft.warnings.push(...warnings);
  const { state } = draft;
  draft.elsewhereSince = state.is === 'managed-elsewhere' ? (draft.elsewhereSince ?? now) : undefined;
  if (state.is === 'unknown' && now - state.since >= DAY_MS)
    draft.warnings.push(`For a day it cannot be told who manages this device: ${state.why}.`);
}

const DAY_MS = 24 * 3_600_000;

/** Of the enrollment, else of the onboarding file. */
export function tenantOf(draft: Draft): TenantId | undefined {
  const member = memberOf(draft.state);
  if ('tenant' in member) return member.tenant;
  return draft.claims === undefined ? undefined : tenantId(draft.claims.tid);
}
