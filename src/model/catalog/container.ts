// Which shared container (a whole file) a setting is written into, if any. Pure.

import type { ContainerId } from '../ids.js';
import { containerId } from '../ids.js';
import type { CatalogRow } from './row.js';

export const fileContainer = (file: string): ContainerId => containerId(`file:${file}`);

/** Registry values and commands have none: each of those is given back by itself. */
export function containerOf(row: CatalogRow): ContainerId | undefined {
  const home = row.write.find(({ by }) => by === 'json-file');
  return home?.by === 'json-file' ? fileContainer(home.file) : undefined;
}
