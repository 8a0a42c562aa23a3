// `holdfast status`: reads two public files and shows them. No library, no database, no rights needed.

import { existsSync } from 'node:fs';
import { harmlessJson, harmlessLines } from '../../model/harmless.js';
import type { Daemon } from '../../report/status-text.js';
import { statusText } from '../../report/status-text.js';
import type { StatusView } from '../../report/status-view.js';
import type { Paths } from '../config/paths.js';
import { errorCode, readJson } from '../files/own-files.js';
import type { ExitCode } from '../turn/ports.js';

export interface ShownStatus {
  readonly text: string;
  readonly exitCode: ExitCode;
  /** The same for the same state: ages in the text grow by themselves. */
  readonly stamp: string;
}

export function showStatus(paths: Paths, json: boolean, nowMs: number): ShownStatus {
  const raw = readJson(paths.statusFile, 32 * 1024 * 1024);
  if (!isStatus(raw)) return noStatus(paths, json);
  const daemon = daemonAt(paths);
  const text = json
    ? `${harmlessJson({ ...raw, daemon: daemon.is })}\n`
    : harmlessLines(statusText(raw, daemon, nowMs));
  return { text, exitCode: raw.exitCode, stamp: `${raw.writtenAt} ${daemon.is}` };
}

/** After a restart of the machine there is none until the daemon has run: that is not "not enrolled". */
function noStatus({ statusFile, state }: Paths, json: boolean): ShownStatus {
  const known = existsSync(state);
  const said = known
    ? 'Holdfast has not run on this machine since it started, or since its identity was wiped. Start the daemon with "holdfast run", or run "holdfast sync".'
    : 'Not enrolled: Holdfast has never run on this machine. Start with "holdfast onboard FILE".';
  const text = json
    ? `${JSON.stringify({ form: 1, enrollment: null, said, statusFile }, undefined, 2)}\n`
    : `${said}\n`;
  return { text, exitCode: known ? 1 : 3, stamp: said };
}

const isStatus = (raw: unknown): raw is StatusView =>
  typeof raw === 'object' &&
  raw !== null &&
  'form' in raw &&
  raw.form === 1 &&
  ['enrollment', 'service', 'engine', 'policies', 'counts', 'settings', 'warnings', 'exitCode'].every(
    (name) => name in raw,
  );

/** The daemon's own word, checked against the process that it names. */
function daemonAt({ daemonFile }: Paths): Daemon {
  const raw = readJson(daemonFile);
  const pid = typeof raw === 'object' && raw !== null && 'pid' in raw ? raw.pid : undefined;
  if (typeof pid !== 'number') return { is: 'not-running' };
  try {
    process.kill(pid, 0);
    return { is: 'running' };
  } catch (error) {
    return { is: errorCode(error) === 'EPERM' ? 'running' : 'not-running' };
  }
}
