// The folders of the agent's state. Loads nothing that a turn needs: the daemon uses it too.

import type { Result } from '../../model/result.js';
import { ok } from '../../model/result.js';
import type { Config } from '../config/config.js';
import { ensureFolder, writeWhole } from './own-files.js';

/** Root's alone, and never a folder that somebody else prepared. */
export function prepareState(config: Config): Result<void> {
  const { state, documents, requests, locks, simulatedMarker } = config.paths;
  for (const folder of [state, documents, requests, locks]) {
    const made = ensureFolder(folder, 0o700);
    if (!made.ok && made.error.kind !== 'disk') return made;
  }
  if (!config.simulated) return ok(undefined);
  const marked = writeWhole(simulatedMarker, `${config.os}\n`, { mode: 0o600, durable: false });
  return marked.ok || marked.error.kind === 'disk' ? ok(undefined) : marked;
}
