// Which shared container (a whole file) a setting is written into, if any. Pure.

import type { ContainerId } from '../ids.js';
import { containerId } from '../ids.js';
import type { CatalogRow } from './row.js';

export const fileContainer = (file: string): ContainerId => containerId(`file:${file}`);

/** By the home that is tried first. Registry values and commands have none: each is given back by itself. */
export function containerOf(row: CatalogRow): ContainerId | undefined {
  const home = row.write[0];
  return home?.by === 'json-file' ? fileContainer(home.file) : undefined;
}
