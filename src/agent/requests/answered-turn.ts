// A turn together with the requests that it answers: progress while it runs, the result at its end.

import type { Result } from '../../model/result.js';
import type { AgentContext } from '../context.js';
import { withTurn } from '../lock/locked-turn.js';
import type { Turn } from '../schedule/schedule.js';
import type { TurnPorts, TurnResult } from '../turn/ports.js';
import { runTurn } from '../turn/turn.js';
import type { Stage } from './requests.js';
import { createRequests } from './requests.js';

export interface AnsweredOrder {
  readonly turn: Turn;
  readonly asked: boolean;
  readonly requests: readonly string[];
  readonly afterHang?: boolean;
  readonly onStage?: (stage: Stage) => void;
}

export async function runAnsweredTurn(
  context: AgentContext,
  order: AnsweredOrder,
  signal: AbortSignal,
): Promise<Result<TurnResult>> {
  const requests = createRequests(context.config.paths.requests);
  const onStage = (stage: Stage): void => {
    order.onStage?.(stage);
    for (const id of order.requests) requests.progress(id, { stage, at: context.clock.now() });
  };
  const { turn, asked, afterHang = false } = order;
  const work = (ports: TurnPorts, bounded: AbortSignal) =>
    runTurn(ports, { turn, asked, afterHang, onStage }, bounded);
  const ended = await withTurn(context, work, signal);
  if (ended.ok) for (const id of order.requests) requests.answer(id, ended.value);
  return ended;
}
