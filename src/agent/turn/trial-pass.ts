// The pass with its evidence around it: named on the disk before the first write, judged when it has ended. Changes
// the draft; writes to the device through the adapter only.

import type { PassOutcome } from '../../enforce/pass.js';
import type { Revision } from '../../enforce/quarantine.js';
import { timeUpAfter } from './deadline.js';
import type { Draft } from './draft.js';
import type { TurnPorts } from './ports.js';
import { reachOf } from './reach-guard.js';
import type { PassOrder } from './settings-pass.js';
import { enforcePolicies } from './settings-pass.js';
import { judgeTrial, putOnTrialToWrite } from './trial.js';
import { watchOf } from './watch-list.js';

export interface TrialPass {
  readonly order: PassOrder;
  readonly asked: readonly Revision[];
  /** Whose policies take part. */
  readonly sources: readonly Revision['source'][];
  /** What of that which is asked is really in force. */
  readonly revisions: readonly Revision[];
}

export async function enforceOnTrial(
  ports: TurnPorts,
  draft: Draft,
  { order, asked, sources, revisions }: TrialPass,
  signal: AbortSignal,
): Promise<PassOutcome> {
  const reach = reachOf(ports, draft);
  let answered = false;
  const watched = reach && {
    ...reach,
    answers: async () => {
      answered = await reach.answers();
      return answered;
    },
  };
  const outcome = await enforcePolicies(
    ports,
    {
      ...order,
      onWrite: () => putOnTrialToWrite(ports, draft, revisions, answered),
      ...(watched === undefined ? {} : { reach: watched }),
    },
    signal,
  );
  if (outcome.is === 'plan-moved') return outcome;
  draft.outcome = outcome;
  draft.timeUpMs = timeUpAfter(signal);
  draft.watch = await watchOf(ports, outcome);
  const { policies, mode, allowNew } = order;
  judgeTrial(
    ports,
    draft,
    { asked, sources, revisions, policies, writes: mode === 'enforce' && allowNew },
    signal,
  );
  return outcome;
}
