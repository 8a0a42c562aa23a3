// Chance of the system. Only place of the agent that draws it.

import type { Random } from '../src/model/ports.js';

/** `crypto` is touched by the first call only: the daemon draws fractions and never loads it. */
export function createSystemRandom(): Random {
  return { fraction: () => Math.random(), uuid: () => crypto.randomUUID() };
}
