// A bounded memory of what was seen lately, oldest forgotten first.

import type { Clock } from '../../model/ports.js';

export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
}

export function createRecent<V>(
  clock: Clock,
  { entries, keepMs }: { readonly entries: number; readonly keepMs: number },
): Recent<V> {
  const seen = new Map<string, { readonly value: V; readonly at: number }>();
  const forget = (now: number): void => {
    for (const [key, { at }] of seen) {
      if (seen.size <= entries && now - at <= keepMs) return;
      seen.delete(key);
    }
  };
  return {
    get: (key) => {
      const found = seen.get(key);
      return found !== undefined && clock.monotonicMs() - found.at <= keepMs ? found.value : undefined;
    },
    set: (key, value) => {
      const at = clock.monotonicMs();
      seen.delete(key);
      seen.set(key, { value, at });
      forget(at);
    },
  };
}
