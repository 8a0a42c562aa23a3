// What a turn says at its end, in a few sentences for people: what stands in the way, else what happened. Pure.

import { counted } from '../../model/counted.js';
import { describeFault } from '../../model/result.js';
import type { EnrollmentView, StatusView } from '../../report/status-view.js';
import { MANAGED } from '../../report/status-view.js';
import type { Draft } from './draft.js';
import type { TurnOrder } from './ports.js';

export type Ended = Pick<
  Draft,
  'assignment' | 'assignmentMoved' | 'distrust' | 'inForce' | 'outcome' | 'syncOutcome' | 'timeUpMs'
>;

export function turnSaid(
  draft: Ended,
  turn: TurnOrder['turn'],
  {
    enrollment,
    counts,
  }: Pick<StatusView, 'counts'> & {
    readonly enrollment: Pick<EnrollmentView, 'number' | 'cause' | 'remedy'>;
  },
): string {
  const { distrust, timeUpMs } = draft;
  if (timeUpMs !== undefined)
    return `The turn was ended after ${Math.round(timeUpMs / 1000)} s; what it did not reach is tried again next time.`;
  if (distrust !== undefined) return `${describeFault(distrust)}.`;
  const { number, cause, remedy } = enrollment;
  if (number !== MANAGED) return `${cause} ${remedy}`.trim();
  const notAsAsked = counts.error + counts.conflict + counts.nonCompliant;
  return [
    ...(turn === 'sync' && draft.syncOutcome?.is === 'reached'
      ? [`Checked in. ${assignmentText(draft)}`]
      : []),
    ...(draft.outcome?.wrote === true ? ['Settings were written.'] : []),
    ...(notAsAsked > 0 ? [`${counted(notAsAsked, 'setting is', 'settings are')} not as asked.`] : []),
    ...(draft.outcome?.wrote !== true && notAsAsked === 0 ? ['Nothing had to be written.'] : []),
  ].join(' ');
}

function assignmentText({ assignment, assignmentMoved, inForce }: Ended): string {
  if (assignment === undefined) return 'Nothing is assigned yet.';
  const policies = counted(inForce.length, 'policy', 'policies');
  return assignmentMoved
    ? `A new assignment was taken (${assignment.ver}, ${policies}).`
    : `The assignment is unchanged (${assignment.ver}, ${policies}).`;
}
