// The log: one JSON line for each event. Strings are escaped by the serializer, so no line can be forged.

import type { Clock, Log } from '../model/ports.js';

export function createJsonLog(write: (line: string) => void, clock: Pick<Clock, 'now'>): Log {
  const put =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, facts: Readonly<Record<string, unknown>>): void => {
      const time = new Date(clock.now()).toISOString();
      write(`${JSON.stringify({ time, level, event, ...facts })}\n`);
    };
  return { info: put('info'), warn: put('warn'), error: put('error') };
}

/** For commands, whose output is for people: only what went wrong, and only where it was asked for. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
