// An identity with the service: the first one, with the secret of the onboarding file, or another on the word of the
// key that the device has. What is in force stays so all the while. Saves an identity at once.

import { isCopy } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import type { DeviceId, EpochMs } from '../../model/ids.js';
import { isLostKey } from '../../model/lost-key.js';
import type { Fault, Result } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import { validateAssignmentClaims } from '../../model/wire/validators.js';
import type { ServiceClient } from '../net/service-client.js';
import { decodeDocument } from '../net/signed-document.js';
import { FACTS } from '../store/facts.js';
import { readLasting } from '../store/lasting.js';
import { describeDevice } from './describe-device.js';
import type { Draft } from './draft.js';
import { happened } from './draft.js';
import type { TurnPorts } from './ports.js';

export type RegistrationPlan =
  | { readonly by: 'secret'; readonly secret: string; readonly statement: string }
  | { readonly by: 'rekey' };

/** The service does not know the device or its key any more, and a new onboarding file allows a fresh start. */
const FORGOTTEN: readonly string[] = ['device-unknown', 'invalid_client'];

const DAY_MS = 24 * 3_600_000;

/** Unattended and answered ones, whatever the answer was. A lost answer is tried again with the same key, so it makes no second device. */
export const registrationsToday = ({ exchange }: Pick<Draft, 'exchange'>, now: EpochMs): number =>
  exchange.registrations.filter((at) => Math.abs(now - at) < DAY_MS).length;

/** `asked`: an administrator did; else an enrolled device registers once a day at most. */
export function planRegistration(draft: Draft, now: EpochMs, asked: boolean): RegistrationPlan | undefined {
  const { exchange, state } = draft;
  const may = permissionsOf(state);
  if (may.register) return bySecret(draft);
  if (!may.renew || (!asked && registrationsToday(draft, now) > 0)) return undefined;
  if (isCopy(state)) return { by: 'rekey' };
  const { lastFault } = exchange;
  const isForgotten = lastFault?.kind === 'refused' && FORGOTTEN.includes(lastFault.code);
  return isForgotten || isLostKey(lastFault) ? bySecret(draft) : undefined;
}

function bySecret({ onboarding }: Draft): RegistrationPlan | undefined {
  return onboarding?.secret === undefined
    ? undefined
    : { by: 'secret', secret: onboarding.secret, statement: onboarding.jws };
}

/** The secret goes when it has done its work. A lost answer is no harm: again gives the same device. */
export async function register(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  plan: RegistrationPlan,
  { signal, asked }: { readonly signal: AbortSignal; readonly asked: boolean },
): Promise<Fault | undefined> {
  const { log, clock } = ports;
  happened(draft, { on: 'registration-started' });
  const registered = await send(ports, draft, client, plan, signal);
  // What an administrator asks for is no loop.
  if (!asked && (registered.ok || registered.error.kind === 'refused')) countRegistration(draft, clock.now());
  if (!registered.ok) {
    happened(draft, { on: 'registration-failed' });
    log.warn('registration-failed', { why: describeFault(registered.error) });
    return registered.error;
  }
  taken(ports, draft, registered.value);
  log.info('registered', { device: registered.value, by: plan.by });
  return undefined;
}

async function send(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  plan: RegistrationPlan,
  signal: AbortSignal,
): Promise<Result<DeviceId>> {
  const device = await describeDevice(ports, draft);
  const { agentVersion } = ports;
  if (plan.by === 'rekey') return client.rekey({ why: 'clone', device, agentVersion }, signal);
  const { secret, statement } = plan;
  // What is damaged is only replaced, by the way of every new key, once a new enrollment has come through.
  const key = isLostKey(draft.exchange.lastFault) ? 'new' : 'own';
  return client.register({ secret, statement, device, agentVersion, key }, signal);
}

export function countRegistration(draft: Draft, now: EpochMs): void {
  const today = draft.exchange.registrations.filter((at) => Math.abs(now - at) < DAY_MS);
  draft.exchange = { ...draft.exchange, registrations: [...today, now] };
}

function taken(ports: TurnPorts, draft: Draft, device: DeviceId): void {
  const { store, files, clock, config } = ports;
  happened(draft, { on: 'registered', device });
  // Those of an earlier identity are nothing to this one; its policies stay in force until new ones come. The same
  // device again keeps its floor, or registering would open the way back to an older assignment.
  const other = holderOf(ports, draft) !== device;
  if (other) {
    const lasting = readLasting(config.paths.lastingFile);
    // Its assignment was lost with the database, and perhaps its very id: the memory beside them still knows it.
    draft.floor = lasting.device === device ? lasting.floor : undefined;
    draft.assignment = undefined;
    files.removeSigned('assignment');
  }
  draft.delivered = undefined;
  draft.answered = undefined;
  draft.exchange = { failures: 0, registrations: draft.exchange.registrations };
  if (draft.onboarding !== undefined) {
    const { secret: _spent, ...onboarding } = draft.onboarding;
    draft.onboarding = { ...onboarding, at: onboarding.at ?? clock.now() };
  }
  const { state, onboarding, exchange, floor } = draft;
  store.write((writer) => {
    writer.put(FACTS.lifecycle, state);
    writer.put(FACTS.exchange, exchange);
    if (onboarding !== undefined) writer.put(FACTS.onboarding, onboarding);
    if (other) {
      if (floor === undefined) writer.drop(FACTS.floor);
      else writer.put(FACTS.floor, floor);
      writer.drop(FACTS.assignment);
    }
    writer.drop(FACTS.delivered);
    writer.drop(FACTS.answered);
  });
}

/** The device that the assignment in force was made for. By its own words, as a kill may have come between all others. */
function holderOf({ files }: TurnPorts, draft: Draft): string | undefined {
  const jws = draft.assignment?.jws ?? files.getSigned('assignment');
  const decoded = jws === undefined ? undefined : decodeDocument('the assignment', jws);
  const claims = decoded?.ok === true ? decoded.value.payload : undefined;
  return validateAssignmentClaims(claims) ? claims.sub : undefined;
}
