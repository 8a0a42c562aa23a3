// One enforcement pass of a turn or of a command: reads the policies, runs the pass, hands back what to save. Writes
// to the device through the adapter only.

import type { PassInput, PassOutcome, Planned } from '../../enforce/pass.js';
import { enforce, planNow } from '../../enforce/pass.js';
import type { Sha256 } from '../../model/ids.js';
import type { Engine } from '../../model/ports.js';
import type { Fault } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import type { Observed } from '../store/facts.js';
import type { PolicySet } from './policy-set.js';
import type { TurnPorts } from './ports.js';

export interface PassOrder {
  readonly policies: PolicySet;
  readonly mode: 'enforce' | 'audit';
  readonly allowNew: boolean;
  readonly onlyPlan?: Sha256;
}

type PassPorts = Pick<TurnPorts, 'machine' | 'clock'> & {
  readonly store: Pick<TurnPorts['store'], 'memory'>;
};

/** Never writes. */
export const planPolicies = (ports: PassPorts, order: PassOrder, signal: AbortSignal): Promise<Planned> =>
  planNow(passInput(ports, order, signal));

export const enforcePolicies = (
  ports: PassPorts,
  order: PassOrder,
  signal: AbortSignal,
): Promise<PassOutcome> => enforce(passInput(ports, order, signal));

function passInput({ machine, store, clock }: PassPorts, order: PassOrder, signal: AbortSignal): PassInput {
  const { policies, mode, allowNew, onlyPlan } = order;
  return {
    desired: policies.desired,
    refused: policies.refused,
    rows: machine.rows,
    adapter: machine.adapter,
    memory: store.memory,
    mode,
    allowNew,
    clock,
    signal,
    ...(machine.settling === undefined ? {} : { settling: machine.settling }),
    ...(onlyPlan === undefined ? {} : { onlyPlan }),
  };
}

export function observedOf(outcome: Planned, mode: Observed['mode'], at: Observed['at']): Observed {
  const { engine } = outcome.before;
  return { at, engine: engineText(engine), engineVersion: 'version' in engine ? engine.version : null, mode };
}

export function engineText(engine: Engine): string {
  return 'fault' in engine ? `${engine.is} (${faultText(engine.fault)})` : engine.is;
}

const faultText = (fault: Fault): string => describeFault(fault).slice(0, 200);
