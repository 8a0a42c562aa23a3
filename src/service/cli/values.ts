// Values of options, from the text that was given. Pure.

import { InvalidArgumentError } from 'commander';
import type { TenantId } from '../../model/ids.js';
import { tenantId } from '../../model/ids.js';

const UNIT_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `12h`, `30d`, `90m` to milliseconds. */
export function parseDuration(text: string): number {
  const [, digits, unit] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const ms = Number(digits) * (UNIT_MS[unit ?? ''] ?? 0);
  if (!(ms > 0)) throw new InvalidArgumentError('Expected a duration such as 90m, 12h or 30d.');
  if (ms > 30 * 86_400_000) throw new InvalidArgumentError('At most 30d.');
  return ms;
}

export function parseCount(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('Expected a number from 1.');
  return Number(text);
}

/** Lower case, as ids of a directory are compared. */
export function parseTenantId(text: string): TenantId {
  const id = text.toLowerCase();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id))
    throw new InvalidArgumentError('Expected a GUID such as 1b3c5d7e-0000-4000-8000-0123456789ab.');
  return tenantId(id);
}

export function parsePort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('Expected 0 to 65535.');
  return Number(text);
}

/** Of an option that may be repeated. */
export const collect = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];
