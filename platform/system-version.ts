// Which version of its system a machine runs, as far as the minimum of a setting asks. Asked once, and only where a
// setting has such a minimum.

import type { CatalogRow } from '../src/model/catalog/row.js';
import type { Observation, SystemVersion } from '../src/model/ports.js';
import type { HostFacts } from './host.js';

/** What a machine says of its version. */
export type SystemName = Pick<HostFacts, 'version' | 'prettyName'>;

export type AskSystem = (rows: readonly CatalogRow[]) => Promise<Pick<Observation, 'system'>>;

/** A system changes its version only by a restart, and this program ends with it. */
export function createAskSystem(readName: () => Promise<SystemName>): AskSystem {
  let asked: Promise<SystemVersion | undefined> | undefined;
  return async (rows) => {
    if (!rows.some(({ minimum }) => minimum.os !== undefined || minimum.server !== undefined)) return {};
    asked ??= readName().then(systemVersionOf);
    const system = await asked;
    return system === undefined ? {} : { system };
  };
}

/** The product's name says "Server" of every Windows server. A version that is none tells nothing. */
export const systemVersionOf = ({ version, prettyName }: SystemName): SystemVersion | undefined =>
  version !== undefined && /^\d+(?:\.\d+){0,3}$/.test(version)
    ? { version, isServer: /\bserver\b/i.test(prettyName ?? '') }
    : undefined;
