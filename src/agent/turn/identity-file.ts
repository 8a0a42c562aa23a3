// The registration beside the database: it tells an emptied database from a new device, and survives a corrupt one.

import { readJson, writeWhole } from '../files/own-files.js';
import type { NetMemory, NetState, Registration } from '../net/ports.js';
import { FACTS } from '../store/facts.js';
import type { Store } from '../store/store.js';

const TEXTS = ['device', 'managementUri', 'managementToken', 'tokenEndpoint'] as const;

export function readIdentity(path: string): Registration | undefined {
  const raw = readJson(path);
  return isRegistration(raw) ? raw : undefined;
}

function isRegistration(raw: unknown): raw is Registration {
  if (typeof raw !== 'object' || raw === null) return false;
  return TEXTS.every((name) => typeof Reflect.get(raw, name) === 'string');
}

/** Where the disk is full the turn goes on with what it learnt; the next one asks again. */
export function createNetMemory(store: Store, path: string): NetMemory {
  let state: NetState = store.read(FACTS.net) ?? { clockSkewSeconds: 0 };
  return {
    load: () => state,
    save: (next) => {
      if (next.registration !== undefined && next.registration !== state.registration)
        writeWhole(path, JSON.stringify(next.registration), { mode: 0o600, durable: true });
      state = next;
      store.write((writer) => writer.put(FACTS.net, next));
    },
  };
}
