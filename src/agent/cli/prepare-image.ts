// `holdfast prepare-image`: wipes the identity of this device, so that its disk may be copied.

import { counted } from '../../model/counted.js';
import type { Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import type { AgentContext } from '../context.js';
import { prepareState } from '../files/state-folders.js';
import { acquireLock, lockFault } from '../lock/lock.js';
import { withTurn } from '../lock/locked-turn.js';
import type { ExitCode } from '../turn/ports.js';
import type { ImageOrder, ImagePrepared } from '../turn/prepare-image.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson } from './session.js';
import { readSecret } from './text-file.js';

export interface PrepareImageOptions {
  readonly keepOnboarding: boolean;
  readonly secretFile: string | undefined;
}

export async function prepareImageCommand(
  session: Session,
  { keepOnboarding, secretFile }: PrepareImageOptions,
): Promise<ExitCode> {
  const { stderr } = session.ports;
  if (secretFile !== undefined && !keepOnboarding) {
    stderr.write('holdfast: --secret-file has a meaning only with --keep-onboarding\n');
    return 2;
  }
  const refused = needsPrivileges(session, 'prepare-image');
  if (refused !== undefined) return refused;
  const secret = secretFile === undefined ? ok(undefined) : await readSecret(secretFile, session.ports);
  if (!secret.ok) return failed(session, secret.error);
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const order = { keepOnboarding, secret: secret.value };
  const prepared = await withoutDaemon(context.value, order, session.signal);
  return prepared.ok ? show(session, prepared.value) : failed(session, prepared.error);
}

/** A daemon that runs would make a schedule, and perhaps an identity, the moment after. */
async function withoutDaemon(
  context: AgentContext,
  order: ImageOrder,
  signal: AbortSignal,
): Promise<Result<ImagePrepared>> {
  const { config, processes } = context;
  const folders = prepareState(config);
  if (!folders.ok) return folders;
  const lock = acquireLock(config.paths.locks, 'daemon', processes);
  if (!lock.ok) return fail(lockFault(lock.error, config.paths.locks));
  const { prepareImage } = await import('../turn/prepare-image.js');
  try {
    return await withTurn(context, (ports, bounded) => prepareImage(ports, order, bounded), signal);
  } finally {
    lock.value.release();
  }
}

const KEPT: Readonly<Record<ImagePrepared['onboarding'], string>> = {
  kept: 'The onboarding file and its secret are kept: each copy enrolls by itself, as long as the secret counts.',
  'kept-without-secret':
    'The onboarding file is kept, but no secret is at hand (it went with the registration): give it with --secret-file, or onboard each copy.',
  'none-to-keep':
    'There is no onboarding file here to keep: run "holdfast onboard FILE" first, or onboard each copy.',
  removed: 'Nothing of the enrollment is kept: onboard each copy.',
};

function show(session: Session, prepared: ImagePrepared): ExitCode {
  const { device, wrote, failed: notGivenBack, stays, onboarding } = prepared;
  if (session.options.json) sayJson(session, { ...prepared, device: device ?? null });
  else {
    say(session, 'Wiped: device key, registration, counters, machine facts, assignment, policies, schedule.');
    if (wrote)
      say(session, 'The settings have their former values: each copy takes its policies up by itself.');
    if (notGivenBack > 0)
      say(session, `Not given back: ${counted(notGivenBack, 'setting', 'settings')}; the copies try again.`);
    if (stays.length > 0) say(session, `What they did stays as it is: ${stays.join(', ')}.`);
    say(session, KEPT[onboarding]);
    if (device !== undefined)
      say(
        session,
        `The service still lists this machine as ${device}: retire it there unless it is another's.`,
      );
    say(
      session,
      'Shut the machine down now and copy its disk; a daemon that starts makes it a device again.',
    );
  }
  return notGivenBack > 0 ? 4 : 0;
}
