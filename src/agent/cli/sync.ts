// `holdfast sync`: through the daemon where it runs, else in this process; with progress either way.

import { counted } from '../../model/counted.js';
import { describeFault } from '../../model/result.js';
import { countsText } from '../../report/status-text.js';
import { lockHolder } from '../lock/lock.js';
import { runAnsweredTurn } from '../requests/answered-turn.js';
import type { Stage } from '../requests/requests.js';
import { createRequests } from '../requests/requests.js';
import type { ExitCode, TurnResult } from '../turn/ports.js';
import type { Session } from './session.js';
import { failed, needsPrivileges, say, sayJson, warn } from './session.js';

const WORDS: Readonly<Record<Stage, string>> = {
  survey: 'Looking who manages this device',
  register: 'Registering with the service',
  'check-in': 'Checking in',
  documents: 'Fetching policies',
  enforce: 'Enforcing settings',
  report: 'Reporting',
  save: 'Saving',
};

export async function syncCommand(session: Session): Promise<ExitCode> {
  const refused = needsPrivileges(session, 'sync');
  if (refused !== undefined) return refused;
  const { config, ports } = session;
  const throughDaemon = lockHolder(config.paths.locks, 'daemon', ports.processes) !== undefined;
  return throughDaemon ? askDaemon(session) : syncHere(session);
}

async function syncHere(session: Session): Promise<ExitCode> {
  const context = await session.context();
  if (!context.ok) return failed(session, context.error);
  const order = { turn: 'sync', asked: true, requests: [], onStage: showStage(session) } as const;
  const ended = await runAnsweredTurn(context.value, order, session.signal);
  return ended.ok ? showResult(session, ended.value) : failed(session, ended.error);
}

const LOOK_MS = 100;
/** Longer than a turn may take. */
const WAIT_MS = 6 * 60_000;

async function askDaemon(session: Session): Promise<ExitCode> {
  const { config, ports } = session;
  const requests = createRequests(config.paths.requests);
  const id = ports.random.uuid();
  const asked = requests.ask({ id, kind: 'sync', askedAt: ports.clock.now() });
  if (!asked.ok) return failed(session, asked.error);
  const show = showStage(session);
  try {
    for (let waitedMs = 0; waitedMs < WAIT_MS && !session.signal.aborted; waitedMs += LOOK_MS) {
      const progress = requests.readProgress(id);
      if (progress !== undefined) show(progress.stage);
      const answer = requests.readAnswer(id);
      if (isResult(answer)) return showResult(session, answer);
      if (isShortAnswer(answer)) {
        ports.stderr.write(`holdfast: ${answer.said}\n`);
        return 1;
      }
      await new Promise<void>((resolve) => void ports.timer.after(LOOK_MS, resolve));
    }
    ports.stderr.write('holdfast: the daemon gave no answer; see its log.\n');
    return 1;
  } finally {
    requests.remove(id);
  }
}

/** Each stage once, and only for people: output that is read by programs stays clean. */
function showStage({ ports, options }: Session): (stage: Stage) => void {
  let last: Stage | undefined;
  return (stage) => {
    if (stage === last || options.json || !ports.stderr.isTerminal) return;
    last = stage;
    ports.stderr.write(`${WORDS[stage]} ...\n`);
  };
}

function showResult(session: Session, result: TurnResult): ExitCode {
  warn(session, result.warnings);
  if (session.options.json) {
    sayJson(session, result);
    return result.exitCode;
  }
  const { said, counts, reportsSent, reportsWaiting, fault } = result;
  const lines = [
    said,
    `Settings: ${countsText(counts)}.`,
    ...(reportsSent > 0 ? ['Reported to the service.'] : []),
    ...(reportsWaiting > 0
      ? [`${counted(reportsWaiting, 'report waits', 'reports wait')} for the service.`]
      : []),
    ...(fault !== null && !said.startsWith(describeFault(fault))
      ? [`Last fault: ${describeFault(fault)}.`]
      : []),
  ];
  say(session, lines.join('\n'));
  return result.exitCode;
}

const isShortAnswer = (raw: unknown): raw is { readonly said: string } =>
  typeof raw === 'object' && raw !== null && 'said' in raw && typeof raw.said === 'string';

const isResult = (raw: unknown): raw is TurnResult =>
  isShortAnswer(raw) &&
  ['turn', 'exitCode', 'counts', 'fault', 'reportsSent', 'warnings'].every((name) => name in raw);
