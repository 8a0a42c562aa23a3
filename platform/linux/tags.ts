// Tags that were set on the device itself with `mdatp edr tag`, the same on Linux and macOS. Reads only; starts one
// program at most, and none when an answer of the agent is at hand.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { AgentAnswer, AgentWord, Tag } from './agent-word.js';
import { askAgent, printable } from './agent-word.js';
import { MDATP_PATHS } from './mdatp.js';

export interface TagKnowledge {
  /**
   * What this answered the last time. A tag that a policy covers cannot be seen: what stood there before still counts,
   * or a device would leave its scope by the very policy that it is in scope for, and come back when that is gone.
   */
  readonly previous: readonly string[];
  /** Tags as Holdfast itself last wrote them by command: never a source of scope. */
  readonly written: readonly Tag[];
  /** The agent's answer of the survey just made. */
  readonly agent?: AgentAnswer;
}

/** The only key that the agent knows. Source: Microsoft Learn, "Configure ... Defender for Endpoint on Linux", edr tags. */
const KEY = 'GROUP';

/**
 * At most one, its text. A device without the agent has none. An agent that does not tell, or tells in a way that is
 * not known, is a fault: that is not "no tags".
 */
export function readLocalTags(
  host: Host,
  known: TagKnowledge,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  return readAgentTags(host, MDATP_PATHS, known, signal);
}

export async function readAgentTags(
  host: Host,
  paths: readonly string[],
  known: TagKnowledge,
  signal: AbortSignal,
): Promise<Result<readonly string[]>> {
  const agent = known.agent ?? (await askAgent(host, paths, signal));
  if (agent.is === 'missing') return ok([]);
  return agent.is === 'silent' ? fail(agent.fault) : localTags(agent.word, known);
}

export function localTags(word: AgentWord, { previous, written }: TagKnowledge): Result<readonly string[]> {
  if (word.tags === null)
    return fail({
      kind: 'bad-reply',
      from: 'mdatp health',
      why: 'edrDeviceTags has a form that is not known',
    });
  const shown = word.tags.findLast(({ key }) => key === KEY);
  const ours = written.findLast(({ key }) => key === KEY);
  const isOurs = shown !== undefined && ours?.value === shown.value;
  // The marker is for all tags at once: what is managed hides what was set by hand.
  if (word.tagsManaged || isOurs) return ok(previous);
  const text = shown === undefined ? '' : printable(shown.value);
  return ok(text === '' ? [] : [text]);
}
