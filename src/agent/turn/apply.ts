// The commands that change settings without the service: apply and restore. The same survey, memory and pass as a
// turn's, and the same closing.

import type { PassOutcome } from '../../enforce/pass.js';
import type { Revision } from '../../enforce/quarantine.js';
import { identityOf } from '../../enroll/lifecycle.js';
import { permissionsOf } from '../../enroll/permissions.js';
import { rivalsOf } from '../../enroll/survey.js';
import type { Sha256 } from '../../model/ids.js';
import { sha256Text } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import { ok } from '../../model/result.js';
import { sha256Of } from '../store/documents.js';
import { FACTS } from '../store/facts.js';
import { closeTurn, documentsOf } from './closing.js';
import { decidePass } from './decide-pass.js';
import type { Draft } from './draft.js';
import { openDraft } from './draft.js';
import { survey } from './enrollment.js';
import { openTarget, readHeldAssignment } from './held-assignment.js';
import { readDocument } from './in-force.js';
import type { HeldPolicy, PolicySet, PolicyToRead } from './policy-set.js';
import { EMPTY_SET, readPolicies } from './policy-set.js';
import type { TurnOrder, TurnPorts, TurnResult } from './ports.js';
import { recover } from './recover.js';
import type { PassOrder } from './settings-pass.js';
import { assignedRevision, countLeftTrial, putOnTrial, toEnforce } from './trial.js';
import type { TrialPass } from './trial-pass.js';
import { enforceOnTrial } from './trial-pass.js';

export interface LocalFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly policy: PolicyToRead;
}

export type Applied =
  | { readonly is: 'stood-aside'; readonly why: string }
  | { readonly is: 'plan-moved'; readonly digest: Sha256 }
  /** A file that crashed or hung the pass, or cut the service off, before. */
  | { readonly is: 'set-aside'; readonly why: readonly string[] }
  | {
      readonly is: 'done';
      readonly result: TurnResult;
      readonly digest: Sha256;
      /** Ended by its time limit: not all of it was done. */
      readonly timeUp: boolean;
      readonly findings: Extract<PassOutcome, { is: 'done' }>['findings'];
    };

const ORDER: TurnOrder = { turn: 'drift', asked: true, onStage: () => undefined };

/** Survey, and what is in force already: the ground of every local command. */
export async function openLocal(ports: TurnPorts, signal: AbortSignal): Promise<Draft> {
  const draft = openDraft(ports.store);
  recover(ports, draft);
  const target = await openTarget(ports, draft);
  await countLeftTrial(ports, draft, 'crashed');
  if (target !== undefined) await readHeldAssignment(ports, draft, target);
  await survey(ports, draft, signal);
  return draft;
}

/** What a pass with these local files would be: the assigned policies stay part of it. Undefined: it stands aside. */
export function localOrder(
  ports: Pick<TurnPorts, 'machine' | 'store' | 'files' | 'clock'>,
  draft: Draft,
  files: readonly LocalFile[],
): Result<LocalOrder, string> {
  const { store, machine, clock } = ports;
  const now = clock.now();
  const ofFiles = new Map(files.map(({ policy, bytes }) => [revisionOf({ policy, bytes }).sha256, bytes]));
  const bytesOf = (sha256: Sha256) => ofFiles.get(sha256) ?? readDocument(store, ports.files, sha256);
  const assigned = draft.inForce.map(assignedRevision);
  const decision = decidePass({
    state: draft.state,
    paused: false,
    elsewhereSince: draft.elsewhereSince,
    policySeen: draft.survey?.policySeen === true,
    now,
    documentsMissing: toEnforce(assigned, draft, now, bytesOf).missing,
  });
  if (decision.pass === 'none' || !decision.local)
    return { ok: false, error: decision.pass === 'none' ? decision.why : 'another manager is at work' };
  const asked = [...files.map(revisionOf), ...(decision.assigned ? assigned : [])];
  const { toRead, held, revisions } = toEnforce(asked, draft, now, bytesOf);
  // The administrator's own word counts also while the service has disabled the device.
  const allowNew = decision.allowNew || draft.state.is === 'disabled';
  const policies = readPolicies(toRead, machine.catalog, held);
  const mode = decision.assigned ? draft.mode : 'enforce';
  const order: PassOrder = {
    policies,
    mode,
    allowNew,
    repairs: 'at-once',
    rivals: rivalsOf(draft.probes?.probes ?? []),
    firewall: draft.survey?.firewall ?? 'managed',
  };
  return ok({
    order,
    held,
    asked,
    revisions,
    sources: decision.assigned ? ['local', 'assigned'] : ['local'],
  });
}

export interface LocalOrder extends TrialPass {
  readonly held: readonly HeldPolicy[];
}

const revisionOf = ({ policy, bytes }: Pick<LocalFile, 'policy' | 'bytes'>): Revision => ({
  ref: policy.ref,
  sha256: sha256Text(sha256Of(bytes)),
  source: 'local',
});

export async function applyFiles(
  ports: TurnPorts,
  files: readonly LocalFile[],
  onlyPlan: Sha256 | undefined,
  signal: AbortSignal,
): Promise<Applied> {
  const draft = await openLocal(ports, signal);
  draft.paused = false;
  const order = localOrder(ports, draft, files);
  if (!order.ok) return { is: 'stood-aside', why: order.error };
  const { held, revisions } = order.value;
  const why = held.filter(({ source }) => source === 'local').map((one) => one.why.text);
  if (why.length > 0) return { is: 'set-aside', why };
  draft.warnings.push(...held.map((one) => one.why.text));
  putOnTrial(ports, draft, revisions);
  const pass = { ...order.value.order, ...(onlyPlan === undefined ? {} : { onlyPlan }) };
  draft.local = files.map(({ file, bytes }) => ({ file, sha256: sha256Text(sha256Of(bytes)) }));
  draft.localRefs = files.map(({ policy }) => policy.ref);
  return finish({ ports, draft, pass: { ...order.value, order: pass }, files, signal });
}

/**
 * Everything back to what it was before us. On an enrolled device enforcement then pauses until somebody asks for
 * a sync, or the next turn would set it all again.
 */
export async function restoreAll(ports: TurnPorts, signal: AbortSignal): Promise<Applied> {
  const draft = await openLocal(ports, signal);
  draft.paused = identityOf(draft.state) !== undefined && permissionsOf(draft.state).enforce;
  draft.local = [];
  const order: PassOrder = {
    policies: NOTHING,
    mode: 'enforce',
    allowNew: true,
    repairs: 'at-once',
    rivals: [],
  };
  // Nothing of the local files is asked for any more, so nothing of them is kept, not even as the last good one.
  const pass: TrialPass = { order, asked: [], revisions: [], sources: ['local'] };
  return finish({ ports, draft, pass, files: [], signal });
}

const NOTHING: PolicySet = EMPTY_SET;

interface Finish {
  readonly ports: TurnPorts;
  readonly draft: Draft;
  readonly pass: TrialPass;
  readonly files: readonly LocalFile[];
  readonly signal: AbortSignal;
}

/** The files are on disk before the first setting is written: killed in between, the next turn finishes. */
async function finish({ ports, draft, pass, files, signal }: Finish): Promise<Applied> {
  for (const [at, { sha256 }] of draft.local.entries()) {
    const bytes = files[at]?.bytes;
    if (bytes !== undefined && readDocument(ports.store, ports.files, sha256) === undefined)
      ports.files.put(sha256, bytes);
  }
  const outcome = await enforceOnTrial(ports, draft, pass, signal);
  if (outcome.is === 'plan-moved') return { is: 'plan-moved', digest: outcome.plan.digest };
  const { local } = draft;
  const result = closeTurn(ports, draft, ORDER, (writer) => {
    writer.put(FACTS.local, local);
    for (const [at, { sha256 }] of local.entries()) {
      const bytes = files[at]?.bytes;
      if (bytes !== undefined && ports.store.document(sha256) === undefined)
        writer.putDocument(sha256, bytes);
    }
    writer.keepDocuments(documentsOf(draft));
  });
  ports.files.keepOnly(documentsOf(draft));
  const timeUp = draft.timeUpMs !== undefined;
  return { is: 'done', result, timeUp, digest: outcome.plan.digest, findings: outcome.findings };
}
