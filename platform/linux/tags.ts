// Tags that were set on the device itself with `mdatp edr tag`, the same on Linux and macOS. Reads only; starts one
// program at most, and none when an answer of the agent is at hand.

import type { Result } from '../../src/model/result.js';
import { fail, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { AgentAnswer, AgentWord } from './agent-word.js';
import { askAgent } from './agent-word.js';
import { MDATP_PATHS } from './mdatp.js';

export interface TagKnowledge {
  /**
   * What this answered the last time. A tag that a policy covers cannot be seen: what stood there before still counts,
   * or a device would leave its scope by the very policy that it is in scope for, and come back when that is gone.
   */
  readonly previous: readonly string[];
  /** Texts of tags as policies of Holdfast last set them: never a source of scope. */
  readonly written: readonly string[];
  /** The agent's answer of the survey just made. */
  readonly agent?: AgentAnswer;
}

/** The only key that the agent knows. Source: Microsoft Learn, "Configure ... Defender for Endpoint on Linux", edr tags. */
const KEY = 'GROUP';
/** The vendor's bound for a tag. A tag that is cut is another tag. */
const MAX_CHARACTERS = 200;

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

function localTags(word: AgentWord, { previous, written }: TagKnowledge): Result<readonly string[]> {
  if (word.tags === null) return badTags('edrDeviceTags has a form that is not known');
  const shown = word.tags.findLast(({ key }) => key === KEY)?.value.trim() ?? '';
  // The marker is for all tags at once: what is managed hides what was set by hand.
  if (word.tagsManaged || written.includes(shown)) return ok(previous);
  if (shown.length > MAX_CHARACTERS) return badTags(`a tag is longer than ${MAX_CHARACTERS} characters`);
  if (/\p{C}/u.test(shown)) return badTags('a tag holds a control character');
  return ok(shown === '' ? [] : [shown]);
}

const badTags = (why: string) => fail({ kind: 'bad-reply', from: 'mdatp health', why } as const);
