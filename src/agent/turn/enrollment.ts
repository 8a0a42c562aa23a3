// The first part of a turn: who manages this device, and does it have an identity. Saves an identity at once.

import { memberOf } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import type { SurveyFacts } from '../../enroll/survey.js';
import { surveyVerdict } from '../../enroll/survey.js';
import type { EpochMs, TenantId } from '../../model/ids.js';
import { epochMs, tenantId } from '../../model/ids.js';
import type { Fault } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import { validateAssignmentClaims } from '../../model/wire/validators.js';
import type { Config } from '../config/config.js';
import type { ServiceClient } from '../net/service-client.js';
import { decodeDocument } from '../net/signed-document.js';
import { FACTS } from '../store/facts.js';
import { describeDevice } from './describe-device.js';
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
  return [...loud, ...(found?.warnings ?? [])];
}

const isUnknownForLong = ({ state }: Draft, now: EpochMs): boolean =>
  state.is === 'unknown' && now - state.since >= DAY_MS;

const DAY_MS = 24 * 3_600_000;

function tenantOf(draft: Draft): TenantId | undefined {
  const member = memberOf(draft.state);
  if ('tenant' in member) return member.tenant;
  return draft.claims === undefined ? undefined : tenantId(draft.claims.tid);
}

/** The service forgot the device, or a copy of it is at work, and a new onboarding file allows a fresh start. */
const ANEW: Readonly<Record<string, 'own' | 'new'>> = {
  'device-unknown': 'own',
  'seq-regressed': 'new',
  'clone-suspected': 'new',
};

export interface RegistrationPlan {
  readonly key: 'own' | 'new';
  readonly secret: string;
  readonly statement: string;
}

export function planRegistration(draft: Draft): RegistrationPlan | undefined {
  const { onboarding, exchange, state } = draft;
  if (onboarding?.secret === undefined) return undefined;
  const { jws: statement, secret } = onboarding;
  if (permissionsOf(state).register) return { key: 'own', secret, statement };
  const { lastFault } = exchange;
  const key = lastFault?.kind === 'refused' ? ANEW[lastFault.code] : undefined;
  return key === undefined || !permissionsOf(state).checkIn ? undefined : { key, secret, statement };
}

/** The secret goes when it has done its work. A lost answer is no harm: again gives the same device. */
export async function register(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  plan: RegistrationPlan,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  const { clock, log, store, files, machine, agentVersion } = ports;
  const now = clock.now();
  beginAnew(draft, now);
  const device = await describeDevice(machine, draft);
  const order = { secret: plan.secret, statement: plan.statement, device, agentVersion, key: plan.key };
  const registered = await client.register(order, signal);
  if (!registered.ok) {
    happened(draft, { on: 'registration-failed' });
    log.warn('registration-failed', { why: describeFault(registered.error) });
    return registered.error;
  }
  happened(draft, { on: 'registered', device: registered.value });
  // Those of an earlier identity are nothing to this one; its policies stay in force until new ones come. The same
  // device again keeps its floor, or registering would open the way back to an older assignment.
  const other = holderOf(ports, draft) !== registered.value;
  if (other) {
    draft.floor = undefined;
    draft.assignment = undefined;
    files.removeSigned('assignment');
  }
  draft.delivered = undefined;
  draft.exchange = { failures: 0, registrations: draft.exchange.registrations };
  draft.onboarding = { jws: plan.statement, at: draft.onboarding?.at ?? now };
  const { state, onboarding } = draft;
  store.write((writer) => {
    writer.put(FACTS.lifecycle, state);
    writer.put(FACTS.onboarding, onboarding);
    if (other) {
      writer.drop(FACTS.floor);
      writer.drop(FACTS.assignment);
    }
    writer.drop(FACTS.delivered);
  });
  log.info('registered', { device: registered.value });
  return undefined;
}

/** The device that the assignment in force was made for. By its own words, as a kill may have come between all others. */
function holderOf({ files }: TurnPorts, draft: Draft): string | undefined {
  const jws = draft.assignment?.jws ?? files.getSigned('assignment');
  const decoded = jws === undefined ? undefined : decodeDocument('the assignment', jws);
  const claims = decoded?.ok === true ? decoded.value.payload : undefined;
  return validateAssignmentClaims(claims) ? claims.sub : undefined;
}

function beginAnew(draft: Draft, now: EpochMs): void {
  const tenant = tenantOf(draft);
  if ('device' in memberOf(draft.state) && tenant !== undefined) {
    happened(draft, { on: 'offboarded' });
    happened(draft, { on: 'onboarded', tenant });
  }
  happened(draft, { on: 'registration-started' });
  const today = draft.exchange.registrations.filter((at) => now - at < DAY_MS);
  draft.exchange = { ...draft.exchange, registrations: [...today, now] };
}
