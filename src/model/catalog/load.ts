// The catalog of any operating system, for callers that serve all of them (the service, simulated machines).

import type { Catalog } from './catalog.js';
import { linuxCatalog } from './linux.js';
import { macosCatalog } from './macos.js';
import type { OsName } from './row.js';
import { windowsCatalog } from './windows.js';

const CATALOGS: Readonly<Record<OsName, () => Catalog>> = {
  linux: linuxCatalog,
  windows: windowsCatalog,
  macos: macosCatalog,
};

export const loadCatalog = (os: OsName): Catalog => CATALOGS[os]();
