// `holdfast probe`: what manages this device, which special case it is, and the evidence. Asks everything anew and
// writes nothing.

import type { FitFinding } from '../../enroll/fit.js';
import type { Survey } from '../../enroll/survey.js';
import type { OtherManager, Probe } from '../../model/probe.js';
import { unreachable } from '../../model/result.js';
import { openDraft } from '../turn/draft.js';
import { survey } from '../turn/enrollment.js';
import { openTarget, readHeldAssignment } from '../turn/held-assignment.js';
import type { ExitCode } from '../turn/ports.js';
import type { StatusNow } from '../turn/status-now.js';
import { statusNow } from '../turn/status-now.js';
import { openToLook } from './plan.js';
import type { Session } from './session.js';
import { failed, say, sayJson } from './session.js';
import { table } from './table.js';

export async function probeCommand(session: Session): Promise<ExitCode> {
  const ports = await openToLook(session);
  if (!ports.ok) return failed(session, ports.error);
  try {
    const { store, clock } = ports.value;
    // Where the state may not be read, it is a survey of a device that nobody knows yet.
    const draft = openDraft(store);
    const target = await openTarget(ports.value, draft);
    if (target !== undefined) await readHeldAssignment(ports.value, draft, target);
    draft.probes = undefined;
    await survey(ports.value, draft, session.signal);
    const found = draft.survey;
    if (found === undefined) throw new Error('a survey was made');
    const { probes } = draft.probes ?? { probes: [] };
    const view = probeView({ found, probes, state: draft.state.is, status: statusNow(draft, clock.now()) });
    if (session.options.json) sayJson(session, view);
    else showText(session, view, found);
    return 0;
  } finally {
    ports.value.store.close();
  }
}

interface Shown {
  readonly found: Survey;
  readonly probes: readonly Probe[];
  readonly state: string;
  readonly status: StatusNow;
}

/** What programs read: members are added, none changes its meaning while `form` stays. */
export function probeView({ found, probes, state, status }: Shown) {
  const { verdict, presence, policySeen, double, identity, firewall, fit, warnings } = found;
  return {
    form: 1,
    verdict,
    state,
    status,
    presence,
    /** The manager that is stood aside for has its policy in force here. */
    policySeen,
    /** 43: two managers at once. */
    double,
    identity,
    firewall,
    fit,
    managers: probes.filter((probe) => probe.asks === 'manager'),
    tenant: probes.filter((probe) => probe.asks === 'tenant'),
    rivals: probes.filter((probe) => probe.asks === 'rival'),
    warnings,
  } as const;
}

type ProbeView = ReturnType<typeof probeView>;

function showText(session: Session, view: ProbeView, found: Survey): void {
  const { stdout } = session.ports;
  const { number, cause, remedy } = view.status;
  say(session, verdictText(found));
  say(session, `Status: ${view.state}${number === null ? '' : ` (${number})`}. ${cause} ${remedy}`);
  if (view.identity !== null) say(session, identityText(view.identity));
  for (const warning of view.warnings) say(session, `Warning: ${warning}`);
  say(session, '');
  say(session, table([['PROBE', 'ANSWER', 'LOOKED AT', 'SAYS'], ...evidenceRows(view)], stdout));
  if (view.fit.length === 0) return;
  say(session, '');
  const here = view.fit.filter(({ answer }) => answer !== 'no');
  if (here.length === 0) say(session, 'This machine is none of the special cases that were asked for.');
  else say(session, table([['CASE', 'ANSWER', 'DECISION', 'CAUSE AND REMEDY'], ...here.map(fitRow)], stdout));
}

function evidenceRows({ managers, tenant, fit, rivals }: ProbeView): readonly (readonly string[])[] {
  const rowsOf = (name: string, answer: string, evidence: Probe['evidence']) =>
    evidence.map(({ source, says }) => [name, answer, source, says]);
  return [
    ...managers.flatMap(({ manager, answer, evidence }) => rowsOf(manager, answer, evidence)),
    ...tenant.flatMap(({ answer, evidence }) => rowsOf('tenant', answer.is, evidence)),
    ...rivals.flatMap(({ name, answer, evidence }) => rowsOf(name, answer, evidence)),
    ...fit.flatMap((one) => rowsOf(one.case, one.answer, one.evidence)),
  ];
}

/** What does not concern this machine has its evidence above, and needs no remedy. */
const fitRow = ({ case: name, answer, decision, cause, remedy }: FitFinding): readonly string[] => [
  name,
  answer,
  decision,
  `${cause} ${remedy}`,
];

const identityText = ({ tenant, device, trust }: NonNullable<ProbeView['identity']>): string =>
  `Directory: tenant ${tenant}, device ${device ?? 'not told'}, joined as ${trust ?? 'not told'}.`;

/** As a sentence names them; JSON has the short words. */
const MANAGERS: Readonly<Record<OtherManager, string>> = {
  intune: 'Intune',
  'co-managed': 'Intune and Configuration Manager together',
  configmgr: 'Configuration Manager',
  'other-mdm': 'another MDM',
  'mde-channel': "Defender's own security settings management",
};

function verdictText({ verdict }: Survey): string {
  switch (verdict.fit) {
    case 'free':
      return 'Nobody else manages these settings: Holdfast may manage them.';
    case 'managed-elsewhere':
      return `This device is managed by ${MANAGERS[verdict.by]}: Holdfast stands aside.`;
    case 'unsupported':
      return `Not supported (${verdict.case}): ${verdict.why}`;
    case 'tenant-mismatch':
      return `This device belongs to another tenant: ${verdict.other}.`;
    case 'unknown':
      return `Cannot tell who manages this device: ${verdict.why.replace(/\.$/, '')}.`;
    default:
      return unreachable(verdict);
  }
}
