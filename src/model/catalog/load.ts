// The catalog of any operating system, for callers that serve all of them (the service, simulated machines).

import profiles from '../../../catalog/profiles.json' with { type: 'json' };
import type { Catalog } from './catalog.js';
import { createCatalog } from './catalog.js';
import { linuxCatalog } from './linux.js';
import type { OsName } from './row.js';

/** Windows and macOS have profiles and no rows yet: each of their settings reads as unknown to the catalog. */
const CATALOGS: Readonly<Record<OsName, () => Catalog>> = {
  linux: linuxCatalog,
  windows: () => createCatalog('windows', [], profiles),
  macos: () => createCatalog('macos', [], profiles),
};

export const loadCatalog = (os: OsName): Catalog => CATALOGS[os]();
