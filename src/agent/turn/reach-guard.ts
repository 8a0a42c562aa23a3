// Whether the service still answers after a change of the firewall: asked before and after, each time over a new
// connection, with short time-outs.

import type { Reach } from '../../enforce/reachability.js';
import type { Catalog } from '../../model/catalog/catalog.js';
import type { CatalogRow } from '../../model/catalog/row.js';
import type { Timer } from '../../model/ports.js';
import type { Draft } from './draft.js';
import type { TurnPorts } from './ports.js';

const FAMILY = 'endpointSecurityFirewall';
/** One lost answer is not a lost service. Unit: milliseconds. */
const WAITS_MS = [1_000, 3_000];

/** Settings that can cut a device off: those of the catalog's firewall profiles. */
export function guardOf({ profiles }: Pick<Catalog, 'profiles'>): (row: CatalogRow) => boolean {
  const keys = new Set(profiles.filter(({ family }) => family === FAMILY).map(({ key }) => key));
  return (row) => row.profiles.some((profile) => keys.has(profile));
}

type ReachPorts = Pick<TurnPorts, 'answers' | 'timer'>;

/** `undefined`: there is no service to lose. */
export function reachOf(ports: ReachPorts & Pick<TurnPorts, 'machine'>, draft: Draft): Reach | undefined {
  const { target, claims } = draft;
  if (target === undefined) return undefined;
  return {
    concerns: guardOf(ports.machine.catalog),
    answers: () => ports.answers(target, claims?.ca),
    stillAnswers: () => answersInTime(ports, () => ports.answers(target, claims?.ca)),
  };
}

/** After a turn that died between its firewall change and the question. */
export async function isCutOffNow(ports: ReachPorts, { target, claims }: Draft): Promise<boolean> {
  if (target === undefined) return false;
  return !(await answersInTime(ports, () => ports.answers(target, claims?.ca)));
}

async function answersInTime({ timer }: ReachPorts, answers: () => Promise<boolean>): Promise<boolean> {
  for (const waitMs of WAITS_MS) {
    if (await answers()) return true;
    await pause(timer, waitMs);
  }
  return answers();
}

const pause = (timer: Timer, ms: number): Promise<void> =>
  new Promise((resolve) => void timer.after(ms, resolve));
