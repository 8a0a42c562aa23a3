// The log: one JSON line for each event. Strings are escaped by the serializer, so no line can be forged.

import type { Clock, Log } from '../../model/ports.js';

export function createJsonLog(write: (line: string) => void, clock: Pick<Clock, 'now'>): Log {
  const put =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, facts: Readonly<Record<string, unknown>>): void => {
      const time = isoText(clock.now());
      write(`${JSON.stringify({ time, level, event, ...facts })}\n`);
    };
  return { info: put('info'), warn: put('warn'), error: put('error') };
}

/**
 * RFC 3339, UTC. By hand: the first Date of a process takes a megabyte, which the idle daemon has no use for.
 * Source of the arithmetic: the proleptic Gregorian calendar, counted from 1 March of the year 0.
 */
export function isoText(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  const rest = ms - days * 86_400_000;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const [seconds, thousandths] = [Math.floor(rest / 1000) % 60, Math.floor(rest % 1000)];
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hours)}:${two(minutes)}:${two(seconds)}.${String(thousandths).padStart(3, '0')}Z`;
}

/** For commands, whose output is for people: only what went wrong, and only where it was asked for. */
export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
