// Whether the vendor's own security settings management is at work on a Linux machine. Reads only.

import type { Evidence } from '../../src/model/probe.js';
import type { Result } from '../../src/model/result.js';
import { describeFault, ok } from '../../src/model/result.js';
import type { Host } from '../host.js';
import type { AgentAnswer, AgentWord } from './agent-word.js';
import { MDATP_PATHS } from './mdatp.js';
import type { ManagerProbe, ManagerSaid } from './probe-round.js';
import { managerProbe } from './probe-round.js';

/**
 * The agent makes this file when it has joined the vendor's settings management, empty but for braces while no policy
 * is meant for the device, and takes its settings from it from then on instead of the administrator's managed file.
 * Source: a practitioner's article, "MDE Linux Management from the Security Portal", 2023 to 2025; no document of the
 * vendor's names it.
 */
export const CHANNEL_FILE = '/etc/opt/microsoft/mdatp/managed/mdeattach_managed.json';
const MAX_BYTES = 8 * 1024 * 1024;

/** What moves when the channel, the agent or its onboarding does. */
export const CHANNEL_FILES = [
  ...MDATP_PATHS,
  '/opt/microsoft/mdatp/sbin/wdavdaemon',
  '/etc/opt/microsoft/mdatp/mdatp_onboard.json',
  '/etc/opt/microsoft/mdatp/managed',
  CHANNEL_FILE,
] as const;

type ChannelFile =
  | { readonly is: 'absent' }
  | { readonly is: 'empty' }
  | { readonly is: 'settings'; readonly count: number };

/** An agent that cannot be understood may be managed: that is "cannot tell". Without an agent there is no channel. */
export async function probeChannel(host: Host, agent: AgentAnswer): Promise<ManagerProbe> {
  return managerProbe('mde-channel', true, await channelSaid(host, agent));
}

async function channelSaid(host: Host, agent: AgentAnswer): Promise<ManagerSaid> {
  const [source] = MDATP_PATHS;
  if (agent.is === 'missing') return { answer: 'not-managed', evidence: [{ source, says: 'not installed' }] };
  const file = await readChannelFile(host);
  const fileSays: Evidence = {
    source: CHANNEL_FILE,
    says: file.ok ? clauseOf(file.value) : describeFault(file.error),
  };
  if (agent.is === 'silent') {
    const says = describeFault(agent.fault);
    return { answer: 'unknown', evidence: [{ source: 'mdatp health managedBy', says }, fileSays] };
  }
  if (!file.ok) return { answer: 'unknown', evidence: [fileSays] };
  return judge(agent.word.managedBy, file.value, fileSays);
}

/** Settings that stand in the file are in force, whoever the agent names. */
function judge(by: AgentWord['managedBy'], file: ChannelFile, fileSays: Evidence): ManagerSaid {
  const policySeen = file.is === 'settings';
  const evidence = [{ source: 'mdatp health managedBy', says: sayManager(by) }, fileSays];
  if (by.is === 'named' || policySeen) return { answer: 'managed', policySeen, evidence };
  if (by.is === 'odd') return { answer: 'unknown', evidence };
  if (file.is === 'absent') return { answer: 'not-managed', evidence };
  // Agents without the word know the channel only by its file; others contradict themselves here.
  return by.is === 'unsaid' ? { answer: 'managed', policySeen, evidence } : { answer: 'unknown', evidence };
}

function sayManager(by: AgentWord['managedBy']): string {
  switch (by.is) {
    case 'named':
      return by.name;
    case 'nobody':
      return 'empty';
    case 'unsaid':
      return 'this agent does not say';
    case 'odd':
      return 'has a form that is not known';
    default:
      return by satisfies never;
  }
}

function clauseOf(file: ChannelFile): string {
  if (file.is === 'absent') return 'not there';
  return file.is === 'empty'
    ? 'there, without settings; remove it if settings management has ended'
    : `${file.count} sections of settings`;
}

/** Something that is no JSON object is there all the same. */
async function readChannelFile(host: Host): Promise<Result<ChannelFile>> {
  const file = await host.read(CHANNEL_FILE, { maxBytes: MAX_BYTES });
  if (!file.ok) return file;
  if (file.value === undefined) return ok({ is: 'absent' });
  const count = sectionsOf(Buffer.from(file.value.bytes).toString('utf8'));
  return ok(count > 0 ? { is: 'settings', count } : { is: 'empty' });
}

function sectionsOf(text: string): number {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.keys(json).length : 0;
  } catch {
    return 0;
  }
}
