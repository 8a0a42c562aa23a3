// Whether the vendor's own security settings management is at work on a Mac. Reads only.

import { describeFault } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { AgentAnswer, AgentWord } from '../linux/agent-word.js';
import type { ManagerProbe, ManagerSaid } from '../linux/probe-round.js';
import { look, managerProbe } from '../linux/probe-round.js';
import { MAC_AGENT } from './mac-agent.js';
import { preferencesFile } from './managed-preferences.js';

/** Where profiles put what they manage. */
export const PROFILE_FILES = [
  preferencesFile('com.microsoft.wdav'),
  preferencesFile('com.microsoft.wdav.ext'),
  '/Library/Managed Preferences/mdatp_managed.json',
] as const;

/** What moves when the agent or the profiles that manage it do. */
export const CHANNEL_FILES = [...MAC_AGENT.paths, ...PROFILE_FILES] as const;

/**
 * The agent of a Mac seldom has a word for who manages it. Values that it calls managed and that no profile put there
 * came through the vendor's own channel, and are its policy. This is inferred: no document says so.
 */
export async function probeChannel(host: Host, agent: AgentAnswer): Promise<ManagerProbe> {
  return managerProbe('mde-channel', true, await channelSaid(host, agent));
}

async function channelSaid(host: Host, agent: AgentAnswer): Promise<ManagerSaid> {
  const said = (answer: ManagerSaid['answer'], source: string, says: string): ManagerSaid => ({
    answer,
    evidence: [{ source, says }],
  });
  if (agent.is === 'missing') return said('not-managed', MAC_AGENT.paths.at(-1) ?? '', 'not installed');
  if (agent.is === 'silent') return said('unknown', 'mdatp health', describeFault(agent.fault));
  const { managedBy } = agent.word;
  if (managedBy.is === 'named') return byName(host, agent.word, managedBy.name);
  if (managedBy.is === 'odd')
    return said('unknown', 'mdatp health managedBy', 'has a form that is not known');
  const profile = await profileFile(host);
  if (profile.is !== 'absent')
    return profile.is === 'unreadable'
      ? { answer: 'unknown', evidence: [profile.evidence] }
      : said('not-managed', profile.evidence.source, 'a profile manages the agent');
  const [managed] = agent.word.managed;
  if (managed === undefined) return said('not-managed', 'mdatp health isManaged', 'nothing is managed');
  const says = `${managed} is managed, and no profile is there`;
  return { ...said('managed', 'mdatp health isManaged', says), policySeen: true };
}

async function byName(host: Host, word: AgentWord, name: string): Promise<ManagerSaid> {
  const profile = await profileFile(host);
  return {
    answer: 'managed',
    policySeen: profile.is === 'absent' && word.managed.length > 0,
    evidence: [{ source: 'mdatp health managedBy', says: name }],
  };
}

/** The first that is there or cannot be looked for. */
async function profileFile(host: Host): ReturnType<typeof look> {
  for (const file of PROFILE_FILES) {
    const found = await look(host, file);
    if (found.is !== 'absent') return found;
  }
  return look(host, PROFILE_FILES[0]);
}
