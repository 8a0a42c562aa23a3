// A turn as a child process with a deadline: whatever it does, the daemon goes on. Starts through platform/host.

import type { Child, ChildEnd } from '../../../platform/host.js';
import type { Clock, Timer } from '../../model/ports.js';
import type { TurnEnd } from './crash-guard.js';
import type { Order } from './supervisor.js';

/** Unit: milliseconds. A turn ends by itself after five minutes; the deadline is for one that hangs. */
export const DEADLINE_MS = 5.5 * 60_000;
const GRACE_MS = 10_000;

/** What a turn ends with when it threw: not one of the codes of the command line. */
export const CRASH_CODE = 70;

export interface ChildTurnPorts {
  readonly timer: Timer;
  readonly clock: Clock;
  start(args: readonly string[], onExit: (end: ChildEnd) => void): Child;
}

export function startChildTurn(ports: ChildTurnPorts, order: Order, signal: AbortSignal): Promise<TurnEnd> {
  const { timer, clock, start } = ports;
  const begun = clock.monotonicMs();
  return new Promise((resolve) => {
    let hung = false;
    const disarm: (() => void)[] = [];
    const child = start(turnArguments(order), (end) => {
      for (const cancel of disarm) cancel();
      signal.removeEventListener('abort', ask);
      resolve(hung ? { is: 'hung', afterMs: Math.round(clock.monotonicMs() - begun) } : toTurnEnd(end));
    });
    /** First asked, then killed with everything that it started. */
    function ask(): void {
      child.stop('terminate');
      disarm.push(timer.after(GRACE_MS, () => child.stop('kill')));
    }
    signal.addEventListener('abort', ask);
    disarm.push(
      timer.after(DEADLINE_MS, () => {
        hung = true;
        ask();
      }),
    );
  });
}

export const turnArguments = ({ turn, why, requests, afterHang }: Order): readonly string[] => [
  'turn',
  turn,
  ...(why === 'request' ? ['--asked'] : []),
  ...(afterHang === true ? ['--after-hang'] : []),
  ...requests.flatMap((id) => ['--request', id]),
];

function toTurnEnd(end: ChildEnd): TurnEnd {
  switch (end.is) {
    case 'exited':
      return end.code === CRASH_CODE
        ? { is: 'crashed', how: 'an error that it did not expect' }
        : { is: 'done', exitCode: end.code };
    case 'killed':
      return { is: 'crashed', how: `ended by ${end.signal}` };
    default:
      return { is: 'crashed', how: 'it could not be started' };
  }
}
