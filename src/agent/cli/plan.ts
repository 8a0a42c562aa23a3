// `holdfast plan POLICY...`: what apply would do, by the same code. Needs no rights and writes nothing at all.

import type { Result } from '../../model/result.js';
import { ok } from '../../model/result.js';
import { createDocumentFiles } from '../store/documents.js';
import { readStore } from '../store/store.js';
import { localOrder, openLocal } from '../turn/apply.js';
import type { ExitCode, TurnPorts } from '../turn/ports.js';
import { planPolicies } from '../turn/settings-pass.js';
import { planRows, planText, writesSomething } from './plan-text.js';
import { readPolicyFiles, refusals } from './policy-files.js';
import type { Session } from './session.js';
import { failed, say, sayJson } from './session.js';

export async function planCommand(session: Session, paths: readonly string[]): Promise<ExitCode> {
  const files = readPolicyFiles(session, paths);
  if (!files.ok) return 1;
  const ports = await openToLook(session);
  if (!ports.ok) return failed(session, ports.error);
  try {
    const draft = await openLocal(ports.value, session.signal);
    const order = localOrder(ports.value, draft, files.value);
    if (!order.ok) {
      session.ports.stderr.write(`holdfast: nothing would be done: ${order.error}.\n`);
      return 7;
    }
    const { policies } = order.value.order;
    const planned = await planPolicies(ports.value, order.value.order, session.signal);
    const { plan } = planned;
    const refused = refusals(policies);
    const ground = { before: planned.before, owned: ports.value.store.memory.owned };
    const rows = planRows(plan, planned.refused, ground);
    if (session.options.json)
      sayJson(session, { digest: plan.digest, writes: writesSomething(plan), steps: rows, refused });
    else {
      say(session, planText(rows, session.ports.stdout));
      say(
        session,
        writesSomething(plan) ? `Plan ${plan.digest}` : `Nothing would be written. Plan ${plan.digest}`,
      );
    }
    for (const { name, why } of refused)
      session.ports.stderr.write(`holdfast: "${name}" is refused: ${why}\n`);
    return refused.length > 0 ? 8 : 0;
  } finally {
    ports.value.store.close();
  }
}

/** The state as it stands, or none where it may not be read. Writing through it is not possible. */
export async function openToLook(session: Session): Promise<Result<TurnPorts>> {
  const context = await session.context();
  if (!context.ok) return context;
  const { config } = session;
  const files = createDocumentFiles(config.paths.documents);
  return ok({ ...context.value, store: readStore(config.paths.database), files });
}
