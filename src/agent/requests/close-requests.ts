// Answers what a turn left unanswered. Loads nothing that a turn needs: the daemon uses it.

import type { TurnEnd } from '../supervisor/crash-guard.js';
import type { createRequests } from './requests.js';

/** Nobody waits for an answer of a turn that is gone. */
export function closeRequests(
  requests: ReturnType<typeof createRequests>,
  ids: readonly string[],
  end: TurnEnd,
): void {
  for (const id of ids)
    if (requests.readAnswer(id) === undefined) requests.answer(id, { exitCode: 1, said: endText(end) });
}

function endText(end: TurnEnd): string {
  if (end.is === 'done') return `The turn ended with exit code ${end.exitCode} and no answer; see the log.`;
  return end.is === 'hung'
    ? `The turn was ended after ${Math.round(end.afterMs / 1000)} s; see the log.`
    : `The turn crashed (${end.how}); see the log.`;
}
