// The Windows catalog alone: a bundle for Windows takes in no rows of another system.

import profiles from '../../../catalog/profiles.json' with { type: 'json' };
import windows from '../../../catalog/windows.json' with { type: 'json' };
import type { Catalog } from './catalog.js';
import { createCatalog } from './catalog.js';

export const windowsCatalog = (): Catalog => createCatalog('windows', windows, profiles);
