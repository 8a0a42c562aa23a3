// What the fit probes of one survey mean, by the fit table. Pure.

import type { Evidence, FitCase, Probe } from '../model/probe.js';
import type { FitDecision } from './fit-table.js';
import { FIT_ROWS, fitDecision, forbiddenEarlier } from './fit-table.js';

export interface FitFinding {
  readonly case: FitCase;
  readonly title: string;
  readonly answer: 'yes' | 'no' | 'unknown';
  /** What the table says of such a machine, whether this is one or not. */
  readonly decision: FitDecision;
  /** Unknown, it keeps a new device from starting. */
  readonly required: boolean;
  readonly cause: string;
  readonly remedy: string;
  readonly evidence: readonly Evidence[];
}

/** `nonPersistentSource`: where the operator has said that the machine is thrown away; nobody else can. */
export function fitFindings(
  probes: readonly Probe[],
  nonPersistentSource: string | undefined,
): readonly FitFinding[] {
  const found = probes.flatMap((probe) =>
    probe.asks === 'fit' ? [findingOf(hintOf(probe.case), probe.answer, probe.evidence)] : [],
  );
  return nonPersistentSource === undefined
    ? found
    : [
        ...found,
        findingOf('vdi-non-persistent', 'yes', [
          { source: nonPersistentSource, says: 'nonPersistent is true' },
        ]),
      ];
}

/** What a probe takes for a throw-away desktop is a hint: no sign of it is reliable. */
const hintOf = (name: FitCase): FitCase => (name === 'vdi-non-persistent' ? 'vdi-hints' : name);

function findingOf(name: FitCase, answer: FitFinding['answer'], evidence: readonly Evidence[]): FitFinding {
  const row = FIT_ROWS[name];
  const { title, required, remedy } = row;
  const cause = forbiddenEarlier(row) ? `${row.cause} ${EARLIER}` : row.cause;
  return { case: name, title, answer, decision: fitDecision(row), required, cause, remedy, evidence };
}

const EARLIER = 'Texts of the vendor before 2025 call it unsupported.';

/** What is refused is the verdict's to say; what is required and unknown as well. */
export function fitWarning(finding: FitFinding): readonly string[] {
  const { answer, decision, required, title, cause, remedy } = finding;
  if (answer === 'yes') return isWorthAWarning(finding) ? [`${cause} ${remedy}`] : [];
  const unsure = answer === 'unknown' && !required && decision !== 'warn' && decision !== 'enforce';
  return unsure ? [`It cannot be told whether this is ${title}`] : [];
}

function isWorthAWarning({ decision, case: name }: FitFinding): boolean {
  if (decision === 'warn' || decision === 'enforce-without-firewall') return true;
  return decision === 'enforce' && forbiddenEarlier(FIT_ROWS[name]);
}
