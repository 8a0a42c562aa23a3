// One round of probes, and what of it serves the next: the agent is asked again only when its files have moved, else
// once a day.

import type { EpochMs } from '../../src/model/ids.js';
import type { Evidence, OtherManager, Probe } from '../../src/model/probe.js';
import type { Result } from '../../src/model/result.js';
import { describeFault } from '../../src/model/result.js';
import type { FileStat, Host } from '../host.js';
import type { AgentAnswer } from './agent-word.js';
import { askAgent } from './agent-word.js';

/** Kept by the caller and given back the next time. */
export interface ProbeRound {
  readonly probes: readonly Probe[];
  /** What the files of the costly question looked like. */
  readonly fingerprint: string;
  /** When it was really asked. */
  readonly askedAt: EpochMs;
  /** What the agent answered then. */
  readonly agent?: AgentAnswer;
  /** On a Mac whose MDM manages the agent: whose profile does. */
  readonly profileOf?: ProfileOwner;
}

export type ProfileOwner = 'holdfast' | 'others' | 'nobody';

export interface Asking {
  readonly host: Host;
  /** Where the agent's program may be. */
  readonly paths: readonly string[];
  readonly previous: ProbeRound | undefined;
  readonly fingerprint: string;
  readonly now: EpochMs;
  readonly signal: AbortSignal;
}

const DAY_MS = 24 * 3_600_000;

/** What could not be told is asked again each time, and so is what makes us stand aside: its end must not wait a day. */
export async function askSeldom(asking: Asking): Promise<{
  readonly agent: AgentAnswer;
  readonly askedAt: EpochMs;
}> {
  const { host, paths, previous, now, signal } = asking;
  const kept = previous?.agent;
  if (kept !== undefined && kept.is !== 'silent' && isFresh(asking) && !saidManaged(previous))
    return { agent: kept, askedAt: previous?.askedAt ?? now };
  return { agent: await askAgent(host, paths, signal), askedAt: now };
}

/** Nothing has moved since, and it is not a day old. */
export const isFresh = ({ previous, fingerprint, now }: Asking): boolean =>
  previous?.fingerprint === fingerprint && Math.abs(now - previous.askedAt) < DAY_MS;

const saidManaged = (round: ProbeRound | undefined): boolean =>
  round?.probes.some(
    (probe) => probe.asks === 'manager' && probe.manager === 'mde-channel' && probe.answer === 'managed',
  ) ?? false;

export async function fingerprintOf(host: Host, paths: readonly string[]): Promise<string> {
  const parts: string[] = [];
  for (const path of paths) parts.push(mark(await host.stat(path)));
  return parts.join(' ');
}

/** Our own writes move the time of a folder: of one, being there is what counts. */
function mark(stat: Result<FileStat | undefined>): string {
  if (!stat.ok) return '?';
  if (stat.value === undefined) return '-';
  return stat.value.type === 'folder' ? 'folder' : `${stat.value.size}:${stat.value.modifiedMs}`;
}

export type ManagerProbe = Extract<Probe, { asks: 'manager' }>;

export interface ManagerSaid {
  readonly answer: ManagerProbe['answer'];
  readonly policySeen?: boolean;
  readonly evidence: readonly Evidence[];
}

export const managerProbe = (manager: OtherManager, required: boolean, said: ManagerSaid): ManagerProbe => ({
  asks: 'manager',
  manager,
  required,
  ...said,
});

/** What a look at a path tells, in one clause. */
export async function look(
  host: Pick<Host, 'stat'>,
  source: string,
): Promise<{ readonly is: 'there' | 'absent' | 'unreadable'; readonly evidence: Evidence }> {
  const found = await host.stat(source);
  if (!found.ok) return { is: 'unreadable', evidence: { source, says: describeFault(found.error) } };
  return found.value === undefined
    ? { is: 'absent', evidence: { source, says: 'not there' } }
    : { is: 'there', evidence: { source, says: 'there' } };
}
