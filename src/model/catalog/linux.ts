// The Linux catalog alone: a bundle for Linux takes in no rows of another system.

import linux from '../../../catalog/linux.json' with { type: 'json' };
import profiles from '../../../catalog/profiles.json' with { type: 'json' };
import type { Catalog } from './catalog.js';
import { createCatalog } from './catalog.js';

export const linuxCatalog = (): Catalog => createCatalog('linux', linux, profiles);
