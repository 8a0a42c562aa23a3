// `holdfast apply POLICY...` and `holdfast restore`: change settings without the service.

import type { Sha256 } from '../../model/ids.js';
import { sha256Text } from '../../model/ids.js';
import { countsText } from '../../report/status-text.js';
import { withTurn } from '../locked-turn.js';
import type { Applied } from '../turn/apply.js';
import { applyFiles, restoreAll } from '../turn/apply.js';
import { readPolicies } from '../turn/policy-set.js';
import type { ExitCode } from '../turn/ports.js';
import { readPolicyFiles, refusals } from './policy-files.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson, warn } from './session.js';
import { table } from './table.js';

export async function applyCommand(
  session: Session,
  paths: readonly string[],
  plan: string | undefined,
): Promise<ExitCode> {
  if (plan !== undefined && !/^[0-9a-f]{64}$/.test(plan)) {
    session.ports.stderr.write(
      'holdfast: --plan takes the digest that "holdfast plan" printed (64 characters)\n',
    );
    return 2;
  }
  const denied = needsPrivileges(session, 'apply');
  if (denied !== undefined) return denied;
  const files = readPolicyFiles(session, paths);
  if (!files.ok) return 1;
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const refused = refusals(
    readPolicies(
      files.value.map(({ policy }) => policy),
      context.value.machine.catalog,
    ),
  );
  if (refused.length > 0) {
    for (const { name, why } of refused)
      session.ports.stderr.write(`holdfast: "${name}" is refused: ${why}\n`);
    session.ports.stderr.write('holdfast: nothing was written.\n');
    return 8;
  }
  const onlyPlan: Sha256 | undefined = plan === undefined ? undefined : sha256Text(plan);
  const { signal } = session;
  const ended = await withTurn(
    context.value,
    (ports) => applyFiles(ports, files.value, onlyPlan, signal),
    signal,
  );
  return ended.ok ? show(session, ended.value) : failed(session, ended.error);
}

export async function restoreCommand(session: Session): Promise<ExitCode> {
  const denied = needsPrivileges(session, 'restore');
  if (denied !== undefined) return denied;
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const { signal } = session;
  const ended = await withTurn(context.value, (ports) => restoreAll(ports, signal), signal);
  return ended.ok ? show(session, ended.value) : failed(session, ended.error);
}

function show(session: Session, applied: Applied): ExitCode {
  const { ports, options } = session;
  if (applied.is === 'stood-aside') {
    ports.stderr.write(`holdfast: nothing was written: ${applied.why}.\n`);
    return 7;
  }
  if (applied.is === 'plan-moved') {
    ports.stderr.write(
      `holdfast: refused: the device or the policies have moved since that plan; it would now be ${applied.digest}. Nothing was written.\n`,
    );
    return 8;
  }
  const { findings, digest, result } = applied;
  const { counts } = result;
  warn(session, result.warnings);
  const notAsAsked = counts.error + counts.conflict + counts.nonCompliant > 0;
  if (options.json) sayJson(session, { digest, wrote: result.wrote, counts, findings });
  else {
    const rows = findings.map(({ state, name, reason }) => [state, name, reason?.text ?? '']);
    if (rows.length > 0)
      say(session, table([['STATE', 'SETTING', 'REASON'], ...rows], ports.stdout.isTerminal));
    say(
      session,
      `${result.wrote ? 'Written and read back' : 'Nothing had to be written'}. Settings: ${countsText(counts)}.`,
    );
  }
  return notAsAsked ? 4 : 0;
}
