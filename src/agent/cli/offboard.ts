// `holdfast offboard [FILE]`: leaves Holdfast, by a signed file of the tenant or by the administrator's own command.

import { counted } from '../../model/counted.js';
import { describeFault } from '../../model/result.js';
import { withTurn } from '../lock/locked-turn.js';
import type { Offboarded } from '../turn/offboard.js';
import type { ExitCode } from '../turn/ports.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson, warn } from './session.js';
import { readTextFile } from './text-file.js';

const FILE_BYTES = 1_048_576;

export async function offboardCommand(session: Session, file: string | undefined): Promise<ExitCode> {
  const refused = needsPrivileges(session, 'offboard');
  if (refused !== undefined) return refused;
  const text = file === undefined ? undefined : readTextFile(file, FILE_BYTES);
  if (text?.ok === false) return failed(session, text.error);
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const { offboard } = await import('../turn/offboard.js');
  const onBegin = (stays: readonly string[]): void => warn(session, stays.map(before));
  const ended = await withTurn(
    context.value,
    (ports, signal) => offboard(ports, { file: text?.value, onBegin }, signal),
    session.signal,
  );
  const result = ended.ok ? ended.value : ended;
  if (result.ok) return show(session, result.value);
  if (result.error.kind !== 'missing') return failed(session, result.error);
  session.ports.stderr.write('holdfast: this device is not enrolled: there is nothing to leave\n');
  return 3;
}

const before = (name: string): string =>
  `${name}: the text can be taken back, what it did cannot. A sensor that was onboarded by it stays onboarded; offboard it with the vendor's own tool.`;

function show(session: Session, { result, stays, failed: notGivenBack, untold }: Offboarded): ExitCode {
  const { warnings } = result;
  const why = untold === undefined ? null : describeFault(untold);
  if (session.options.json) sayJson(session, { stays, notGivenBack, untold: why, warnings });
  else {
    warn(session, warnings);
    say(session, 'Offboarded: keys, assignment and policies are forgotten, and the former values are back.');
    if (notGivenBack > 0)
      say(
        session,
        `Not yet back: ${counted(notGivenBack, 'setting', 'settings')}; a running daemon tries again.`,
      );
    if (stays.length > 0) say(session, `What they did stays as it is: ${stays.join(', ')}.`);
    if (why !== null) say(session, `The service does not know of it (${why}): retire the device there.`);
  }
  return notGivenBack > 0 ? 4 : 0;
}
