// `holdfast onboard FILE`: the secret comes from a file or from standard input, never from the command line or the
// environment, which other accounts can read.

import { withTurn } from '../lock/locked-turn.js';
import type { Onboarded } from '../turn/onboard.js';
import type { ExitCode, TurnResult } from '../turn/ports.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson } from './session.js';
import { readSecret, readTextFile } from './text-file.js';

const FILE_BYTES = 1_048_576;

export interface OnboardOptions {
  readonly file: string;
  readonly secretFile: string | undefined;
}

export async function onboardCommand(session: Session, options: OnboardOptions): Promise<ExitCode> {
  const refused = needsPrivileges(session, 'onboard');
  if (refused !== undefined) return refused;
  const text = readTextFile(options.file, FILE_BYTES);
  if (!text.ok) return failed(session, text.error);
  const secret = await readSecret(options.secretFile, session.ports);
  if (!secret.ok) return failed(session, secret.error);
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const { onboard } = await import('../turn/onboard.js');
  const input = { text: text.value, secret: secret.value };
  const order = { turn: 'drift', asked: true, onStage: () => undefined } as const;
  const ended = await withTurn(
    context.value,
    (ports, signal) => onboard(ports, input, order, signal),
    session.signal,
  );
  const result = ended.ok ? ended.value : ended;
  return result.ok ? show(session, result.value) : failed(session, result.error);
}

const TOOK: readonly string[] = ['managed', 'stale', 'rekeying', 'out-of-scope', 'disabled'];

function show(session: Session, result: Onboarded): ExitCode {
  const enrolled = TOOK.includes(result.state);
  const code = codeOf(result, enrolled);
  if (session.options.json) sayJson(session, { ...result, exitCode: code });
  else if (enrolled)
    say(
      session,
      result.before === 'enrolled'
        ? 'This device is enrolled already and stays the device that it is. "holdfast sync" checks in now.'
        : 'Enrolled. The first sync comes in 10 minutes; "holdfast sync" makes it now.',
    );
  else say(session, `The onboarding file was taken; not enrolled yet. ${result.said}`);
  return code;
}

/** A service that is overloaded or broken is as good as not reached. */
const isOverload = (status: number): boolean => status >= 500 || status === 429;

function codeOf({ exitCode, fault }: TurnResult, enrolled: boolean): ExitCode {
  if (enrolled) return 0;
  if (exitCode === 7) return 7;
  if (fault?.kind === 'untrusted') return 8;
  if (fault === null) return 1;
  if (fault.kind === 'refused') return isOverload(fault.status) ? 6 : 1;
  // What lacks on the device itself is no absence of the service.
  return fault.kind === 'missing' || fault.kind === 'denied' || fault.kind === 'disk' ? 1 : 6;
}
