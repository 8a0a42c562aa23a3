// Everything back: leaving, out of scope, and `holdfast restore` are a pass without policies.

import type { PassInput, PassOutcome } from './pass.js';
import { enforce } from './pass.js';

export type RestoreInput = Pick<PassInput, 'rows' | 'adapter' | 'memory' | 'clock' | 'signal' | 'onlyPlan'>;

/** What somebody else has changed since is left alone, and said; what fails stays ours for the next try. */
export const restore = (input: RestoreInput): Promise<PassOutcome> =>
  enforce({ ...input, desired: [], refused: [], mode: 'enforce', allowNew: true });
