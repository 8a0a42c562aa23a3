// Tags that were set on a Mac itself with `mdatp edr tag`. Reads only; one program at most.

import type { Result } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { TagKnowledge } from '../linux/tags.js';
import { readAgentTags } from '../linux/tags.js';
import { MAC_AGENT } from './mac-agent.js';

/** As on Linux. There, a policy writes tags into the managed file; here by command, so `written` matters. */
export const readLocalTags = (
  host: Host,
  known: TagKnowledge,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> => readAgentTags(host, MAC_AGENT.paths, known, signal);
