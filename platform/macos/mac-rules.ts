// Files on a Mac: as on Linux, but administrators are a group. File I/O.

import type { FileRules } from '../file-rules.js';
import { posixRules } from '../posix-rules.js';
import { distrust } from '../trust.js';

/**
 * Wheel, and admin: /Applications, where the agent's own programs lie, belongs to the second, whose members are the
 * administrators of the Mac and may become root.
 * Source: Apple, "Open Directory" and sudoers(5) as macOS comes with it: `%admin ALL = (ALL) ALL`.
 */
export const MAC_TRUSTED_GROUPS: readonly number[] = [0, 80];

export const macRules: FileRules = {
  ...posixRules,
  distrust: (question) => distrust(question, MAC_TRUSTED_GROUPS),
};
