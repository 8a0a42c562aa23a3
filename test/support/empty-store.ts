// A store that remembers nothing: what a device has that was never started.
import type { Store } from '../../src/agent/store/store.js';
import { ok } from '../../src/model/result.js';

export const emptyStore = (): Store => ({
  health: { fresh: undefined, damaged: [], readOnly: undefined },
  read: () => undefined,
  memory: { owned: new Map(), containers: new Map(), saveIntents: () => ok(undefined) },
  outbox: () => [],
  document: () => undefined,
  write: () => ok(undefined),
  close: () => undefined,
});
