// The turns of the daemon, read from what it logs about them.

import type { Log } from '../../src/model/ports.js';
import { at, numberAt, textAt } from './json.js';

export interface EndedTurn {
  readonly turn: string;
  readonly why: string;
  readonly startedAt: number;
  readonly exitCode: number;
  /** How, where it did not end as a turn should. */
  readonly crash?: string;
}

export interface TurnLog {
  readonly log: Log;
  ended(): readonly EndedTurn[];
  isRunning(): boolean;
  /** Events that were logged as errors, with their facts. */
  errors(): readonly string[];
}

export function createTurnLog(now: () => number): TurnLog {
  const ended: EndedTurn[] = [];
  const errors: string[] = [];
  let running: Pick<EndedTurn, 'turn' | 'why' | 'startedAt'> | undefined;
  const end = (how: Pick<EndedTurn, 'exitCode' | 'crash'>): void => {
    if (running !== undefined) ended.push({ ...running, ...how });
    running = undefined;
  };
  const take = (event: string, facts: Readonly<Record<string, unknown>>): void => {
    if (event === 'turn-started')
      running = { turn: textAt(facts, 'turn'), why: textAt(facts, 'why'), startedAt: now() };
    if (event === 'turn-ended') end({ exitCode: numberAt(facts, 'exitCode') });
    if (event === 'turn-crashed') end({ exitCode: 1, crash: String(at(facts, 'how')) });
  };
  return {
    log: {
      info: take,
      warn: () => undefined,
      error: (event, facts) => {
        errors.push(`${event} ${JSON.stringify(facts)}`);
        take(event, facts);
      },
    },
    ended: () => ended,
    isRunning: () => running !== undefined,
    errors: () => errors,
  };
}
