// What is wrong with a part of a policy, and where. Pure.

import type { Reason } from '../finding.js';

/** `path` is the JSON path of the place. */
export interface Problem {
  readonly path: string;
  readonly reason: Reason;
}

export const invalid = (path: string, text: string): Problem => ({
  path,
  reason: { code: 'invalid-value', text },
});
