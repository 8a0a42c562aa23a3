// `holdfast policy list` and `holdfast policy release DIGEST|NAME`: which revisions are in force here, which are not
// and why, and letting one in again.

import type { Quarantine, Revision, Standing } from '../../enforce/quarantine.js';
import { heldReason, lastGoodOf, NO_QUARANTINE, released, standingOf } from '../../enforce/quarantine.js';
import type { Finding } from '../../model/finding.js';
import type { EpochMs, Sha256 } from '../../model/ids.js';
import { quoted } from '../../model/quoted.js';
import { withTurn } from '../lock/locked-turn.js';
import { FACTS } from '../store/facts.js';
import { readDocument } from '../turn/in-force.js';
import type { ExitCode, TurnPorts } from '../turn/ports.js';
import { assignedRevision } from '../turn/trial.js';
import { localRevisions } from '../turn/turn.js';
import { openToLook } from './plan.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson } from './session.js';
import { table } from './table.js';

/** `not-looked-at`: no pass has ended with it yet. */
type PolicyState = 'in-force' | 'refused' | 'resting' | 'set-aside' | 'not-looked-at';

interface PolicyLine {
  readonly name: string;
  readonly id: string;
  readonly source: Revision['source'];
  readonly revision: number;
  readonly sha256: Sha256;
  readonly state: PolicyState;
  /** Set aside and not asked for any more: said so that it can be released. */
  readonly asked: boolean;
  readonly since: EpochMs | null;
  readonly reason: string | null;
  /** The revision in force in its place. */
  readonly instead: number | null;
}

export async function policyListCommand(session: Session): Promise<ExitCode> {
  const denied = needsPrivileges(session, 'policy list');
  if (denied !== undefined) return denied;
  const opened = await openToLook(session);
  if (!opened.ok) return failed(session, opened.error);
  try {
    const lines = policyLines(opened.value);
    if (session.options.json) sayJson(session, lines);
    else if (lines.length === 0) say(session, 'No policy is assigned to this device, and none was applied.');
    else {
      const head = ['POLICY', 'SOURCE', 'REVISION', 'DIGEST', 'STATE', 'REASON'];
      say(session, table([head, ...lines.map(rowOf)], session.ports.stdout));
    }
    return 0;
  } finally {
    opened.value.store.close();
  }
}

export async function policyReleaseCommand(session: Session, wanted: string): Promise<ExitCode> {
  const denied = needsPrivileges(session, 'policy release');
  if (denied !== undefined) return denied;
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const ended = await withTurn(context.value, async (ports) => release(ports, wanted), session.signal);
  if (!ended.ok) return failed(session, ended.error);
  if (!ended.value.ok) return failed(session, ended.value.error);
  const revisions = ended.value.value;
  if (session.options.json) sayJson(session, revisions);
  else if (revisions.length > 0) {
    const names = revisions.map(({ ref, source }) =>
      source === 'local' ? `the file ${quoted(ref.name)}` : `revision ${ref.revision} of ${quoted(ref.name)}`,
    );
    say(
      session,
      `Released: ${names.join(', ')}. The next pass tries it again; "holdfast sync" makes one now.`,
    );
  }
  if (revisions.length > 0) return 0;
  session.ports.stderr.write(
    `holdfast: nothing that is set aside is called ${quoted(wanted)}; see "holdfast policy list"\n`,
  );
  return 1;
}

async function release({ store }: TurnPorts, wanted: string) {
  const { quarantine, revisions } = released(store.read(FACTS.quarantine) ?? NO_QUARANTINE, wanted);
  if (revisions.length === 0) return { ok: true, value: revisions } as const;
  const saved = store.write((writer) => writer.put(FACTS.quarantine, quarantine));
  return saved.ok ? ({ ok: true, value: revisions } as const) : saved;
}

function policyLines({ store, files, clock }: TurnPorts): readonly PolicyLine[] {
  const now = clock.now();
  const quarantine = store.read(FACTS.quarantine) ?? NO_QUARANTINE;
  const findings = store.read(FACTS.findings) ?? [];
  const bytesOf = (sha256: Sha256) => readDocument(store, files, sha256);
  const local = localRevisions({ local: store.read(FACTS.local) ?? [], quarantine }, now, bytesOf);
  const asked = [...(store.read(FACTS.inForce) ?? []).map(assignedRevision), ...local];
  const others = quarantine.setAside.filter(({ sha256 }) => asked.every((one) => one.sha256 !== sha256));
  return [
    ...asked.map((one) => ({ ...lineOf(one, { quarantine, findings, now }), asked: true })),
    ...others.map((one) => ({ ...lineOf(one, { quarantine, findings, now }), asked: false })),
  ];
}

interface Known {
  readonly quarantine: Quarantine;
  readonly findings: readonly Finding[];
  readonly now: EpochMs;
}

function lineOf(revision: Revision, { quarantine, findings, now }: Known): Omit<PolicyLine, 'asked'> {
  const { ref, sha256, source } = revision;
  const standing = standingOf(sha256, quarantine, now);
  const own = { name: ref.name, id: ref.id, source, revision: ref.revision, sha256 };
  if (standing.is !== 'free') {
    const instead = lastGoodOf(revision, quarantine, now);
    const reason = heldReason(revision, standing, instead).text;
    return {
      ...own,
      state: standing.is,
      since: sinceOf(standing),
      reason,
      instead: instead?.ref.revision ?? null,
    };
  }
  const refusal = findings.find(
    ({ settingDefinitionId, policies }) =>
      settingDefinitionId === ref.id &&
      policies.some(({ id, revision: of }) => id === ref.id && of === ref.revision),
  );
  const isLookedAt =
    quarantine.looked.includes(sha256) || quarantine.good.some((one) => one.sha256 === sha256);
  const state: PolicyState = refusal !== undefined ? 'refused' : isLookedAt ? 'in-force' : 'not-looked-at';
  return { ...own, state, since: null, reason: refusal?.reason?.text ?? null, instead: null };
}

const sinceOf = (standing: Standing): EpochMs | null => (standing.is === 'set-aside' ? standing.since : null);

const WORDS: Readonly<Record<PolicyState, string>> = {
  'in-force': 'in force',
  refused: 'refused',
  resting: 'resting',
  'set-aside': 'set aside',
  'not-looked-at': 'not looked at yet',
};

const rowOf = (line: PolicyLine): readonly string[] => [
  line.name,
  line.source,
  line.source === 'local' ? '' : String(line.revision),
  line.sha256.slice(0, 12),
  line.asked ? WORDS[line.state] : `${WORDS[line.state]}, not asked for now`,
  line.reason ?? '',
];
