// Leaves Holdfast: former values back, a last report, the registration ended, all that came from the service forgotten.
// What was begun is finished, whenever it was killed: a marker beside the database goes last.

import type { Memory } from '../../enforce/memory.js';
import { identityOf } from '../../enroll/lifecycle.js';
import { trustedTime } from '../../enroll/trust.js';
import type { Fault, Result } from '../../model/result.js';
import { describeFault, fail, ok } from '../../model/result.js';
import { removeLeftovers } from '../files/leftovers.js';
import { readJson, removeQuietly, writeWhole } from '../files/own-files.js';
import type { ServiceTarget } from '../net/ports.js';
import type { ServiceClient } from '../net/service-client.js';
import { readOffboardingFile } from '../net/signed-words.js';
import { FACTS } from '../store/facts.js';
import { closeTurn } from './closing.js';
import { TIME_LIMITS, within } from './deadline.js';
import type { Draft } from './draft.js';
import { happened, openDraft } from './draft.js';
import { survey } from './enrollment.js';
import { deliverReports } from './exchange.js';
import { openTarget, readHeldAssignment } from './held-assignment.js';
import { createNetMemory } from './identity-file.js';
import { fillOutbox } from './outbox-filling.js';
import { EMPTY_SET } from './policy-set.js';
import type { Machine, TurnOrder, TurnPorts, TurnResult } from './ports.js';
import { recover } from './recover.js';
import { isTokenRefused, renewRegistration } from './rotation.js';
import { countLeftTrial } from './trial.js';
import { enforceOnTrial } from './trial-pass.js';

export interface OffboardOrder {
  /** The signed file; `undefined`: by the administrator's own command. */
  readonly file: string | undefined;
  /** Before anything is done: what will stay, whatever is given back. */
  readonly onBegin: (stays: readonly string[]) => void;
}

export interface Offboarded {
  readonly result: TurnResult;
  /** Settings whose effect cannot be taken back, by name. */
  readonly stays: readonly string[];
  /** Settings that could not be given back yet; they are tried again. */
  readonly failed: number;
  /** Why the service could not be told; `undefined`: it was. */
  readonly untold: Fault | undefined;
}

const ORDER: TurnOrder = { turn: 'drift', asked: true, onStage: () => undefined };
const NOT_ENROLLED: Fault = { kind: 'missing', target: 'the enrollment of this device' };

export async function offboard(
  ports: TurnPorts,
  order: OffboardOrder,
  signal: AbortSignal,
): Promise<Result<Offboarded>> {
  const { draft, target } = await open(ports, signal);
  if (draft.onboarding === undefined && !isOffboarding(ports)) return fail(NOT_ENROLLED);
  if (order.file !== undefined) {
    const believed = await believe(ports, draft, target, order.file);
    if (!believed.ok) return believed;
  }
  const marker = JSON.stringify({ since: ports.clock.now() });
  const marked = writeWhole(ports.config.paths.offboardingMarker, marker, { mode: 0o600, durable: true });
  // On a full disk it is done all the same; only a kill in the middle would then be forgotten.
  if (!marked.ok && marked.error.kind !== 'disk') return marked;
  order.onBegin(whatStays(ports.store.memory, ports.machine));
  return ok(await finish(ports, draft, target, signal));
}

export const isOffboarding = ({ config }: Pick<TurnPorts, 'config'>): boolean =>
  readJson(config.paths.offboardingMarker) !== undefined;

/** What was begun and killed; called at the start of each turn while the marker is there. */
export async function resumeOffboarding(ports: TurnPorts, signal: AbortSignal): Promise<TurnResult> {
  const { draft, target } = await open(ports, signal);
  ports.log.warn('offboarding-resumed', {});
  return (await finish(ports, draft, target, signal)).result;
}

async function open(
  ports: TurnPorts,
  signal: AbortSignal,
): Promise<{ readonly draft: Draft; readonly target: ServiceTarget | undefined }> {
  const draft = openDraft(ports.store);
  recover(ports, draft);
  const target = await openTarget(ports, draft);
  await countLeftTrial(ports, draft, 'crashed');
  await survey(ports, draft, signal);
  if (target !== undefined) await readHeldAssignment(ports, draft, target);
  return { draft, target };
}

async function believe(
  { clock }: TurnPorts,
  draft: Draft,
  target: ServiceTarget | undefined,
  text: string,
): Promise<Result<void>> {
  const device = identityOf(draft.state)?.device;
  if (target === undefined || device === undefined) return fail(NOT_ENROLLED);
  const now = trustedTime(clock.now(), draft.trustedTime);
  const read = await readOffboardingFile(text, { target, device, now });
  return read.ok ? ok(undefined) : read;
}

/** A text that told some other program to do something: taking the text back does not undo that. */
export const whatStays = (
  memory: Pick<Memory, 'owned'>,
  { rows }: Pick<Machine, 'rows'>,
): readonly string[] =>
  [...memory.owned.keys()].flatMap((key) => {
    const row = rows.get(key);
    return row?.kind === 'secret' ? [row.name] : [];
  });

async function finish(
  ports: TurnPorts,
  draft: Draft,
  target: ServiceTarget | undefined,
  signal: AbortSignal,
): Promise<Offboarded> {
  const stays = whatStays(ports.store.memory, ports.machine);
  draft.local = [];
  draft.paused = false;
  await giveAllBack(ports, draft, signal);
  fillLastReport(ports, draft);
  const untold = await tell(ports, draft, target, signal);
  if (untold !== undefined) ports.log.warn('offboarding-untold', { why: describeFault(untold) });
  await forget(ports, draft);
  const result = closeTurn(ports, draft, ORDER, (writer) => {
    for (const name of SERVICE_FACTS) writer.drop(FACTS[name]);
    writer.put(FACTS.local, []);
    writer.keepDocuments(new Set());
  });
  removeQuietly(ports.config.paths.lastingFile);
  // On a disk that cannot be written the database still says "enrolled": the next turn goes on.
  if (ports.store.read(FACTS.lifecycle)?.is === 'offboarded')
    removeQuietly(ports.config.paths.offboardingMarker);
  ports.log.info('offboarded', { told: untold === undefined });
  return { result, stays, failed: result.counts.error, untold };
}

/** No policy wants them any more, but the policies that did are told what became of them. */
function fillLastReport(ports: TurnPorts, draft: Draft): void {
  const { outcome } = draft;
  if (outcome === undefined) return;
  const { owned } = ports.store.memory;
  const findings = outcome.findings.map((finding) =>
    finding.policies.length > 0 ? finding : { ...finding, policies: owned.get(finding.key)?.policies ?? [] },
  );
  draft.outcome = { ...outcome, findings };
  fillOutbox(ports, draft);
  draft.outcome = outcome;
}

/** All that came from the service or was for it. What could not be given back yet stays known. */
const SERVICE_FACTS = [
  'onboarding',
  'net',
  'seq',
  'answered',
  'boot',
  'floor',
  'assignment',
  'trustedTime',
  'exchange',
  'delivered',
  'dropped',
  'quarantine',
] as const satisfies readonly (keyof typeof FACTS)[];

/** By the same path as "holdfast restore". */
export async function giveAllBack(ports: TurnPorts, draft: Draft, signal: AbortSignal): Promise<void> {
  const order = {
    policies: EMPTY_SET,
    mode: 'enforce',
    allowNew: true,
    repairs: 'at-once',
    rivals: [],
  } as const;
  const sources = ['assigned', 'local'] as const;
  await enforceOnTrial(ports, draft, { order, asked: [], revisions: [], sources }, signal);
}

/** A last report, then the registration ends. */
async function tell(
  ports: TurnPorts,
  draft: Draft,
  target: ServiceTarget | undefined,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  if (target === undefined || identityOf(draft.state) === undefined) return undefined;
  const memory = createNetMemory(ports.store, ports.config.paths.enrolledMarker);
  const client = await ports.openService(target, memory, draft.claims?.ca);
  const limit = { timer: ports.timer, ms: TIME_LIMITS.exchangeMs, signal };
  try {
    return await within(limit, (bounded) => sayGoodbye(ports, draft, client, bounded));
  } finally {
    client.close();
  }
}

async function sayGoodbye(
  ports: TurnPorts,
  draft: Draft,
  client: ServiceClient,
  signal: AbortSignal,
): Promise<Fault | undefined> {
  await deliverReports(ports, draft, client, signal);
  const left = await client.leave(signal);
  if (left.ok) return undefined;
  if (!isTokenRefused(left.error)) return left.error;
  const renewed = await renewRegistration(ports, draft, client, signal);
  // Neither the token nor the key is known there: an answer to an earlier goodbye was lost.
  if (!renewed.ok) return isForgotten(renewed.error) ? undefined : renewed.error;
  const again = await client.leave(signal);
  return again.ok ? undefined : again.error;
}

const isForgotten = (fault: Fault): boolean =>
  fault.kind === 'refused' && (fault.code === 'invalid_client' || fault.code === 'device-unknown');

async function forget({ config, files, forgetKeys }: TurnPorts, draft: Draft): Promise<void> {
  await forgetKeys();
  removeQuietly(config.paths.enrolledMarker);
  files.removeSigned('onboarding');
  files.removeSigned('assignment');
  files.removeSigned('epoch');
  files.removeKeySets();
  files.keepOnly(new Set());
  removeLeftovers(config.paths);
  happened(draft, { on: 'offboarded' });
  draft.onboarding = undefined;
  draft.assignment = undefined;
  draft.floor = undefined;
  draft.answered = undefined;
  draft.boot = undefined;
  draft.trustedTime = undefined;
  draft.delivered = undefined;
  draft.inForce = [];
  draft.outbox = { items: [], dropped: 0 };
  draft.exchange = { failures: 0, registrations: [] };
}
