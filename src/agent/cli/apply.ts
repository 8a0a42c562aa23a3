// `holdfast apply POLICY...` and `holdfast restore`: change settings without the service.

import type { Finding } from '../../model/finding.js';
import type { Sha256 } from '../../model/ids.js';
import { sha256Text } from '../../model/ids.js';
import { countsText } from '../../report/status-text.js';
import { withTurn } from '../lock/locked-turn.js';
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
    (ports, bounded) => applyFiles(ports, files.value, onlyPlan, bounded),
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
  const ended = await withTurn(context.value, restoreAll, signal);
  return ended.ok ? show(session, ended.value) : failed(session, ended.error);
}

function show(session: Session, applied: Applied): ExitCode {
  const { ports, options } = session;
  if (applied.is === 'stood-aside') {
    ports.stderr.write(`holdfast: nothing was written: ${applied.why}.\n`);
    return 7;
  }
  if (applied.is === 'set-aside') {
    for (const why of applied.why) ports.stderr.write(`holdfast: refused: ${why}\n`);
    ports.stderr.write('holdfast: nothing was written.\n');
    return 8;
  }
  if (applied.is === 'plan-moved') {
    ports.stderr.write(
      `holdfast: refused: the device or the policies have moved since that plan; it would now be ${applied.digest}. Nothing was written.\n`,
    );
    return 8;
  }
  const { findings, digest, result, timeUp } = applied;
  const { counts } = result;
  warn(session, result.warnings);
  const notAsAsked = counts.error + counts.conflict + counts.nonCompliant > 0;
  if (options.json) sayJson(session, { digest, wrote: result.wrote, counts, findings });
  else {
    const rows = findings.map(({ state, name, reason }) => [state, name, reason?.text ?? '']);
    if (rows.length > 0) say(session, table([['STATE', 'SETTING', 'REASON'], ...rows], ports.stdout));
    say(
      session,
      `${result.wrote ? 'Written.' : 'Nothing had to be written.'}${readBackText(findings)} Settings: ${countsText(counts)}.`,
    );
  }
  if (timeUp) {
    ports.stderr.write(`holdfast: ${result.said}\n`);
    return 1;
  }
  return notAsAsked ? 4 : 0;
}

/** Of the settings that are enforced: what the system says of them, told apart from what nobody can ask it. */
function readBackText(findings: readonly Finding[]): string {
  const enforced = findings.filter(
    ({ desired, state }) => desired !== undefined && state !== 'notApplicable',
  );
  const those = (...kinds: readonly Finding['readBack']['is'][]): number =>
    enforced.filter(({ readBack }) => kinds.includes(readBack.is)).length;
  const parts = [
    [those('value', 'absent'), 'read back'],
    [those('no-reader'), 'cannot be read back by any command'],
    [those('unreadable'), 'could not be read back'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, text]) => `${count} ${text}`);
  return told.length === 0 ? '' : ` ${told.join(', ')}.`;
}
