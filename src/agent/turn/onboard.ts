// Takes an onboarding file: verified, kept, and the device registered at once where the survey allows it. Enforces
// nothing: the first sync comes ten minutes later.

import { identityOf } from '../../enroll/lifecycle.js';
import { tenantId } from '../../model/ids.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { readOnboardingFile, targetOf } from '../net/onboarding-file.js';
import { FACTS } from '../store/facts.js';
import { closeTurn } from './closing.js';
import { lookAtMachine } from './device-look.js';
import { happened, openDraft } from './draft.js';
import { survey } from './enrollment.js';
import type { TurnOrder, TurnPorts, TurnResult } from './ports.js';
import { recover } from './recover.js';
import { connect, enrolIfPlanned } from './turn.js';

export interface OnboardingInput {
  readonly text: string;
  /** A secret: it goes into the database and one header, and nowhere else. */
  readonly secret: string;
}

export interface Onboarded extends TurnResult {
  /** Whether the device had an identity of this tenant before the file. */
  readonly before: 'enrolled' | 'not-enrolled';
}

export async function onboard(
  ports: TurnPorts,
  input: OnboardingInput,
  order: TurnOrder,
  signal: AbortSignal,
): Promise<Result<Onboarded>> {
  const { clock, files, store } = ports;
  const draft = openDraft(store);
  recover(ports, draft);
  const identity = identityOf(draft.state);
  const file = await readOnboardingFile(input.text, clock.now(), identity?.tenant);
  if (!file.ok) return file;
  const { claims, statement } = file.value;
  draft.claims = claims;
  draft.target = targetOf(claims);
  draft.onboarding = { jws: statement, secret: input.secret, at: clock.now() };
  order.onStage('survey');
  await survey(ports, draft, signal);
  happened(draft, { on: 'onboarded', tenant: tenantId(claims.tid) });
  const put = files.putSigned('onboarding', statement);
  if (!put.ok) return put;
  const { onboarding, state } = draft;
  const saved = store.write((writer) => {
    writer.put(FACTS.onboarding, onboarding);
    writer.put(FACTS.lifecycle, state);
  });
  if (!saved.ok) return fail(saved.error);
  const client = await connect(ports, draft.target, draft);
  try {
    if (client !== undefined) {
      await lookAtMachine(ports, draft, order, signal);
      await enrolIfPlanned({ ports, draft, client, order, signal });
    }
  } finally {
    client?.close();
  }
  order.onStage('save');
  const before = identity === undefined ? 'not-enrolled' : 'enrolled';
  return ok({ ...closeTurn(ports, draft, order), before });
}
