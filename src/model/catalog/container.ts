// Which shared container (a whole file) a setting is written into, if any. Pure.

import type { ContainerId } from '../ids.js';
import { containerId } from '../ids.js';
import type { CatalogRow } from './row.js';

export const fileContainer = (file: string): ContainerId => containerId(`file:${file}`);

/** The path of a file; undefined for a container of another kind. */
export const fileOf = (id: ContainerId): string | undefined =>
  id.startsWith('file:') ? id.slice('file:'.length) : undefined;

/** Registry values and commands have none: each of those is given back by itself. */
export function containerOf(row: CatalogRow): ContainerId | undefined {
  const home = row.write.find(({ by }) => by === 'json-file');
  return home?.by === 'json-file' ? fileContainer(home.file) : undefined;
}
