// One enforcement pass of a turn or of a command: reads the policies, runs the pass, hands back what to save. Writes
// to the device through the adapter only.

import type { Pace } from '../../enforce/contest.js';
import type { Memory } from '../../enforce/memory.js';
import type { PassInput, PassOutcome, Planned } from '../../enforce/pass.js';
import { enforce, planNow } from '../../enforce/pass.js';
import type { Reach } from '../../enforce/reachability.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { Sha256 } from '../../model/ids.js';
import type { Engine } from '../../model/ports.js';
import type { Fault } from '../../model/result.js';
import { describeFault } from '../../model/result.js';
import type { Observed } from '../store/facts.js';
import type { PolicySet } from './policy-set.js';
import type { TurnPorts } from './ports.js';
import { guardOf } from './reach-guard.js';

export interface PassOrder {
  readonly policies: PolicySet;
  readonly mode: 'enforce' | 'audit';
  readonly allowNew: boolean;
  /** `at-once`: an administrator waits. */
  readonly repairs: Pace['repairs'];
  /** Who else may write the same settings. */
  readonly rivals: readonly string[];
  /** No setting of the firewall is written here. Default: they are like all others. */
  readonly firewall?: 'managed' | 'left-alone';
  readonly onlyPlan?: Sha256;
  readonly reach?: Reach;
  /** Called before the first write. */
  readonly onWrite?: () => void;
}

type PassPorts = Pick<TurnPorts, 'machine' | 'clock'> & {
  readonly config: Pick<TurnPorts['config'], 'guardrails'>;
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

function passInput(ports: PassPorts, order: PassOrder, signal: AbortSignal): PassInput {
  const { machine, store, clock, config } = ports;
  const { policies, mode, allowNew, repairs, rivals, firewall, onlyPlan, reach, onWrite } = order;
  return {
    desired: policies.desired,
    refused: policies.refused,
    rows: machine.rows,
    adapter: machine.adapter,
    memory: onWrite === undefined ? store.memory : tellingOf(store.memory, onWrite),
    mode,
    allowNew,
    repairs,
    rivals,
    guardrails: config.guardrails,
    clock,
    signal,
    ...(machine.settling === undefined ? {} : { settling: machine.settling }),
    ...(reach === undefined ? {} : { reach }),
    ...(firewall === 'left-alone' ? { leftAlone: firewallLeftAlone(machine.catalog) } : {}),
    ...(onlyPlan === undefined ? {} : { onlyPlan }),
  };
}

/** On a domain controller; for those that ask for it. */
export function firewallLeftAlone(catalog: Catalog): NonNullable<PassInput['leftAlone']> {
  const isFirewall = guardOf(catalog);
  return (row) =>
    isFirewall(row)
      ? {
          code: 'domain-controller',
          text: `${row.name} is not written on a domain controller; set its firewall by other means`,
        }
      : undefined;
}

const tellingOf = (memory: Memory, onWrite: () => void): Memory => ({
  ...memory,
  saveIntents: (intents) => {
    onWrite();
    return memory.saveIntents(intents);
  },
});

export function observedOf(outcome: Planned, mode: Observed['mode'], at: Observed['at']): Observed {
  const { engine } = outcome.before;
  return { at, engine: engineText(engine), engineVersion: 'version' in engine ? engine.version : null, mode };
}

export function engineText(engine: Engine): string {
  return 'fault' in engine ? `${engine.is} (${faultText(engine.fault)})` : engine.is;
}

const faultText = (fault: Fault): string => describeFault(fault).slice(0, 200);
