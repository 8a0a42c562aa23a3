// One turn: survey, identity, check-in, settings, report, save. In this order, each step only what the one before
// allows. It never throws for what the world did; a broken database ends it.

import type { Revision } from '../../enforce/quarantine.js';
import { standingOf } from '../../enforce/quarantine.js';
import { identityOf, isCopy, isInterrupted } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import { rivalsOf } from '../../enroll/survey.js';
import type { EpochMs, Sha256 } from '../../model/ids.js';
import { policyId, sha256Text } from '../../model/ids.js';
import { parsePolicy } from '../../model/policy/parse-policy.js';
import type { Fault } from '../../model/result.js';
import type { ServiceTarget } from '../net/ports.js';
import type { ServiceClient } from '../net/service-client.js';
import { closeTurn } from './closing.js';
import { TIME_LIMITS, within } from './deadline.js';
import { decidePass } from './decide-pass.js';
import { lookAtMachine } from './device-look.js';
import type { Draft } from './draft.js';
import { happened, openDraft } from './draft.js';
import { judge, survey } from './enrollment.js';
import { checkIn, deliverReports } from './exchange.js';
import { exchangeFailed } from './exchange-failed.js';
import { openTarget, readHeldAssignment } from './held-assignment.js';
import { createNetMemory } from './identity-file.js';
import { readDocument } from './in-force.js';
import { isOffboarding, resumeOffboarding } from './offboard.js';
import { fillOutbox } from './outbox-filling.js';
import { localRef, readPolicies } from './policy-set.js';
import type { TurnOrder, TurnPorts, TurnResult } from './ports.js';
import { recover } from './recover.js';
import { planRegistration, register } from './registering.js';
import { assignedRevision, countLeftTrial, putOnTrial, toEnforce } from './trial.js';
import { enforceOnTrial } from './trial-pass.js';

export async function runTurn(ports: TurnPorts, order: TurnOrder, signal: AbortSignal): Promise<TurnResult> {
  if (isOffboarding(ports)) return resumeOffboarding(ports, signal);
  const draft = openDraft(ports.store);
  if (order.asked) draft.paused = false;
  recover(ports, draft);
  const target = await openTarget(ports, draft);
  await countLeftTrial(ports, draft, order.afterHang === true ? 'hung' : 'crashed');
  const held = target === undefined ? undefined : await readHeldAssignment(ports, draft, target);
  order.onStage('survey');
  await survey(ports, draft, signal);
  if (held !== undefined && draft.inForce.length === 0)
    draft.inForce = held.claims.policies.map((policy) => ({
      ref: { id: policyId(policy.id), name: policy.name, revision: policy.revision },
      sha256: sha256Text(policy.sha256),
    }));
  const client =
    target === undefined || order.turn === 'drift' ? undefined : await connect(ports, target, draft);
  try {
    if (client !== undefined) await lookAtMachine(ports, draft, order, signal);
    if (client !== undefined) {
      // A service that answers slowly must not take the time in which the settings are repaired.
      const limit = { timer: ports.timer, ms: TIME_LIMITS.exchangeMs, signal };
      await within(limit, (bounded) => talk({ ports, draft, client, order, signal: bounded }));
    }
    order.onStage('enforce');
    await enforceSettings(ports, draft, order, signal);
    if (client !== undefined) await report({ ports, draft, client, order, signal });
    else fillOutbox(ports, draft);
  } finally {
    client?.close();
  }
  order.onStage('save');
  return closeTurn(ports, draft, order);
}

export interface Talk {
  readonly ports: TurnPorts;
  readonly draft: Draft;
  readonly client: ServiceClient;
  readonly order: TurnOrder;
  readonly signal: AbortSignal;
}

export async function connect(
  ports: TurnPorts,
  target: ServiceTarget,
  draft: Draft,
): Promise<ServiceClient | undefined> {
  if (!mayCheckIn(draft) && planRegistration(draft, ports.clock.now(), true) === undefined) return undefined;
  const memory = createNetMemory(ports.store, ports.config.paths.enrolledMarker);
  return ports.openService(target, memory, draft.claims?.ca);
}

const mayCheckIn = ({ state }: Draft): boolean =>
  permissionsOf(state).checkIn && identityOf(state) !== undefined && !isCopy(state);

async function talk(all: Talk, isAgain = false): Promise<void> {
  const { ports, draft, client, order, signal } = all;
  const registered = await enrolIfPlanned(all);
  // The first sync comes ten minutes after the enrollment, unless somebody waits for it. A copy that took a key of
  // its own asks at once what is assigned to it.
  if (registered === 'failed' || (registered === 'done' && !order.asked)) return;
  if (!mayCheckIn(draft)) return;
  order.onStage('check-in');
  const fault = await checkIn(ports, draft, client, signal);
  draft.justRegistered = false;
  if (fault === undefined) {
    if (draft.assignmentMoved) judge(ports, draft);
    else if (draft.scope !== undefined) happened(draft, { on: 'checked-in', ...draft.scope });
    // Tags and groups go by the inventory: who waits for it is told what follows from the new one.
    if (draft.inventoryTold && order.asked && !isAgain) await talk(all, true);
    return;
  }
  exchangeFailed(ports, draft, fault, { signal, asked: order.asked });
  // Who waits for it is not sent away with "in half a minute".
  const plan = order.asked && !isAgain ? planRegistration(draft, ports.clock.now(), true) : undefined;
  if (plan?.by === 'rekey') await talk(all, true);
}

export async function enrolIfPlanned({
  ports,
  draft,
  client,
  order,
  signal,
}: Talk): Promise<'none' | 'done' | 'failed'> {
  const plan = planRegistration(draft, ports.clock.now(), order.asked);
  if (plan === undefined) return 'none';
  order.onStage('register');
  const fault = await register(ports, draft, client, plan, { signal, asked: order.asked });
  if (fault === undefined) {
    draft.justRegistered = true;
    return plan.by === 'rekey' ? 'none' : 'done';
  }
  exchangeFailed(ports, draft, fault, { signal, asked: false });
  return 'failed';
}

async function enforceSettings(
  ports: TurnPorts,
  draft: Draft,
  order: TurnOrder,
  signal: AbortSignal,
): Promise<void> {
  const { store, files, machine, clock } = ports;
  const { state, paused, elsewhereSince } = draft;
  const policySeen = draft.survey?.policySeen === true;
  const bytesOf = (sha256: Sha256): Uint8Array | undefined =>
    draft.staged.get(sha256) ?? readDocument(store, files, sha256);
  const now = clock.now();
  const assigned = draft.inForce.map(assignedRevision);
  const documentsMissing = toEnforce(assigned, draft, now, bytesOf).missing || lostAssignment(draft);
  const decision = decidePass({ state, paused, elsewhereSince, policySeen, now, documentsMissing });
  if (decision.pass === 'none') {
    draft.warnings.push(`No setting is written: ${decision.why}.`);
    return;
  }
  if (documentsMissing)
    draft.warnings.push('A policy document is lost; it is asked for again, repairs go on.');
  const local = decision.local ? localRevisions(draft, now, bytesOf) : [];
  draft.localRefs = local.map(({ ref }) => ref);
  const asked = [...(decision.assigned ? assigned : []), ...local];
  const sources = [
    ...(decision.assigned ? (['assigned'] as const) : []),
    ...(decision.local ? (['local'] as const) : []),
  ];
  const toTake = toEnforce(asked, draft, now, bytesOf);
  putOnTrial(ports, draft, toTake.revisions);
  const policies = readPolicies(toTake.toRead, machine.catalog, toTake.held);
  draft.warnings.push(...toTake.held.map(({ why }) => why.text));
  const mode = decision.assigned ? draft.mode : 'enforce';
  const { allowNew } = decision;
  const repairs = order.asked ? 'at-once' : 'slowly';
  const pass = {
    policies,
    mode,
    allowNew,
    repairs,
    rivals: rivalsOf(draft.probes?.probes ?? []),
    firewall: draft.survey?.firewall ?? 'managed',
  } as const;
  await enforceOnTrial(ports, draft, { order: pass, asked, sources, revisions: toTake.revisions }, signal);
}

/** Enrolled and with settings of ours in place, but no assignment can be believed: nothing may be given back on that. */
const lostAssignment = (draft: Draft): boolean =>
  draft.assignment === undefined && draft.floor !== undefined && identityOf(draft.state) !== undefined;

/** What is held back has its name from when it was struck: it is not parsed again. */
export function localRevisions(
  { local, quarantine }: Pick<Draft, 'local' | 'quarantine'>,
  now: EpochMs,
  bytesOf: (sha256: Sha256) => Uint8Array | undefined,
): readonly Revision[] {
  const named = [...quarantine.setAside, ...quarantine.strikes];
  return local.flatMap(({ file, sha256 }): Revision[] => {
    const known = named.find((one) => one.sha256 === sha256 && one.source === 'local');
    if (known !== undefined && standingOf(sha256, quarantine, now).is !== 'free')
      return [{ ref: known.ref, sha256, source: 'local' }];
    const bytes = bytesOf(sha256);
    const document = bytes === undefined ? undefined : parsePolicy(bytes);
    return document?.ok === true ? [{ ref: localRef(file, document.value), sha256, source: 'local' }] : [];
  });
}

async function report({ ports, draft, client, order, signal }: Talk): Promise<void> {
  fillOutbox(ports, draft);
  const reached = draft.syncOutcome?.is === 'reached';
  // Of a device that was handed over the service hears what became of the settings.
  const mayTell = !isInterrupted(draft.state) || draft.state.is === 'managed-elsewhere';
  if (!reached || draft.outbox.items.length === 0 || !mayTell) return;
  order.onStage('report');
  const fault: Fault | undefined = await deliverReports(ports, draft, client, signal);
  // Checked in all the same: the report waits for the next time.
  if (fault !== undefined) draft.warnings.push('The report could not be delivered and waits.');
}
