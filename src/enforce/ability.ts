// What a device can do with a setting, before any policy asks for it. Pure.

import type { CatalogRow, OsName } from '../model/catalog/row.js';
import { OS_TITLES } from '../model/catalog/setting-os.js';
import type { Observation } from '../model/ports.js';
import { whyEngineCannot, whySystemTooOld, whyTooOld } from './applicability.js';

/** `set`: it can be written, and nothing shows whether it is in force. `profile`: only a configuration profile can. */
export interface Ability {
  readonly can: 'set-and-read' | 'set' | 'profile' | 'nothing';
  readonly why: string | null;
}

export function abilityOf(row: CatalogRow, os: OsName, observation: Observation): Ability {
  const why = whyNothing(row, os, observation);
  if (why !== undefined) return { can: 'nothing', why };
  if (row.write.every(({ by }) => by === 'profile')) {
    return { can: 'profile', why: 'only a configuration profile can set it' };
  }
  return row.read.by === 'none' ? { can: 'set', why: row.read.why } : { can: 'set-and-read', why: null };
}

function whyNothing(
  row: CatalogRow,
  os: OsName,
  { engine, system, settings }: Observation,
): string | undefined {
  if (row.os !== os) return `a setting of ${OS_TITLES[row.os]}`;
  if (row.id === null) return 'no policy can name it: it has no known setting id';
  if (!row.channel.carried) return row.channel.why;
  const served = settings.get(row.key)?.engine ?? engine;
  const never = whyEngineCannot(served) ?? whyTooOld(row, [], served) ?? whySystemTooOld(row, system);
  if (never !== undefined) return never.text;
  return row.write.length === 0 ? 'no place for it is known' : undefined;
}
