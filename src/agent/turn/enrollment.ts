// The first part of a turn: who manages this device. Changes the draft only.

import { memberOf } from '../../enroll/lifecycle.js';
import type { SurveyFacts } from '../../enroll/survey.js';
import { surveyVerdict } from '../../enroll/survey.js';
import type { EpochMs, TenantId } from '../../model/ids.js';
import { epochMs, tenantId } from '../../model/ids.js';
import type { Config } from '../config/config.js';
import type { Draft } from './draft.js';
import { happened } from './draft.js';
import type { TurnPorts } from './ports.js';

export async function survey(ports: TurnPorts, draft: Draft, signal: AbortSignal): Promise<void> {
  draft.probes = await ports.machine.probe(draft.probes, ports.clock.now(), signal);
  judge(ports, draft);
}

/** What the probes of this turn come to, by what the assignment in force says now. */
export function judge(
  { clock, config, log }: Pick<TurnPorts, 'clock' | 'config' | 'log'>,
  draft: Draft,
): void {
  const now = clock.now();
  draft.survey = surveyVerdict(draft.probes?.probes ?? [], surveyFacts(config, draft));
  happened(draft, { on: 'surveyed', verdict: draft.survey.verdict, at: now });
  const { state } = draft;
  // A clock that was set back must not put the hand-over off for as long.
  draft.elsewhereSince =
    state.is === 'managed-elsewhere' ? epochMs(Math.min(draft.elsewhereSince ?? now, now)) : undefined;
  if (state.is === 'unknown' && isUnknownForLong(draft, now))
    log.error('manager-unknown', { since: new Date(state.since).toISOString(), why: state.why });
}

function surveyFacts({ nonPersistent, paths }: Config, draft: Draft): SurveyFacts {
  const tenant = tenantOf(draft);
  return {
    configMgrAuthority: draft.configMgrAuthority,
    ...(tenant === undefined ? {} : { tenant }),
    ...(nonPersistent ? { nonPersistent: { source: paths.configFile } } : {}),
  };
}

/** What the survey has to say to everybody; the one that lasts a day first and loudest. */
export function surveyWarnings(draft: Draft, now: EpochMs): readonly string[] {
  const { state, survey: found } = draft;
  const loud =
    state.is === 'unknown' && isUnknownForLong(draft, now)
      ? [`FOR A DAY it cannot be told who manages this device, and nothing new is enforced: ${state.why}.`]
      : [];
  const verdict = found?.verdict;
  // The state alone would say that the manager is there, for as long as it cannot be looked for.
  const blind =
    state.is === 'managed-elsewhere' && verdict?.fit === 'unknown'
      ? [`It still stands aside for another manager (${state.by}), which cannot be seen now: ${verdict.why}.`]
      : [];
  return [...loud, ...blind, ...(found?.warnings ?? [])];
}

const isUnknownForLong = ({ state }: Draft, now: EpochMs): boolean =>
  state.is === 'unknown' && now - state.since >= DAY_MS;

const DAY_MS = 24 * 3_600_000;

/** Of the enrollment, else of the onboarding file. */
export function tenantOf(draft: Pick<Draft, 'state' | 'claims'>): TenantId | undefined {
  const member = memberOf(draft.state);
  if ('tenant' in member) return member.tenant;
  return draft.claims === undefined ? undefined : tenantId(draft.claims.tid);
}
