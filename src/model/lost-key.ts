// The faults of a device whose key is gone: it can prove nothing any more, and only a new enrollment helps. Pure.

import type { Fault } from './result.js';

const KEY = 'the key of this device';

export const LOST_KEY: Fault = { kind: 'missing', target: KEY };

export const damagedKey = (why: string): Fault => ({ kind: 'missing', target: `${KEY} (${why})` });

export const isLostKey = (fault: Fault | undefined): boolean =>
  fault?.kind === 'missing' && (fault.target === KEY || fault.target.startsWith(`${KEY} (`));
