// The look after a write: again after a moment, while the system has not taken up what was written.

import type { Observation, Timer, WriteOutcome } from '../model/ports.js';
import type { Plan } from './plan.js';
import { judge } from './verdict.js';

export interface Settling {
  readonly timer: Timer;
  /** Waits between looks, in milliseconds; the last look counts, whatever it shows. */
  readonly waitsMs: readonly number[];
}

export interface SecondLook {
  readonly observe: () => Promise<Observation>;
  readonly plan: Plan;
  readonly outcome: WriteOutcome;
  readonly settling: Settling | undefined;
  readonly signal: AbortSignal;
}

export async function lookAgain({
  observe,
  plan,
  outcome,
  settling,
  signal,
}: SecondLook): Promise<Observation> {
  let seen = await observe();
  for (const waitMs of settling?.waitsMs ?? []) {
    if (settling === undefined || signal.aborted || isTakenUp(plan, outcome, seen)) {
      break;
    }
    await pause(settling.timer, waitMs, signal);
    seen = await observe();
  }
  return seen;
}

/** What failed, cannot be read, or waits for a restart will not be otherwise in a moment. */
function isTakenUp({ decisions }: Plan, { settings }: WriteOutcome, after: Observation): boolean {
  return [...decisions.values()].every((decision) => {
    const written = decision.do === 'set' ? settings.get(decision.row.key) : undefined;
    if (decision.do !== 'set' || written?.ok !== true) {
      return true;
    }
    const { row, desired } = decision;
    return judge({ row, desired, after, atReboot: written.value === 'at-reboot' }).state !== 'error';
  });
}

const pause = (timer: Timer, waitMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const cancel = timer.after(waitMs, done);
    signal.addEventListener('abort', done);
  });
