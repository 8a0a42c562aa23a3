// How a look at the wake counters ends, as the code of its process. Data only.

import type { Look } from './look.js';

/** None of them is one of the command line's. */
export const LOOK_CODES: Readonly<Record<Look, number>> = { quiet: 0, rose: 80, failed: 81 };

export const lookOf = (code: number | undefined): Look =>
  code === LOOK_CODES.quiet ? 'quiet' : code === LOOK_CODES.rose ? 'rose' : 'failed';
