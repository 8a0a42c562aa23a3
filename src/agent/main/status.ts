// `holdfast status`: starts as fast as a bare Node, so it reads one file and writes it, and loads nothing else.

import { createSystemClock } from '../../../platform/clock.js';
import { createSystemTimer } from '../../../platform/timer.js';
import type { ShownStatus } from '../cli/show-status.js';
import { showStatus } from '../cli/show-status.js';
import { parseArguments } from '../config/options.js';
import { readPaths } from '../config/read-config.js';
import { writeAll } from '../log/fd-output.js';

const WATCH_MS = 1000;

function main(): number | undefined {
  const parsed = parseArguments(process.argv.slice(2));
  const rest = parsed.ok ? parsed.value.rest.filter((arg) => arg !== '--watch') : [];
  if (!parsed.ok || rest.length !== 1) {
    const why = parsed.ok ? `status does not take "${rest.slice(1).join(' ')}"` : parsed.error;
    writeAll(2, `holdfast: ${why}; see "holdfast status --help"\n`);
    return 2;
  }
  const { options } = parsed.value;
  const paths = readPaths(options);
  const clock = createSystemClock();
  const show = () => showStatus(paths, options.json, clock.now());
  const first = show();
  writeAll(1, first.text);
  if (!parsed.value.rest.includes('--watch')) return first.exitCode;
  watch(show, first.stamp);
  return undefined;
}

/** Writes again whenever something has changed, until it is interrupted. */
function watch(show: () => ShownStatus, first: string): void {
  const timer = createSystemTimer();
  let last = first;
  const look = (): void => {
    const { text, stamp } = show();
    if (stamp !== last) writeAll(1, `\n${text}`);
    last = stamp;
    timer.after(WATCH_MS, look);
  };
  timer.after(WATCH_MS, look);
}

const code = main();
if (code !== undefined) process.exitCode = code;
