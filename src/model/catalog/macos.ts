// The macOS catalog alone: a bundle for macOS takes in no rows of another system.

import macos from '../../../catalog/macos.json' with { type: 'json' };
import profiles from '../../../catalog/profiles.json' with { type: 'json' };
import type { Catalog } from './catalog.js';
import { createCatalog } from './catalog.js';

export const macosCatalog = (): Catalog => createCatalog('macos', macos, profiles);
