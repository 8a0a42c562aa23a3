// `holdfast probe`: what manages this device, with the evidence. Asks everything anew and writes nothing.

import type { Survey } from '../../enroll/survey.js';
import { surveyVerdict } from '../../enroll/survey.js';
import { unreachable } from '../../model/result.js';
import type { ExitCode } from '../turn/ports.js';
import type { Session } from './session.js';
import { failed, say, sayJson } from './session.js';
import { table } from './table.js';

export async function probeCommand(session: Session): Promise<ExitCode> {
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const { machine, clock } = context.value;
  const { probes } = await machine.probe(undefined, clock.now(), session.signal);
  const survey = surveyVerdict(probes);
  if (session.options.json) {
    sayJson(session, { ...survey, probes });
    return 0;
  }
  const rows = probes.flatMap((probe) =>
    probe.evidence.map(({ source, says }) => [
      probe.asks === 'manager' ? probe.manager : probe.asks === 'rival' ? probe.name : probe.asks,
      typeof probe.answer === 'string' ? probe.answer : probe.answer.is,
      source,
      says,
    ]),
  );
  say(session, verdictText(survey));
  for (const warning of survey.warnings) say(session, `Warning: ${warning}.`);
  say(session, '');
  say(session, table([['PROBE', 'ANSWER', 'LOOKED AT', 'SAYS'], ...rows], session.ports.stdout));
  return 0;
}

function verdictText({ verdict }: Survey): string {
  switch (verdict.fit) {
    case 'free':
      return 'Nobody manages this device: Holdfast may.';
    case 'managed-elsewhere':
      return `This device is managed by ${verdict.by}: Holdfast stands aside.`;
    case 'unsupported':
      return `Not supported: ${verdict.why}`;
    case 'tenant-mismatch':
      return `This device belongs to another tenant: ${verdict.other}.`;
    case 'unknown':
      return `Cannot tell who manages this device: ${verdict.why}.`;
    default:
      return unreachable(verdict);
  }
}
